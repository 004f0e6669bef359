"""Files to judged batches: in this process when they are small, else in the workers."""

import contextlib
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from pipelines import judging, workers
from pipelines.chunks import BadFile, Changed, Chunk, Export, Place
from pipelines.errors import LoadError
from pipelines.judging import Verdict
from pipelines.privacy import PseudonymKey, masked
from pipelines.sources.delivery_reports import Batch, ReportReader

WAITING = 4 * workers.WORKERS  # chunks handed out and not yet taken back: this bounds the memory


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


@dataclass(frozen=True)
class _Judge:
    """Who judges chunks, and how many of them may be `ahead` of what was taken back."""

    ask: Callable[[Chunk | Place], "Future[Verdict]"]
    end: Callable[[], None]
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
def reading(
    files: Mapping[int, Path], key: PseudonymKey, pool: ProcessPoolExecutor | None = None
) -> Iterator[Iterator[Judged | Ended]]:
    """The batches of every numbered file in order, then its end.

    It begins at once: what the caller does before the first batch is done beside it.
    Workers that began `workers.early` are used, and end with the reading.
    Raises LoadError, at any time.
    """
    with contextlib.ExitStack() as readers:
        judge = readers.enter_context(_judge(files.values(), key, pool))
        handed = (
            item
            for file_no, path in files.items()
            for item in _asked_then_end(file_no, path, judge)
        )
        waiting = deque(islice(handed, judge.ahead))
        yield _in_order(waiting, handed, judge.end)


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
def _judge(
    paths: Collection[Path], key: PseudonymKey, pool: ProcessPoolExecutor | None
) -> Iterator[_Judge]:
    if not workers.worth(paths):
        with contextlib.closing(judging.engine()) as engine:
            reader = ReportReader(key, bundles=engine.bundles)
            yield _Judge(
                lambda chunk: _done(judging.judged(judging.whole(chunk), reader)), engine.close
            )
        return
    with contextlib.ExitStack() as ending:
        asked = pool or ending.enter_context(workers.pool())
        ending.callback(asked.shutdown, wait=True, cancel_futures=True)
        # What comes after the reading is done beside their end.
        end = partial(asked.shutdown, wait=False)
        yield _Judge(lambda chunk: asked.submit(workers.judged, chunk, key), end, WAITING, True)


def _done(result: Verdict) -> "Future[Verdict]":
    future: Future[Verdict] = Future()
    future.set_result(result)
    return future
