"""One analysis database for each build, made once, whole or not at all.

    <warehouse>/analysis/
      build_000002.duckdb   never changed once it is there
      publish.lock          held by the process that makes one

It is written as `<build>.duckdb.part` and renamed. What a process that died left behind is
removed by the next one, under the lock; so are the databases of builds that are gone.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kpis.analysis import file, results
from kpis.analysis.building import FILE, Building
from kpis.analysis.describing import describe
from kpis.analysis.model import NotPublished, Published
from kpis.warehouse import NoWarehouse, build, folder, live, municipality, opened

try:
    import fcntl
except ImportError:  # Windows has no such lock; there the rename alone decides who was first
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = "analysis"
LOCK = "publish.lock"
PART = ".part"
MODE = 0o440
NICE = 5


def published(warehouse: Path | str | None = None) -> Published:
    """The analysis database of the live build, made first where it is missing.

    It is made in a process of its own, so that its memory is given back. Raises `NoWarehouse`,
    and NotPublished where it could not be made.
    """
    where = folder(warehouse).resolve()
    if not _is_there(where):
        _in_a_process(where)
    return file.about(_place(where))


def publish(warehouse: Path | str | None = None) -> Published:
    """The same in this process; a second publisher waits for the first and makes nothing."""
    where = folder(warehouse).resolve()
    live(where)
    with _locked(where):
        _tidy(where)
        if not _is_there(where):
            _make(where)
    return file.about(_place(where))


def _place(where: Path) -> Path:
    return where / FOLDER / live(where).name


def _is_there(where: Path) -> bool:
    """Whether it is made, and of this build: a warehouse made anew begins its numbers again."""
    place, source = _place(where), live(where)
    try:
        return place.stat().st_mtime >= source.stat().st_mtime
    except FileNotFoundError:
        return False


def _in_a_process(where: Path) -> None:
    """Behind the dashboard's own work, whose readers wait while nobody may wait for this."""
    command = [sys.executable, "-m", "kpis", "publish", "--warehouse", str(where)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICE)
        _, complaint = process.communicate()
    if process.returncode or not _is_there(where):
        said = complaint.strip().splitlines()
        raise NotPublished(said[-1] if said else "The analysis database could not be made.")


def _make(where: Path) -> None:
    info = build(where)
    place = where / FOLDER / f"{info.build_id}.duckdb"
    part = place.with_name(place.name + PART)
    if info.known_at is None or info.known_from is None:
        raise NoWarehouse("No delivery report has been loaded yet, so there is nothing to publish.")
    months = results.complete_months(info.known_from, info.known_at)
    try:
        with opened(where) as reader:
            reader.write_to(part, FILE)
            reader.prepare()
            building = Building(reader, months)
            building.populations()
            building.catalogue(where)
            describe(reader, info, municipality(where), datetime.now(UTC).replace(tzinfo=None))
            reader.run(f"checkpoint {FILE}; detach {FILE}")
        part.chmod(MODE)
        os.replace(part, place)
    finally:
        _remove_parts(place.parent)


def _tidy(where: Path) -> None:
    """Remove what a dead process left, and the databases of builds that are gone."""
    _remove_parts(where / FOLDER)
    for path in (where / FOLDER).glob("*.duckdb"):
        if not (where / path.name).is_file():
            path.unlink(missing_ok=True)


def _remove_parts(analysis: Path) -> None:
    for path in analysis.glob(f"*{PART}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def _locked(where: Path) -> Iterator[None]:
    """Alone in the folder, which is made; waits until that is so."""
    try:
        (where / FOLDER).mkdir(mode=0o750, exist_ok=True)
        handle = (where / FOLDER / LOCK).open("a")
    except OSError as error:
        raise NotPublished(
            f"The analysis database cannot be written beside the warehouse ({error.strerror}); "
            "nothing was made."
        ) from error
    with handle:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
