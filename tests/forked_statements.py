"""Statements in processes that are forked from one that has imported DuckDB already.

To import it takes as long as all else of a statement. What a process then does is the same, to
the last layer: it is `child.main` that answers, in an empty directory, without environment,
held to its limits, and gone after one statement. How the app itself starts it is tested in
tests/sandbox/test_door.py and test_layers.py, in the browser and wherever nobody asks for this.
"""

import ctypes
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kpis.sandbox import door

PARENT = Path(__file__).with_name("statement_parent.py")
PR_SET_CHILD_SUBREAPER = 36  # whose parent has ended is given to this process


@dataclass
class Forked:
    """What `door` asks of a process."""

    pid: int
    stdout: IO[bytes]

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


class Parent:
    """The process that forks, and the socket to ask it by."""

    def __init__(self) -> None:
        self._socket, other = socket.socketpair()
        with other:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(PARENT), str(door.CHILD.parent)], stdin=other, env={}
            )
        self._lock = threading.Lock()

    def forked(self, question: IO[bytes]) -> Forked:
        """A process that answers a question; it takes the place of `door._process`."""
        answer, written = os.pipe()
        errors = os.open(os.devnull, os.O_WRONLY)
        nowhere = tempfile.mkdtemp(prefix="strategi-")
        directory = os.open(nowhere, os.O_RDONLY | os.O_DIRECTORY)
        try:
            with self._lock:
                files = [question.fileno(), written, errors, directory]
                socket.send_fds(self._socket, [str(os.getpid()).encode("ascii")], files)
                pid = int(self._socket.recv(64))
        finally:
            for file in (written, errors, directory):
                os.close(file)
            os.rmdir(nowhere)
        return Forked(pid, os.fdopen(answer, "rb"))

    def end(self) -> None:
        self._socket.close()
        self._process.wait()


@contextmanager
def parent() -> Iterator[Parent]:
    """One for a whole run."""
    made = Parent()
    try:
        yield made
    finally:
        made.end()


@contextmanager
def adopting() -> Iterator[None]:
    """Orphans come to this process meanwhile; who waits for an orphan's end must not be inside."""
    system = ctypes.CDLL(None)
    assert system.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
    try:
        yield
    finally:
        system.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
