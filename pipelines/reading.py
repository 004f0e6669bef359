"""Files to judged batches: in this process when they are small, else in two workers.

The workers only compute: they get a key and the place of a chunk (its bytes, where
the file is packed) and give back Arrow tables.
"""

import atexit
import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.chunks import BadFile, Changed, Chunk, Export, Place, spans
from pipelines.errors import LoadError
from pipelines.privacy import EXAMPLE_KEY, PseudonymKey, masked
from pipelines.sources.delivery_reports import Batch, ReportReader, Span

if TYPE_CHECKING:
    from pipelines.engine import Engine

WORKERS = 2
WAITING = 4 * WORKERS  # chunks handed out and not yet taken back: this bounds the memory
INVENTED = b'"HTEST"'  # HL7's mark for data that are a test; every report of the example has it
POOL_FROM_BYTES = 16 << 20  # below this, starting two interpreters takes longer than reading


@dataclass(frozen=True)
class Judged:
    """The verdict on one chunk of the file with this number."""

    file_no: int
    reports: int
    batch: Batch
    file_bytes: int


@dataclass(frozen=True)
class Ended:
    """The file with this number was read to its end, or was found bad on the way."""

    file_no: int
    export: Export
    bad: BadFile | None = None


Verdict = tuple[int, Batch]


@dataclass(frozen=True)
class _Judge:
    """Who judges chunks, and how many of them may be `ahead` of what was taken back."""

    ask: Callable[[Chunk | Place], "Future[Verdict]"]
    ahead: int = 0
    reads_itself: bool = False

    def chunks(self, export: Export) -> Iterator[Chunk] | Iterator[Place]:
        """What to ask it about; bytes cost more to send than to read again."""
        return export.places() if self.reads_itself and not export.is_packed else export.chunks()


@dataclass(frozen=True)
class _Asked:
    """A chunk that was handed out; `file_bytes` of the file were read for it."""

    file_no: int
    path: Path
    file_bytes: int
    verdict: "Future[Verdict]"


@contextlib.contextmanager
def reading(files: Mapping[int, Path], key: PseudonymKey) -> Iterator[Iterator[Judged | Ended]]:
    """The batches of every numbered file in order, then its end.

    It begins at once: what the caller does before the first batch is done beside it.
    Raises LoadError, at any time.
    """
    with contextlib.ExitStack() as readers:
        judge = readers.enter_context(_judge(files.values(), key))
        handed = (
            item
            for file_no, path in files.items()
            for item in _asked_then_end(file_no, path, judge)
        )
        waiting = deque(islice(handed, judge.ahead))
        yield _in_order(waiting, handed, readers.close)


def _in_order(
    waiting: "deque[_Asked | Ended]",
    handed: "Iterator[_Asked | Ended]",
    end: Callable[[], None],
) -> Iterator[Judged | Ended]:
    """What was asked first comes first; then the readers end, for they hold much memory."""
    for item in handed:
        waiting.append(item)
        yield _taken(waiting.popleft())
    while waiting:
        yield _taken(waiting.popleft())
    end()


def _asked_then_end(file_no: int, path: Path, judge: "_Judge") -> Iterator[_Asked | Ended]:
    export, before = Export(path), 0
    try:
        for chunk in judge.chunks(export):
            yield _Asked(file_no, path, export.size - before, judge.ask(chunk))
            before = export.size
    except BadFile as bad:
        yield Ended(file_no, export, bad)
    except OSError as error:
        raise _unreadable(path, error) from error
    else:
        yield Ended(file_no, export)


def _taken(item: _Asked | Ended) -> Judged | Ended:
    if isinstance(item, Ended):
        return item
    try:
        reports, batch = item.verdict.result()
    except BrokenProcessPool as error:
        raise LoadError("A worker process was killed; nothing was loaded.") from error
    except OSError as error:
        raise _unreadable(item.path, error) from error
    return Judged(item.file_no, reports, batch, item.file_bytes)


def _unreadable(path: Path, error: OSError) -> LoadError:
    if isinstance(error, Changed):
        said = "changed while it was read; nothing was loaded, load it when it is complete"
    else:
        said = f"cannot be read ({error.strerror}); nothing was loaded"
    return LoadError(f"{masked(str(path))} {said}.")


@contextlib.contextmanager
def _judge(paths: Collection[Path], key: PseudonymKey) -> Iterator[_Judge]:
    if sum(path.stat().st_size * _unpacks_to(path) for path in paths) < POOL_FROM_BYTES:
        with contextlib.closing(_engine()) as engine:
            reader = ReportReader(key, bundles=engine.bundles)
            yield _Judge(lambda chunk: _done(_judged(_whole(chunk), reader)))
        return
    context = multiprocessing.get_context("spawn")
    started = (key, context.Value("i", 0))
    pool = ProcessPoolExecutor(WORKERS, context, initializer=_begin_worker, initargs=started)
    try:
        yield _Judge(lambda chunk: pool.submit(_judged_in_worker, chunk), WAITING, True)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _engine() -> "Engine":
    """Imported by whoever reads: the module stays quick to import."""
    from pipelines.engine import Engine

    return Engine()


def _unpacks_to(path: Path) -> int:
    """Roughly how many bytes come out of one; compact FHIR packs to a tenth or less."""
    return 10 if path.suffix == ".gz" else 1


def _judged(chunk: Chunk, reader: ReportReader) -> Verdict:
    found = spans(chunk)
    if reader.key == EXAMPLE_KEY:
        _require_invented(found)
    return len(found), reader.read(found)


def _require_invented(found: list[Span]) -> None:
    """The example's key is public: a real CPR number keyed with it could be found again."""
    for span in found:
        if INVENTED not in span.data:
            raise LoadError(
                f"The report on line {span.line} lies among invented data and does not carry their "
                f"mark (meta.security HTEST); nothing was loaded."
            )


def _done(result: Verdict) -> "Future[Verdict]":
    future: Future[Verdict] = Future()
    future.set_result(result)
    return future


_reader: ReportReader | None = None


def _begin_worker(key: PseudonymKey, begun: "Synchronized[int]") -> None:
    """Leave Ctrl-C to the parent, and end when the parent is gone, however it went.

    `begun` counts the workers: a content is named by its reader's number and its own.
    """
    global _reader
    # Arrow's own pools give their pages back too soon: to get them again costs a tenth of the time.
    pa.set_memory_pool(pa.system_memory_pool())
    with begun.get_lock():
        engine = _engine()
        atexit.register(engine.close)
        _reader = ReportReader(key, begun.value, engine.bundles)
        begun.value += 1
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _judged_in_worker(handed: Chunk | Place) -> Verdict:
    if _reader is None:
        raise LoadError("A worker began without its key; nothing was loaded.")
    return _judged(_whole(handed), _reader)


def _whole(handed: Chunk | Place) -> Chunk:
    return handed.read() if isinstance(handed, Place) else handed
