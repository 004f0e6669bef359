"""Faults at any moment: the old build stays, nothing else is left, the next load completes."""

import os
import random
import re
import shutil
import signal
import threading
import time
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pipelines import warehouse
from pipelines.lock import locked
from pipelines.run import load
from tests.bad_inputs import forked
from tests.unit.loading import KEY, ask_one, state
from tests.unit.reports import line, report

CITIZENS = 400
KILLS = 5
PAUSE = 0.05
"""Seconds between two readings: readers without any would only keep the loads waiting."""

RESTING = re.compile(r"^(build_\d{6}\.duckdb|current|load\.lock)$")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits are POSIX")


def export(path, numbers, timestamp="2024-03-01T10:00:00Z"):
    """One NDJSON file with a report for each number."""
    path.write_text("\n".join(line(report(n, timestamp)) for n in numbers), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A warehouse with one build of a few citizens, to be copied."""
    forked.ready()
    path = tmp_path_factory.mktemp("loaded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STRATEGI_PSEUDONYM_KEY", KEY)
        patch.delenv("STRATEGI_PSEUDONYM_KEY_FILE", raising=False)
        load([export(path / "first.ndjson", range(10))], path / "warehouse")
    return path / "warehouse"


@pytest.fixture
def folder(key, loaded, tmp_path):
    """A warehouse of its own for a test, with that build."""
    return Path(shutil.copytree(loaded, tmp_path / "warehouse"))


@pytest.fixture
def second(tmp_path):
    return export(tmp_path / "second.ndjson", range(CITIZENS), "2024-04-01T10:00:00Z")


def command(folder, path, before=""):
    """The load as a process of its own; `before` is Python that runs in it first."""
    return forked.Command(["load", str(path), "--warehouse", str(folder)], before)


def resting(folder):
    """Nothing lies in the warehouse but builds, pointer and lock."""
    return [path.name for path in folder.iterdir() if not RESTING.match(path.name)] == []


def citizens(folder):
    return ask_one(folder, "select count(*) from core.citizen")


@pytest.mark.slow
def test_killed_at_random_moments(folder, second):
    """Each time the warehouse reads as before or as after, and the next load ends the same."""
    began = time.monotonic()
    process = command(folder.parent / "timing", second)
    assert process.wait() == 0
    usual = time.monotonic() - began
    before, moments = state(folder), random.Random(20240301)
    after = None
    for _ in range(KILLS):
        process = command(folder, second)
        time.sleep(usual * moments.uniform(0.3, 1.0))
        process.kill()
        process.wait()
        now = state(folder)
        assert now == before or citizens(folder) == CITIZENS
    load([second], folder)
    assert citizens(folder) == CITIZENS
    assert resting(folder)
    after = state(folder)
    load([second], folder)
    assert state(folder) == after


MOMENTS = {
    "when the copy is made": ("shutil", "copyfile"),
    "when the draft is opened": ("pipelines.warehouse", "_connect"),
    "when versions are folded": ("pipelines.run", "fold_versions"),
    "when contracts are checked": ("pipelines.run", "check_contracts"),
    "when the copy is verified": ("pipelines.warehouse", "_verify"),
    "when it is about to be renamed": ("pipelines.warehouse", "_publish"),
    "when it was renamed and is not live": ("pathlib.Path", "write_text"),
    "when the pointer is about to move": ("os", "replace", "current.tmp"),
    "when old builds are pruned": ("pipelines.warehouse", "prune"),
}

KILL_AT = """
import functools, importlib, os, signal
import pipelines.run
try:
    owner = importlib.import_module({owner!r})
except ModuleNotFoundError:
    module, _, name = {owner!r}.rpartition('.')
    owner = getattr(importlib.import_module(module), name)
real = getattr(owner, {name!r})
def killed(*arguments, **named):
    if {only!r} in str(arguments[:1]):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **named)
setattr(owner, {name!r}, killed)
"""


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_a_certain_moment(folder, second, moment):
    owner, name, *only = MOMENTS[moment]
    before = KILL_AT.format(owner=owner, name=name, only=only[0] if only else "")
    process = command(folder, second, before)
    assert process.wait() == -signal.SIGKILL
    published = moment == "when old builds are pruned"
    assert citizens(folder) == (CITIZENS if published else 10)
    load([second], folder)
    assert citizens(folder) == CITIZENS
    assert resting(folder)
    assert len(list(folder.glob("build_*"))) == 2


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs Linux's /proc")
def test_workers_end_with_a_load_that_was_killed(folder, second):
    before = (
        "import os, signal, pipelines.workers as workers, pipelines.run as load\n"
        "workers.POOL_FROM_BYTES = 0\n"
        "def ended(*_):\n"
        "    children = f'/proc/{os.getpid()}/task/{os.getpid()}/children'\n"
        "    print(open(children).read(), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "load._end = ended\n"
    )
    _, said, _ = command(folder, second, before).communicate()
    workers = [int(text) for text in said.split()]
    assert len(workers) >= 2
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline, "a worker outlives its load"
        time.sleep(0.1)


@pytest.mark.parametrize("share", [0.01, 0.5, 1.05])
def test_no_room(folder, second, share):
    """No file can grow past a share of the live build: while copying, or while writing.

    One sentence, nothing left behind, and with room again it works.
    """
    limit = int(warehouse.current(folder).stat().st_size * share)
    before = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
    )
    process = command(folder, second, before)
    code, said, complained = process.communicate()
    assert code == 2, (said, complained)
    assert "Traceback" not in said + complained
    assert complained.count("\n") == 1
    assert complained.startswith("The warehouse could not be written")
    assert resting(folder)
    assert [path.name for path in folder.glob("build_*")] == ["build_000001.duckdb"]
    assert citizens(folder) == 10
    load([second], folder)
    assert citizens(folder) == CITIZENS


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopped_by_hand(folder, second, stop):
    before = (
        "import os, signal, pipelines.run as load\n"
        f"load.fold_versions = lambda *_: os.kill(os.getpid(), {int(stop)})\n"
    )
    process = command(folder, second, before)
    code, _, complained = process.communicate()
    assert code == 2
    assert complained == "Stopped; nothing was loaded and the warehouse is as before.\n"
    assert resting(folder)
    assert citizens(folder) == 10


def test_a_second_load_is_refused_at_once(folder, second):
    with locked(folder / "load.lock"):
        process = command(folder, second)
        code, _, complained = process.communicate()
    assert code == 2
    assert re.match(r"Another load is running since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d; ", complained)
    assert citizens(folder) == 10


def test_the_lock_goes_with_its_holder(folder, second):
    """A lock file that was left behind stops nobody."""
    assert (folder / "load.lock").exists()
    load([second], folder)
    assert citizens(folder) == CITIZENS


def test_readers_are_never_disturbed(folder, tmp_path):
    """Readers open the live build again and again while five loads go on: no error, no mix."""
    counts, errors, done = set(), [], threading.Event()

    def read():
        while not done.is_set():
            try:
                build = warehouse.current(folder)
                with closing(duckdb.connect(str(build), read_only=True)) as connection:
                    counts.add(
                        connection.execute(
                            "select (select count(*) from core.citizen), "
                            "(select count(*) from core.service_request), "
                            "(select max(run_id) from core.load_run)"
                        ).fetchone()
                    )
            except Exception as error:
                errors.append(error)
            done.wait(PAUSE)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(2, 6):
        path = export(tmp_path / f"{number}.ndjson", range(number * 10))
        assert command(folder, path).wait() == 0
    done.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert counts <= {(number * 10, number * 10, number) for number in range(1, 6)}
    assert (50, 50, 5) in counts or citizens(folder) == 50


def test_a_reader_keeps_the_build_it_opened(folder, second):
    build = warehouse.current(folder)
    with closing(duckdb.connect(str(build), read_only=True)) as reader:
        load([second], folder)
        assert reader.execute("select count(*) from core.citizen").fetchone() == (10,)
    assert citizens(folder) == CITIZENS


def test_old_builds_go_when_they_are_old_and_not_among_the_newest(folder, tmp_path):
    for number in range(2, 5):
        load([export(tmp_path / f"{number}.ndjson", range(number))], folder)
    names = sorted(path.name for path in folder.glob("build_*"))
    assert len(names) == 4  # all are young
    warehouse.prune(folder, now=time.time() + warehouse.KEPT_SECONDS + 60)
    assert sorted(path.name for path in folder.glob("build_*")) == names[-2:]
    (folder / "current").write_text(names[-2] + "\n")
    warehouse.prune(folder, now=time.time() + warehouse.KEPT_SECONDS + 60)
    assert (folder / names[-2]).exists()
