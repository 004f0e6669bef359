"""A store that fails: one sentence, a code for the page, and what was there is as it was."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from kpis import facts
from kpis.errors import KpiError
from kpis.facts import Fault, Unreadable, Unsaved, schema, store
from tests.facts import raw
from tests.facts.said import ANNE, BO, KPI, comment

ROOT = Path(__file__).resolve().parents[2]

KILLED_WHEN_WRITTEN = """
import os, signal
from sqlalchemy import event
from sqlalchemy.engine import Engine
from kpis import facts
from tests.facts.said import ANNE, comment
event.listen(Engine, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
facts.add(comment("written, and never kept"), ANNE)
"""

FILLED = """
import signal, sys
from kpis import facts
from kpis.facts import store
from tests.facts.said import ANNE, KPI, comment
{limit}
print(len(facts.comments(KPI)))
kept = 1
try:
    for turn in range(100):
        facts.add(comment(f"{{turn}} " + "ord " * 900), ANNE)
        kept += 1
except facts.Unsaved as error:
    print(error.fault, error)
print(len(facts.comments(KPI)) == kept, kept)
"""

# The disk refuses to let the file grow: past its size now, or a little later.
FILE_LIMIT = """
import resource
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
"""

# SQLite finds the disk full.
PAGE_LIMIT = """
from sqlalchemy import event
from sqlalchemy.engine import Engine
pages = int(sys.argv[1]) // 4096
event.listen(Engine, "connect", lambda raw, _: raw.execute(f"pragma max_page_count = {pages}"))
"""


LOCK = store.WRITERS


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def assert_says_so(error: facts.Unsaved | facts.Unreadable, fault: Fault) -> None:
    assert error.fault is fault
    assert str(error).count(". ") == 0
    assert str(error).endswith(".")


def test_killed_in_the_middle_of_a_write(state):
    kept = facts.add(comment("a"), ANNE)
    died = python(KILLED_WHEN_WRITTEN)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert facts.comments(KPI) == (kept,)
    assert facts.add(comment("b"), ANNE).number == 2


def test_killed_while_the_store_is_made(state):
    died = python(KILLED_WHEN_WRITTEN)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert facts.comments(KPI) == ()
    assert facts.add(comment("b"), ANNE).number == 1


def test_held_by_another_writer(state, monkeypatch):
    kept = facts.add(comment("a"), ANNE)
    monkeypatch.setattr(store, "PATIENCE", 1)
    store._store.cache_clear()
    hold = "begin immediate" if raw.is_sqlite(state) else f"select pg_advisory_lock({LOCK})"
    with raw.connected(state) as other:
        other.execute(hold)
        assert facts.comments(KPI) == (kept,)
        with pytest.raises(Unsaved) as error:
            facts.add(comment("b"), ANNE)
        assert_says_so(error.value, Fault.LOCKED)
        if raw.is_sqlite(state):
            other.execute("rollback")
    assert facts.add(comment("b"), ANNE).number == 2


@pytest.mark.parametrize("state", ["sqlite"], indirect=True)
def test_held_by_somebody_who_lets_nobody_read(state, monkeypatch):
    kept = facts.add(comment("a"), ANNE)
    monkeypatch.setattr(store, "PATIENCE", 1)
    store._store.cache_clear()
    with raw.connected(state) as other:
        other.execute("begin exclusive")
        with pytest.raises(Unreadable) as error:
            facts.comments(KPI)
        assert_says_so(error.value, Fault.LOCKED)
        other.execute("rollback")
    assert facts.comments(KPI) == (kept,)


@pytest.mark.parametrize("state", ["postgresql"], indirect=True)
def test_a_server_that_was_started_anew(state):
    kept = facts.add(comment("a"), ANNE)
    raw.run(
        state,
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where pid <> pg_backend_pid() and backend_type = 'client backend'",
    )
    assert facts.comments(KPI) == (kept,)
    assert facts.add(comment("b"), ANNE).number == 2


def keep_again(state: str, words: str) -> None:
    """Breaks the store's own rule that a row is there once, past all of ours."""
    with store.store(state).writing() as book:
        book.keep(replace(book.every()[0], payload={"happened": words}))


def test_an_error_never_holds_what_somebody_wrote(state):
    facts.add(comment("a"), ANNE)
    words = "secret "[::-1]
    with pytest.raises(Unsaved) as error:
        keep_again(state, words)
    assert words not in "".join(traceback.format_exception(error.value))


@pytest.mark.parametrize("state", ["sqlite"], indirect=True)
@pytest.mark.parametrize("more", [0, 40_960])
@pytest.mark.parametrize(("limit", "fault"), [(FILE_LIMIT, "disk"), (PAGE_LIMIT, "no_room")])
def test_no_room(state, limit, fault, more):
    """What there is can be read to the end; the writing that has no room says so."""
    facts.add(comment("a"), ANNE)
    size = os.stat(raw.path(state)).st_size + more
    told = python(FILLED.format(limit=limit), str(size))
    assert told.returncode == 0, told.stderr
    shown, said, whole = told.stdout.splitlines()
    assert shown == "1"
    assert said.startswith(f"{fault} The store of facts")
    assert whole.startswith("True")
    assert facts.add(comment("b"), ANNE).number == int(whole.split()[1]) + 1  # with room again


@pytest.mark.parametrize("state", ["sqlite"], indirect=True)
def test_a_file_that_may_only_be_read(state, monkeypatch):
    kept = facts.add(comment("a"), ANNE)
    read_only = f"sqlite:///file:{raw.path(state)}?mode=ro&uri=true"
    monkeypatch.setenv("STRATEGI_STATE_URL", read_only)
    assert facts.comments(KPI) == (kept,)
    with pytest.raises(Unsaved) as error:
        facts.add(comment("b"), ANNE)
    assert_says_so(error.value, Fault.READ_ONLY)


@pytest.mark.parametrize("state", ["postgresql"], indirect=True)
def test_a_role_that_may_only_read(state, monkeypatch):
    kept = facts.add(comment("a"), ANNE)
    raw.run(
        state,
        "drop role if exists reader",
        "create role reader login",
        "grant select on all tables in schema public to reader",
    )
    monkeypatch.setenv("STRATEGI_STATE_URL", state.replace("user=postgres", "user=reader"))
    assert facts.comments(KPI) == (kept,)
    with pytest.raises(Unsaved) as error:
        facts.add(comment("b"), ANNE)
    assert_says_so(error.value, Fault.READ_ONLY)
    raw.run(state, "drop owned by reader", "drop role reader")


@pytest.mark.parametrize("state", ["postgresql"], indirect=True)
def test_a_role_without_the_right_to_change_is_enough(state, monkeypatch):
    first = facts.add(comment("a"), ANNE)
    raw.run(
        state,
        "drop role if exists adder",
        "create role adder login",
        "grant select, insert on fact to adder",
        "grant select on schema_version to adder",
    )
    monkeypatch.setenv("STRATEGI_STATE_URL", state.replace("user=postgres", "user=adder"))
    second = facts.revise(first, comment("b"), BO)
    assert facts.history(first.id) == (first, second)
    raw.run(state, "drop owned by adder", "drop role adder")


def test_made_by_a_newer_version(state, monkeypatch):
    facts.add(comment("a"), ANNE)
    raw.run(state, "insert into schema_version values (99, '2030-01-01')")
    store._store.cache_clear()
    with pytest.raises(Unreadable, match="newer version of this program") as unread:
        facts.comments(KPI)
    assert_says_so(unread.value, Fault.NEWER)
    with pytest.raises(Unsaved) as unsaved:
        facts.add(comment("b"), ANNE)
    assert_says_so(unsaved.value, Fault.NEWER)
    assert len(raw.rows(state)) == 1


def test_an_older_form_is_brought_forward_with_its_words(state, monkeypatch):
    kept = facts.add(comment("a"), ANNE)
    one_more = (schema.Statement("create index fact_by_author on fact (author)"),)
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, one_more))
    store._store.cache_clear()
    assert facts.comments(KPI) == (kept,)  # a reader brings it on as well as a writer
    versions = raw.rows(state, "select version from schema_version order by version")
    assert versions == [(1,), (2,)]
    assert facts.revise(kept, comment("b"), BO).number == 2
    assert facts.history(kept.id)[0] == kept


def test_a_step_that_fails_leaves_the_older_form(state, monkeypatch):
    kept = facts.add(comment("a"), ANNE)
    steps = schema.STEPS
    broken = tuple(map(schema.Statement, ("create index x on fact (author)", "create nonsense")))
    monkeypatch.setattr(schema, "STEPS", (*steps, broken))
    store._store.cache_clear()
    with pytest.raises(Unsaved):
        facts.add(comment("b"), ANNE)
    monkeypatch.setattr(schema, "STEPS", steps)
    store._store.cache_clear()
    assert facts.comments(KPI) == (kept,)
    assert raw.rows(state, "select version from schema_version") == [(1,)]


@pytest.mark.parametrize("state", ["sqlite"], indirect=True)
def test_no_database_at_all(state):
    Path(raw.path(state)).write_bytes(b"no database " * 500)
    with pytest.raises(Unreadable) as unread:
        facts.comments(KPI)
    assert_says_so(unread.value, Fault.DAMAGED)


@pytest.mark.parametrize("state", ["sqlite"], indirect=True)
def test_an_empty_file_is_a_store_nobody_wrote_in(state):
    Path(raw.path(state)).touch()
    assert facts.comments(KPI) == ()
    assert facts.add(comment("a"), ANNE).number == 1


@pytest.mark.parametrize("state", ["sqlite"], indirect=True)
def test_a_file_put_in_the_place_of_another_is_read(state, tmp_path):
    facts.add(comment("a"), ANNE)
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(Path(raw.path(state)).read_bytes())
    second = facts.add(comment("b"), ANNE)
    os.replace(copy, raw.path(state))
    assert [its.fact.happened for its in facts.comments(KPI)] == ["a"]
    assert facts.add(comment("c"), ANNE).number == 2
    assert second.id not in {its.id for its in facts.comments(KPI)}


def test_no_server_answers(monkeypatch, tmp_path):
    url = f"postgresql://anne:secret@/facts?host={tmp_path}"
    monkeypatch.setenv("STRATEGI_STATE_URL", url)
    with pytest.raises(Unreadable) as unread:
        facts.revision()
    assert_says_so(unread.value, Fault.OTHER)
    assert "secret" not in str(unread.value)


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "no url"])
def test_a_url_of_no_store(monkeypatch, url):
    monkeypatch.setenv("STRATEGI_STATE_URL", url)
    with pytest.raises(KpiError, match="STRATEGI_STATE_URL"):
        facts.revision()


def test_beside_a_warehouse_that_does_not_exist_yet(monkeypatch, tmp_path):
    monkeypatch.delenv("STRATEGI_STATE_URL")
    monkeypatch.setenv("STRATEGI_WAREHOUSE", str(tmp_path / "a" / "warehouse"))
    assert facts.comments(KPI) == ()
    assert not (tmp_path / "a").exists()
    kept = facts.add(comment("a"), ANNE)
    assert facts.comments(KPI) == (kept,)
    assert (tmp_path / "a" / "warehouse" / "state.sqlite3").is_file()


def test_a_folder_that_cannot_be_made(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("STRATEGI_STATE_URL", f"sqlite:///{tmp_path}/file/state.sqlite3")
    assert facts.comments(KPI) == ()
    with pytest.raises(Unsaved) as error:
        facts.add(comment("a"), ANNE)
    assert_says_so(error.value, Fault.READ_ONLY)


def test_a_load_leaves_what_people_wrote(monkeypatch, tmp_path):
    from pipelines import warehouse

    monkeypatch.delenv("STRATEGI_STATE_URL")
    monkeypatch.setenv("STRATEGI_WAREHOUSE", str(tmp_path))
    kept = facts.add(comment("a"), ANNE)
    (tmp_path / "state.sqlite3-journal").touch()
    builds = [tmp_path / f"build_{number:06}.duckdb" for number in range(1, 6)]
    for build in builds:
        build.touch()
    (tmp_path / "current").write_text(builds[3].name)
    warehouse.remove_leftovers(tmp_path)
    warehouse.prune(tmp_path, now=time.time() + 10**6)
    left = {path.name for path in tmp_path.iterdir()}
    assert left & {build.name for build in builds} == {builds[2].name, builds[3].name}
    assert {"state.sqlite3", "state.sqlite3-journal"} <= left
    assert facts.comments(KPI) == (kept,)


def test_nobody_who_reads_nothing_loads_the_library(tmp_path):
    code = (
        "import sys, kpis\nfrom kpis import facts\n"
        "assert facts.revision() == '' and kpis.target('followup_on_time', '2025-06')\n"
        "assert 'sqlalchemy' not in sys.modules"
    )
    environment = {**os.environ, "STRATEGI_WAREHOUSE": str(tmp_path)}
    del environment["STRATEGI_STATE_URL"]
    command = [sys.executable, "-c", code]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def test_a_hand_made_backup_of_the_file_is_whole(tmp_path, monkeypatch):
    """What the SQLite shell copies while people write is a store like any other."""
    monkeypatch.setenv("STRATEGI_STATE_URL", f"sqlite:///{tmp_path / 'state.sqlite3'}")
    kept = facts.add(comment("a"), ANNE)
    with sqlite3.connect(tmp_path / "state.sqlite3") as live:
        live.execute("vacuum into ?", (str(tmp_path / "copy.sqlite3"),))
    monkeypatch.setenv("STRATEGI_STATE_URL", f"sqlite:///{tmp_path / 'copy.sqlite3'}")
    assert facts.comments(KPI) == (kept,)
