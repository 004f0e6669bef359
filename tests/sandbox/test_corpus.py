"""The collected statements: every attack is rejected or bounded, every question is answered."""

import hashlib

import pytest

from kpis import sandbox
from tests.sandbox.places import CORPUS, MARKER, Place, corpus, made

STATEMENTS = corpus()
pytestmark = [
    pytest.mark.usefixtures("forked_statements"),
    pytest.mark.skipif(not STATEMENTS, reason=f"the collected statements are not at {CORPUS}"),
]
LONGEST = 10  # seconds: the wall limit and a busy machine


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    made_here = made(tmp_path_factory.mktemp("corpus"), STATEMENTS["schema_sql"])
    before = made_here.files()
    yield made_here
    assert made_here.files() == before


def written(attack: dict) -> str:
    """The statement; a long one is the value of a Python expression of the collection."""
    return eval(STATEMENTS["gens"][attack["gen"]]) if attack["gen"] else attack["sql"]


@pytest.mark.parametrize("attack", STATEMENTS.get("attacks", ()), ids=lambda one: one["id"])
def test_an_attack_is_rejected_or_bounded(place: Place, attack):
    answer = sandbox.run(place.filled(written(attack)), place.database)
    allowed = {"refused"} if attack["must"] == "rejected" else {"ok", "refused", "stopped", "error"}
    assert answer.verdict in allowed, answer
    assert MARKER not in repr(answer)
    assert answer.ms < LONGEST * 1000
    assert bool(answer.reason) == (answer.verdict != "ok")
    assert "/" not in answer.reason.replace(answer.part, "")


@pytest.mark.parametrize("question", STATEMENTS.get("legitimate", ()), ids=lambda one: one["id"])
def test_a_question_is_answered(place: Place, question):
    """The collection's hash is of Python's own writing of the rows."""
    answer = sandbox.run(question["sql"], place.database)
    assert (answer.verdict, answer.reason) == ("ok", "")
    assert len(answer.rows) == question["rows"]
    if question["result_sha256"]:
        rows = repr(list(answer.rows)).encode("utf-8")
        assert hashlib.sha256(rows).hexdigest()[:16] == question["result_sha256"]
