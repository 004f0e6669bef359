"""`python -m pipelines.example OUT`: write what the example municipality delivers."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

MOST_YEARS = 40


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command, for whoever has a parser."""
    parser.add_argument("out", type=Path, help="folder to write the files into")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another municipality")
    parser.add_argument("--citizens", type=_count, default=1300, help="citizens with help on a day")
    parser.add_argument("--years", type=_years, default=5, help="years of reports")
    parser.add_argument("--until", type=_day, help="last day, YYYY-MM-DD")
    parser.add_argument(
        "--plain", action="store_true", help="the delivery reports alone, in one uncompressed file"
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def _years(text: str) -> int:
    if _count(text) > MOST_YEARS:
        raise ArgumentTypeError(f"{text} is more than {MOST_YEARS} years")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a date of the form YYYY-MM-DD") from None


def main(args: Namespace) -> int:
    """Write the files; exit code 0, or 2 with one sentence when they cannot be written."""
    from pipelines.example.delivery import write  # whoever only has the arguments needs none of it

    show = _show_bar if sys.stderr.isatty() else None
    try:
        files = write(args.out, args.seed, args.citizens, args.years, args.until, show, args.plain)
    except OSError as error:
        print(f"{args.out}: the example could not be written ({error.strerror}).", file=sys.stderr)
        return 2
    size = sum(file.stat().st_size for file in files) / 1e6
    print(
        f"Wrote {len(files)} files, {size:.0f} MB, to {args.out}. Everything in them is invented."
    )
    return 0


def _show_bar(done: int, total: int) -> None:
    filled = 30 * done // total
    end = "\n" if done == total else ""
    print(f"\r[{'#' * filled:<30}] {done}/{total} citizens", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m pipelines.example", description=__doc__)
    add_arguments(parser)
    sys.exit(main(parser.parse_args()))
