"""`make bench`: speed as a ratio against a yardstick of the same run.

Times depend on the machine, ratios much less. Exit code 1 when a bar is not reached.
Large files go to `build/bench` and stay there for the next run.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import dashboard, forecast, growth, kpis, loading, questions, reports, sandbox

FOLDER = Path("build") / "bench"

BENCHMARKS: dict[str, Callable[[Path], bool]] = {
    "loading": loading.report,
    "kpis": kpis.report,
    "growth": growth.report,
    "forecast": forecast.report,
    "dashboard": dashboard.report,
    "reports": reports.report,
    "sandbox": sandbox.report,
    "questions": questions.report,
}


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, all of them by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME")
    names = parser.parse_args(arguments).names or list(BENCHMARKS)
    reached = [BENCHMARKS[name](FOLDER / name) for name in names]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
