"""The command line as a process of its own, forked from one that has imported it already.

A process ends as it would by itself: by `os._exit`, by a signal, at a limit of its own. To
import all of it anew takes as long as a small load.
"""

import multiprocessing
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.unit.loading import KEY

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(
    [__name__, "pipelines.cli", "pipelines.engine", "great_expectations.validator.validator"]
)
STREAMS = (1, 2)


class Command:
    """One command that runs; `before` is Python that runs in its process first."""

    def __init__(self, arguments: list[str], before: str = "") -> None:
        self._folder = TemporaryDirectory()  # gone with the command
        self._streams = [Path(self._folder.name) / str(stream) for stream in STREAMS]
        self._process = FORKING.Process(target=_run, args=(arguments, before, self._streams))
        self._process.start()

    def wait(self) -> int:
        """Its exit code, or minus the signal it died of."""
        self._process.join()
        code = self._process.exitcode
        assert code is not None
        return code

    def kill(self) -> None:
        self._process.kill()

    def communicate(self) -> tuple[int, str, str]:
        """When it has ended: its exit code, what it said, what it complained."""
        code = self.wait()
        said, complained = (path.read_text(encoding="utf-8") for path in self._streams)
        return code, said, complained


def ready() -> None:
    """When everything is imported, so that a first command takes no longer than the others."""
    nothing = FORKING.Process(target=int)
    nothing.start()
    nothing.join()


def _run(arguments: list[str], before: str, streams: list[Path]) -> None:
    for number, path in zip(STREAMS, streams, strict=True):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.environ["STRATEGI_PSEUDONYM_KEY"] = KEY
    sys.argv[1:] = arguments
    exec(before, {})
    from pipelines.cli import run

    run()
