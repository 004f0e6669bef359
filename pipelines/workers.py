"""The processes that judge large exports, begun before the command imports what it works with.

To import takes each of them as long as to read thirty megabytes, so nothing but the standard
library is imported up here, and they do it beside the process that began them. They only
compute: they get the key and the place of a chunk (its bytes, where the file is packed) and
give back Arrow tables.
"""

import atexit
import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines import exports
from pipelines.errors import LoadError
from pipelines.exports import DELIVERY_REPORT

if TYPE_CHECKING:
    from pipelines.chunks import Chunk, Place
    from pipelines.judging import Verdict
    from pipelines.privacy import PseudonymKey
    from pipelines.sources.delivery_reports import ReportReader

WORKERS = 2
POOL_FROM_BYTES = 16 << 20  # below this, starting two interpreters takes longer than reading

# Told to the C library of each worker: to keep the memory that a chunk took for the next one. To
# give it back and get it again costs a twentieth of the time. Only GNU's library asks.
KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str(1 << 30)}

_reader_of: "Callable[[PseudonymKey], ReportReader] | None" = None


@contextlib.contextmanager
def early(paths: Sequence[Path]) -> Iterator[ProcessPoolExecutor | None]:
    """Workers for the reports below the paths; None where there are few, or none to be read."""
    with contextlib.ExitStack() as begun:
        yield begun.enter_context(pool()) if worth(_reports(paths)) else None


def _reports(paths: Sequence[Path]) -> list[Path]:
    try:
        return [one.path for one in exports.find(paths).files if one.kind == DELIVERY_REPORT]
    except LoadError:  # the load itself says what is wrong with them
        return []


def worth(reports: Iterable[Path]) -> bool:
    """Whether these files are read sooner by workers."""
    return sum(path.stat().st_size * _unpacks_to(path) for path in reports) >= POOL_FROM_BYTES


def _unpacks_to(path: Path) -> int:
    """Roughly how many bytes come out of one; compact FHIR packs to a tenth or less."""
    return 10 if path.suffix == ".gz" else 1


@contextlib.contextmanager
def pool() -> Iterator[ProcessPoolExecutor]:
    """Workers that begin at once and import what they need; ask them for `judged`."""
    context = multiprocessing.get_context("spawn")
    begun = ProcessPoolExecutor(
        WORKERS, context, initializer=_begin, initargs=(context.Value("i", 0),)
    )
    with _in_environment(KEEP_MEMORY):
        begun.submit(_ready)
    try:
        yield begun
    finally:
        begun.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _in_environment(settings: Mapping[str, str]) -> Iterator[None]:
    """What processes that are begun inside find set, unless whoever runs us has set it."""
    new = {name: value for name, value in settings.items() if name not in os.environ}
    os.environ.update(new)
    try:
        yield
    finally:
        for name in new:
            del os.environ[name]


def _ready() -> None:
    """Asked first: a pool has no processes before it is asked for anything."""


def _begin(begun: "Synchronized[int]") -> None:
    """Leave Ctrl-C to the parent, and end when the parent is gone, however it went.

    `begun` counts the workers: a content is named by its reader's number and its own.
    """
    global _reader_of
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with begun.get_lock():
        reader_no = begun.value
        begun.value += 1
    _reader_of = _readers(reader_no)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


class _Without:
    """Has a package count as not installed: no worker needs it, and to import it takes long."""

    def __init__(self, package: str) -> None:
        self._package = package

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """None, as from whoever does not know the module. Raises ModuleNotFoundError."""
        if name == self._package:
            raise ModuleNotFoundError(f"A worker needs no {name}.", name=name)


def _readers(reader_no: int) -> "Callable[[PseudonymKey], ReportReader]":
    """A reader for each key, which is one: a load has no other."""
    # Arrow imports pandas, only to ask of every list whether it is one of its series.
    sys.meta_path.insert(0, _Without("pandas"))
    import pyarrow as pa

    from pipelines.judging import engine
    from pipelines.sources.delivery_reports import ReportReader

    # Arrow's own pools give their pages back too soon: to get them again costs a tenth of the time.
    pa.set_memory_pool(pa.system_memory_pool())
    own = engine()
    atexit.register(own.close)
    return cache(lambda key: ReportReader(key, reader_no, own.bundles))


def judged(handed: "Chunk | Place", key: "PseudonymKey") -> "Verdict":
    """The verdict on a chunk, by a worker. Raises LoadError, OSError."""
    from pipelines import judging

    if _reader_of is None:
        raise LoadError("A worker began without its reader; nothing was loaded.")
    return judging.judged(judging.whole(handed), _reader_of(key))
