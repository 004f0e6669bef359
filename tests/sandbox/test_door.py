"""The door: a process for each statement, its end, and that nothing is left behind."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpis import sandbox
from kpis.sandbox import door
from kpis.sandbox.limits import LIMITS
from tests.sandbox.attacks import BOUNDED
from tests.sandbox.places import Place

FOREVER = "select count(*) from range(1000000000000)"
SOON = 3  # seconds: a tenth of this on a quiet machine


_others: set[str] = set()
"""Children of other tests in this process: a browser, a server."""


def children() -> list[str]:
    """Processes of statements that the system still lists, the finished ones too."""
    here = str(os.getpid())
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if fields[1] == here and status.parent.name not in _others:
            found.append(status.parent.name)
    return found


def running_child(running: sandbox.Running) -> int:
    """The number of its process, as soon as it has one."""
    end = time.monotonic() + 20
    while running.is_waiting and time.monotonic() < end:
        time.sleep(0.01)
    (number,) = children()
    return int(number)


@pytest.fixture(autouse=True)
def nothing_is_left():
    """No process, no zombie, no directory, no thread."""
    folders = set(Path(tempfile.gettempdir()).glob("strategi-*"))
    _others.update(children())
    yield
    assert children() == []
    assert set(Path(tempfile.gettempdir()).glob("strategi-*")) <= folders
    for thread in threading.enumerate():
        if thread.name == "sandbox":  # it has answered, and is on its way out
            thread.join(SOON)
            assert not thread.is_alive()


def test_a_statement_is_answered(place: Place):
    answer = sandbox.run("select enhed_id, navn from enhed order by 1 limit 2", place.database)
    assert answer.columns == ("enhed_id", "navn")
    assert answer.types == ("INTEGER", "VARCHAR")
    assert answer.rows == ((1, "Socialforvaltningen"), (2, "Nord"))
    assert (answer.verdict, answer.reason, answer.truncated) == ("ok", "", False)


def test_parameters_are_bound_and_never_pasted(place: Place):
    sql = "select navn from enhed where navn = $navn or enhed_id = $Nummer order by 1"
    evil = "'; drop table enhed; --"
    answer = sandbox.run(sql, place.database, {"navn": evil, "Nummer": 2, "ubrugt": 1})
    assert answer.rows == (("Nord",),)


def test_a_parameter_keeps_its_type(place: Place):
    given = {"dag": date(2025, 2, 1), "liste": [1, 2], "intet": None}
    answer = sandbox.run("select $dag, $liste, $intet", place.database, given)
    assert answer.rows == ((date(2025, 2, 1), [1, 2], None),)


def test_a_parameter_without_a_value_is_refused(place: Place):
    answer = sandbox.run("select $navn", place.database, {"andet": 1})
    assert (answer.verdict, answer.part) == ("refused", "$navn")


def test_waiting_does_not_end_it_and_cancelling_does(place: Place):
    running = sandbox.start(FOREVER, place.database)
    assert running.answer(timeout=0.3) is None
    running_child(running)
    before = time.monotonic()
    answer = running.cancel()
    assert time.monotonic() - before < SOON
    assert (answer.verdict, answer.code) == ("stopped", "cancelled")
    assert running.cancel() is answer
    assert sandbox.run("select 1", place.database).rows == ((1,),)


def test_cancelling_what_is_answered_keeps_the_answer(place: Place):
    running = sandbox.start("select 1", place.database)
    answer = running.answer()
    assert running.cancel() is answer
    assert answer.verdict == "ok"
    assert running.seconds < SOON * 5


def test_a_cancel_at_once_ends_it_too(place: Place):
    for _ in range(5):
        assert sandbox.start(FOREVER, place.database).cancel().code == "cancelled"


def test_two_run_at_once_the_rest_wait_and_too_many_are_told_so(place: Place):
    crowd = [sandbox.start(FOREVER, place.database) for _ in range(7)]
    try:
        last = crowd[-1].answer(timeout=1)
        assert (last.verdict, last.code) == ("stopped", "busy")
        time.sleep(0.5)
        assert len(children()) == door.MOST_AT_ONCE
        assert [one.is_waiting for one in crowd].count(True) == door.MOST_WAITING
    finally:
        codes = {one.cancel().code for one in reversed(crowd[:-1])}
    assert codes == {"cancelled"}


def test_the_clock_ends_what_the_engine_does_not(place: Place):
    """One call of a function looks at no clock; here the system's is the first to strike."""
    limits = replace(LIMITS, wall_seconds=1.5)
    answer = sandbox.run(BOUNDED[4][0], place.database, limits=limits)
    assert (answer.verdict, answer.code) == ("stopped", "time")
    assert answer.ms < (1.5 + SOON) * 1000


def test_the_processor_time_ends_it_where_no_clock_does(place: Place):
    limits = replace(LIMITS, cpu_seconds=1, wall_seconds=60)
    answer = sandbox.run(BOUNDED[4][0], place.database, limits=limits)
    assert (answer.verdict, answer.code) == ("stopped", "cpu")


@pytest.mark.parametrize(("sql", "code"), [one for one in BOUNDED if one[1] == "memory"])
def test_too_much_memory_ends_it(place: Place, sql, code):
    patient = replace(LIMITS, wall_seconds=60, cpu_seconds=60, engine_seconds=60)
    limits = replace(patient, memory=700_000_000)
    answer = sandbox.run(sql, place.database, limits=limits)
    assert (answer.verdict, answer.code) == ("stopped", code)


def test_the_engine_ends_what_it_can_see(place: Place):
    answer = sandbox.run(FOREVER, place.database, limits=replace(LIMITS, engine_seconds=0.5))
    assert (answer.verdict, answer.code) == ("stopped", "time")


def test_rows_are_cut_and_the_cut_is_told(place: Place):
    whole = sandbox.run("from range(5000)", place.database)
    cut = sandbox.run("from range(5001)", place.database)
    assert (len(whole.rows), whole.truncated) == (5000, False)
    assert (len(cut.rows), cut.truncated) == (5000, True)


def test_bytes_are_cut_and_the_cut_is_told(place: Place):
    answer = sandbox.run("select repeat('x', 1000000) from range(20)", place.database)
    assert answer.truncated
    assert sum(len(text) for (text,) in answer.rows) <= LIMITS.result_bytes


def test_a_process_that_says_too_much_is_ended(place: Place, tmp_path, monkeypatch):
    """As if a statement had taken the process over."""
    answer = taken_over(place, tmp_path, monkeypatch, "while True: print('x' * 100000)")
    assert (answer.verdict, answer.code) == ("stopped", "output")


@pytest.mark.parametrize(
    "said",
    ["", "{", "[]", "null", '{"verdict": "ok", "rows": [[{"pickle": 1}]]}', '{"verdict": "fine"}'],
)
def test_a_process_that_says_nonsense_gives_no_answer(place, tmp_path, monkeypatch, said):
    answer = taken_over(place, tmp_path, monkeypatch, f"print({said!r}, end='')")
    assert (answer.verdict, answer.code) == ("error", "broken")


def test_what_a_process_started_is_ended_with_it(place: Place, tmp_path, monkeypatch):
    """A grandchild that holds the pipe does not keep anybody waiting."""
    script = "import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(60)"
    limits = replace(LIMITS, wall_seconds=1)
    before = time.monotonic()
    answer = taken_over(place, tmp_path, monkeypatch, script, limits)
    assert answer.code == "time"
    assert time.monotonic() - before < 1 + SOON


def taken_over(place, tmp_path, monkeypatch, script, limits=LIMITS):
    """The answer when another program stands in the place of the child."""
    child = tmp_path / "child.py"
    child.write_text(script, "utf-8")
    monkeypatch.setattr(door, "CHILD", child)
    return sandbox.run("select 1", place.database, limits=limits)


def test_the_child_ends_with_its_server(place: Place):
    """A server that is killed leaves no statement running."""
    server = (
        "import sys, time; from pathlib import Path; from kpis import sandbox\n"
        f"r = sandbox.start({FOREVER!r}, Path({str(place.database)!r}))\n"
        "while r.is_waiting: time.sleep(.01)\n"
        "time.sleep(1); print(r._process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", server], stdout=subprocess.PIPE) as process:
        child = Path("/proc") / process.stdout.readline().decode().strip()
        assert child.exists()
        process.kill()
    end = time.monotonic() + SOON * 3
    while child.exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert not child.exists()


def test_a_file_that_is_no_database_is_an_error_without_its_path(place: Place):
    answer = sandbox.run("select 1", place.folder / "secret.txt")
    assert answer.verdict == "error"
    assert str(place.folder) not in answer.reason


def test_a_tree_becomes_text_that_answers_the_same(place: Place):
    sql = "select koen, count(*) as n from borger where borger > $b group by all order by all"
    parsed = sandbox.tree(sql, place.database, {"b": 10})
    again = sandbox.text(parsed, place.database)
    first, second = (sandbox.run(one, place.database, {"b": 10}) for one in (sql, again))
    assert first.rows == second.rows != ()


def test_what_the_gate_refuses_has_no_tree(place: Place):
    with pytest.raises(sandbox.SandboxError) as refused:
        sandbox.tree("from gemt.person", place.database)
    assert refused.value.answer.code == "schema"


def test_what_is_no_tree_has_no_text(place: Place):
    with pytest.raises(sandbox.SandboxError):
        sandbox.text({"no": "tree"}, place.database)
