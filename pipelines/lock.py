"""One writer at a time: a lock the operating system lets go of when its holder dies."""

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
    import msvcrt


class Locked(Exception):
    """Somebody else holds the lock; `since` says from when (local time), as they wrote it."""

    def __init__(self, since: str) -> None:
        super().__init__(since)
        self.since = since


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file. Raises Locked at once when another process does."""
    with path.open("a+", encoding="utf-8") as file:
        if not _take(file):
            raise Locked(_since(path))
        file.truncate(0)
        file.write(datetime.now().strftime("%Y-%m-%d %H:%M:%S"))
        file.flush()
        yield


def _take(file: IO[str]) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            # A byte far behind the text, so that the others can still read the time.
            os.lseek(file.fileno(), 4096, os.SEEK_SET)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _since(path: Path) -> str:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return path.read_text(encoding="utf-8") or "a moment ago"
    return "a moment ago"
