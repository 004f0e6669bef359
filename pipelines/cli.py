"""`python -m pipelines load|retry|status|template|...`: exports into the warehouse.

Exit codes: 0 everything was loaded; 1 loaded, but something was set aside;
2 nothing was loaded and the warehouse is as before. Each command imports what it works with
itself: a load has its workers begin first.
"""

import argparse
import contextlib
import json
import os
import signal
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from secrets import token_bytes
from types import FrameType
from typing import NoReturn

from pipelines import terminal, workers
from pipelines.errors import LoadError
from pipelines.example import __main__ as example
from pipelines.privacy import KEY_BYTES

FAILED = 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code. Never raises, never prints a traceback."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _stop)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except LoadError as problem:
        return _fail(str(problem))
    except KeyboardInterrupt:
        return _fail("Stopped; nothing was loaded and the warehouse is as before.")
    except BrokenPipeError:
        return _reader_left()
    except Exception as fault:  # the text of an unknown fault may quote the input
        return _fail(f"A fault in the program ({_place(fault)}); nothing was loaded.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipelines", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    one = _command(commands, "load", _load, "load every export below the paths")
    one.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    one.add_argument("--quiet", action="store_true", help="say only what was set aside")

    one = _command(commands, "retry", _retry, "read again what was set aside")
    one.add_argument("--quiet", action="store_true", help="say only what was set aside")

    one = _command(commands, "status", _status, "what the warehouse holds")
    one.add_argument("--format", choices=["json", "text"], default="text")

    one = _command(commands, "example", example.main, "write the invented municipality's reports")
    example.add_arguments(one)

    one = _command(commands, "first-start", _first_start, "write and load the example, once")
    one.add_argument("--quiet", action="store_true", help="say only what was set aside")

    one = _command(commands, "template", _template, "an empty export to fill in: T09, or all")
    one.add_argument("code", metavar="T01..T23|all")
    one.add_argument("--to", choices=["xlsx", "csv"], default="xlsx")
    one.add_argument("--out", type=Path, metavar="FILE", help="with `all` a folder")

    _command(commands, "key", _key, "a new random key for STRATEGI_PSEUDONYM_KEY_FILE")
    _command(commands, "dictionary", _dictionary, "the data dictionary as Markdown")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    says: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=says, description=says)
    parser.set_defaults(run=run)
    parser.add_argument("--warehouse", metavar="DIR", help="default: STRATEGI_WAREHOUSE")
    return parser


def _load(options: argparse.Namespace) -> int:
    with workers.early(options.paths) as pool:
        from pipelines.run import load  # beside the workers, who import as much

        done = load(options.paths, _folder(options), terminal.progress(options.quiet), pool)
    _say(terminal.summary(done, options.quiet))
    return done.exit_code


def _say(text: str) -> None:
    if text:
        print(text)


def _retry(options: argparse.Namespace) -> int:
    from pipelines.retry import retry

    done = retry(_folder(options), terminal.progress(options.quiet))
    for sentence in done.unread:
        print(sentence)
    if done.summary is not None:
        _say(terminal.summary(done.summary, options.quiet))
    elif not done.unread:
        print("Nothing stands aside.")
    return done.exit_code


def _status(options: argparse.Namespace) -> int:
    from pipelines.status import status

    now = status(_folder(options))
    if options.format == "json":
        print(json.dumps(now, ensure_ascii=False, indent=2))
    else:
        print(terminal.status_text(now))
    return 0


def _dictionary(options: argparse.Namespace) -> int:
    from pipelines.contracts import dictionary

    print(dictionary.markdown(), end="")
    return 0


def _template(options: argparse.Namespace) -> int:
    from pipelines import template  # openpyxl takes a while to import

    for path in template.write(options.code, options.to, options.out):
        print(path)
    return 0


def _key(options: argparse.Namespace) -> int:
    print(b64encode(token_bytes(KEY_BYTES)).decode())
    return 0


def _first_start(options: argparse.Namespace) -> int:
    """Exit code 0 also when something was set aside: the example plants faults to show."""
    from pipelines.first_start import first_start

    done = first_start(_folder(options), terminal.progress(options.quiet))
    if done is not None and not options.quiet:
        print(terminal.totals(done))
    return 0


def _folder(options: argparse.Namespace) -> Path:
    from pipelines import warehouse

    return warehouse.directory(options.warehouse)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _reader_left() -> int:
    """Whoever read our output closed it; the work itself was done."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _place(fault: Exception) -> str:
    """The kind of a fault and where it happened, without its text."""
    at = fault.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    where = f" in {Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else ""
    return f"{type(fault).__name__}{where}"


def run() -> NoReturn:
    """The command as a process: end at once, with no teardown for others to write to.

    A background import that is cut off would have the engine's library report
    its own leaks on standard error, after our one sentence.
    """
    try:
        code = main()
    except SystemExit as ended:  # argparse has already said what is wrong
        code = ended.code if isinstance(ended.code, int) else FAILED
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
