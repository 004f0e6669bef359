"""`python -m pages.reports NODE|all --to pdf --period 2026-10 --out FILE`: the button's report."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from kpis.errors import KpiError
from pages.reports import freeze, making
from pages.reports.asked import subjects

WRONG_USE = 2


class Parser(argparse.ArgumentParser):
    """Wrong use ends in one line, like every other error."""

    def error(self, message: str) -> NoReturn:
        """One sentence, and where to read more."""
        shown = f"{message[:1].upper()}{message[1:]}"
        raise KpiError(f"{shown}; see `python -m pages.reports --help`.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one report; 0, or 2 with one line on standard error and nothing written."""
    try:
        asked = _parser().parse_args(arguments)
        print(_written(asked.nodes, asked.to, asked.period, asked.out), flush=True)
        return 0
    except KpiError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
    except OSError as error:
        print(f"{asked.out} could not be written: {error.strerror}.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped before the report was there.", file=sys.stderr)
    return WRONG_USE


def _parser() -> Parser:
    parser = Parser(prog="python -m pages.reports", description="Reports of the strategy.")
    parser.add_argument(
        "nodes", nargs="+", metavar="NODE", help="a theme, a track, an indicator, or all"
    )
    parser.add_argument("--to", required=True, metavar="|".join(making.KINDS))
    parser.add_argument("--period", default="", help="2025-06, 2025-Q2 or 2025; the latest month")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE")
    return parser


def _written(nodes: Sequence[str], to: str, period: str, out: Path) -> str:
    making.kind(to)  # a wrong name is told before anything is computed
    subjects(nodes)
    report = freeze(nodes, period)
    _replace(out, making.made(report, to))
    parts = f"{len(report.pages)} part{'s' if len(report.pages) > 1 else ''}"
    return f"Wrote {out}: {parts} of the strategy in {report.period}, seal {report.sha256[:12]}."


def _replace(out: Path, content: bytes) -> None:
    """Whole or not at all: whoever opens the file never meets half of it."""
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
