"""The warehouse directory: immutable builds, one pointer, one writer at a time.

    data/warehouse/
      build_000001.duckdb   never changed once published
      build_000002.duckdb
      current               the file name of the live build
      load.lock             held by the load that is running
      analysis/             what kpis.analysis makes of a build, under the build's name

A load writes `build_NNNNNN.duckdb.part` and publishes it by renaming it and then
moving the pointer. A reader reads `current`, opens that file and keeps it; an
older file is removed only when it is neither live nor young. Whatever a load
that died left behind is removed by the next one, under the lock.
"""

import contextlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipelines import schema
from pipelines.errors import LoadError
from pipelines.lock import Locked, locked

DEFAULT = Path(__file__).resolve().parent.parent / "data" / "warehouse"
BUILD = re.compile(r"^build_(\d{6,})\.duckdb$")
LEFTOVER = re.compile(r"^(build_\d{6,}\.duckdb(\.part.*|\.wal)|current\.tmp)$")

ANALYSIS = "analysis"  # the folder beside the builds
KEPT_BUILDS = 2
KEPT_SECONDS = 600  # a reader that has just read `current` may still be opening an older build

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "400MB",  # beside two workers and the libraries: 1.5 GiB in all
    "preserve_insertion_order": False,
    # One checkpoint, by us, at the end: one in between would renumber the rows
    # by which a load tells its own from those before it.
    "checkpoint_threshold": "1TB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

# Rows are packed and written by so many, in the thread that inserts them; a table of
# fewer waits for the checkpoint, which has one thread. The engine's own measure is four
# times as large, and no profile but one of a municipality's reaches it.
ROW_GROUP = 30_720

# A part that was not finished is thrown away, so a log to finish it from is of no use.
TO_WRITE = f"recovery_mode no_wal_writes, row_group_size {ROW_GROUP}"


def directory(given: str | os.PathLike[str] | None = None) -> Path:
    """The warehouse directory: as given, else STRATEGI_WAREHOUSE, else data/warehouse."""
    return Path(given or os.environ.get("STRATEGI_WAREHOUSE") or DEFAULT)


def current(warehouse: Path) -> Path | None:
    """The live build, None where nothing was loaded yet.

    Raises LoadError when the pointer names no build that is there.
    """
    try:
        name = (warehouse / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError("The warehouse's pointer `current` cannot be read.") from error
    if not BUILD.match(name) or not (warehouse / name).is_file():
        raise LoadError(
            "The warehouse's pointer `current` names no build that is there; "
            "restore the build or remove the pointer to begin again."
        )
    return warehouse / name


def open_read_only(build: Path) -> duckdb.DuckDBPyConnection:
    """A connection to a published build, which nothing will ever change."""
    try:
        return duckdb.connect(str(build), read_only=True)
    except duckdb.Error as error:
        raise LoadError(f"The build {build.name} cannot be opened: it is damaged.") from error


@dataclass(frozen=True)
class Draft:
    """A build that is being written. `connection` writes to it and to nothing else."""

    connection: duckdb.DuckDBPyConnection
    part: Path
    build: Path

    @property
    def build_id(self) -> str:
        return self.build.stem

    @property
    def staging(self) -> Path:
        """The file in which the load's reports wait; removed with whatever else is left."""
        return self.part.with_name(self.part.name + ".staging")


@contextlib.contextmanager
def draft(warehouse: Path) -> Iterator[Draft]:
    """A copy of the live build to write to; published when the block ends well.

    To be used inside `exclusive`. When the block raises, the copy is removed
    and the warehouse is as before. Raises LoadError when there is no room.
    """
    with _faults_in_words():
        live = current(warehouse)
        build = warehouse / f"build_{_next_number(warehouse):06d}.duckdb"
        part = build.with_name(build.name + ".part")
        try:
            if live is not None:
                shutil.copyfile(live, part)
            yield from _written(part, build, is_new=live is None)
            _verify(part)
            _publish(part, build)
        finally:
            remove_leftovers(warehouse)
        prune(warehouse)


def _written(part: Path, build: Path, is_new: bool) -> Iterator[Draft]:
    """Open the copy, let the load write, close it with nothing left beside it."""
    with contextlib.closing(_connect(part)) as connection:
        if is_new:
            schema.create(connection)
        yield Draft(connection, part, build)
        connection.execute("checkpoint")
    if part.with_name(part.name + ".wal").exists():
        raise LoadError("The new build was not written to its end; nothing was published.")


@contextlib.contextmanager
def exclusive(warehouse: Path) -> Iterator[None]:
    """The warehouse with the lock held and what dead loads left behind removed.

    Raises LoadError at once when another load is running.
    """
    try:
        warehouse.mkdir(parents=True, exist_ok=True)
        lock = locked(warehouse / "load.lock")
        lock.__enter__()
    except Locked as error:
        raise LoadError(
            f"Another load is running since {error.since}; "
            "nothing was loaded, try again when it is done."
        ) from error
    except OSError as error:
        raise LoadError(_no_room(error)) from error
    try:
        remove_leftovers(warehouse)
        yield
    finally:
        lock.__exit__(None, None, None)


def remove_leftovers(warehouse: Path) -> None:
    """Remove what a load that died left behind. To be called under the lock.

    Parts, write-ahead logs, spilled memory, and a build that was renamed but
    never became the live one.
    """
    live = current(warehouse)
    for path in warehouse.iterdir():
        if LEFTOVER.match(path.name) or _number(path) > (_number(live) if live else 0):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def prune(warehouse: Path, now: float | None = None) -> None:
    """Remove builds that are not live, not among the newest and not young.

    With a build goes what was made of it for analysts: it is about the same people.
    """
    live = current(warehouse)
    now = time.time() if now is None else now
    older = sorted(_builds(warehouse), key=_number, reverse=True)[KEPT_BUILDS:]
    for build in older:
        if build != live and now - build.stat().st_mtime > KEPT_SECONDS:
            build.unlink(missing_ok=True)
            (warehouse / ANALYSIS / build.name).unlink(missing_ok=True)


def _builds(warehouse: Path) -> list[Path]:
    return [path for path in warehouse.iterdir() if BUILD.match(path.name)]


def _number(build: Path) -> int:
    match = BUILD.match(build.name)
    return int(match[1]) if match else 0


def _next_number(warehouse: Path) -> int:
    return max(map(_number, _builds(warehouse)), default=0) + 1


def _connect(part: Path, options: str = TO_WRITE) -> duckdb.DuckDBPyConnection:
    """Bounded in memory, spilling beside the part, silent on the terminal."""
    spill = part.with_name(part.name + ".spill")
    connection = duckdb.connect(config={**SETTINGS, "temp_directory": str(spill)})
    connection.execute("set enable_progress_bar = false")
    quoted = str(part).replace("'", "''")
    connection.execute(f"attach '{quoted}' as build ({options})")
    connection.execute("use build")
    return connection


def beside(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Another connection to what this one writes to, for another thread."""
    found = connection.execute("select current_database()").fetchone()
    cursor = connection.cursor()
    cursor.execute(f"use {found[0] if found else 'build'}")
    return cursor


def _verify(part: Path) -> None:
    """Open the file afresh and count: what a reader will see is what was written."""
    with contextlib.closing(_connect(part, "read_only")) as connection:
        schema.verify(connection)


def _publish(part: Path, build: Path) -> None:
    _sync(part)
    os.replace(part, build)
    _sync(build.parent)
    pointer = build.parent / "current.tmp"
    pointer.write_text(build.name + "\n", encoding="utf-8")
    _sync(pointer)
    os.replace(pointer, build.parent / "current")
    _sync(build.parent)


def _sync(path: Path) -> None:
    """Have the disk hold it, not only the cache. Windows cannot do it for a directory."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _faults_in_words() -> Iterator[None]:
    """Turn what the disk and the engine may say into one sentence of ours.

    The engine's own text is not passed on: it can quote the values it failed on.
    """
    try:
        yield
    except (duckdb.IOException, duckdb.FatalException) as error:
        raise LoadError(_no_room(error)) from error
    except duckdb.OutOfMemoryException as error:
        raise LoadError(
            "The load needs more memory than it may use; nothing was loaded."
        ) from error
    except duckdb.Error as error:
        kind = type(error).__name__
        raise LoadError(f"The warehouse engine failed ({kind}); nothing was loaded.") from error
    except OSError as error:
        raise LoadError(_no_room(error)) from error


def _no_room(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or "no space left, or the disk failed"
    return f"The warehouse could not be written ({reason}); nothing was loaded."


def utc_now() -> datetime:
    """Now, naive UTC, as every timestamp of the warehouse."""
    return datetime.now(UTC).replace(tzinfo=None)
