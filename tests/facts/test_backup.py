"""A backup: everything ever written, as lines, and back again with the same ids."""

import json
from dataclasses import replace

import pytest

from kpis import facts
from kpis.facts import Refused, Rule
from tests.facts import raw
from tests.facts.said import ACTION, ANNE, BO, EACH, comment


def write_everything() -> None:
    for fact in EACH:
        facts.add(fact, ANNE)
    first = facts.add(comment("a"), ANNE)
    facts.withdraw(facts.revise(first, comment("b"), BO), BO)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Turns to another store, empty, of SQLite."""

    def turn(name: str = "elsewhere.sqlite3") -> str:
        url = f"sqlite:///{tmp_path / name}"
        monkeypatch.setenv("STRATEGI_STATE_URL", url)
        return url

    return turn


def test_a_backup_restores_everything(state, elsewhere):
    write_everything()
    lines = list(facts.export())
    assert len(lines) == 1 + len(raw.rows(state))
    elsewhere()
    assert facts.import_(lines) == len(lines) - 1
    assert list(facts.export()) == lines
    assert facts.import_(lines) == 0
    assert list(facts.export()) == lines


def test_a_backup_goes_from_one_database_to_the_other_and_back(state, elsewhere, monkeypatch):
    elsewhere()
    write_everything()
    lines = list(facts.export())
    monkeypatch.setenv("STRATEGI_STATE_URL", state)
    assert facts.import_(lines) == len(lines) - 1
    assert list(facts.export()) == lines


def test_an_empty_store_has_an_empty_backup(state):
    lines = list(facts.export())
    assert len(lines) == 1
    assert facts.import_(lines) == 0


def test_what_was_written_since_the_backup_stays(state):
    kept = facts.add(comment("a"), ANNE)
    lines = list(facts.export())
    newer = facts.revise(kept, comment("b"), BO)
    assert facts.import_(lines) == 0
    assert facts.history(kept.id) == (kept, newer)


def test_two_stores_become_one(state, elsewhere):
    facts.add(ACTION, ANNE)
    lines = list(facts.export())
    elsewhere()
    facts.add(comment("a"), BO)
    assert facts.import_(lines) == 1
    assert [its.fact for its in facts.actions()] == [ACTION]
    assert facts.actions()[0].number == 2


def spoiled(lines: list[str], line: int, **changes: object) -> list[str]:
    return [
        json.dumps(json.loads(text) | changes) if number == line else text
        for number, text in enumerate(lines)
    ]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"payload": {}}, "line 3"),
        ({"kind": "wish"}, "no kind of fact"),
        ({"id": "a", "replaces": "nobody"}, "what it replaces is not there"),
        ({"written_at": "soon"}, "not those of a fact"),
        ({"weight": 1}, "not those of a fact"),
    ],
)
def test_a_backup_that_was_changed_is_refused_whole(state, elsewhere, changes, why):
    facts.add(comment("a"), ANNE)
    facts.add(comment("b"), ANNE)
    lines = spoiled(list(facts.export()), 2, **changes)
    elsewhere()
    with pytest.raises(Refused, match=why) as error:
        facts.import_(lines)
    assert error.value.rule is Rule.NOT_A_BACKUP
    assert facts.revision() == ""


def test_a_backup_that_says_otherwise_is_refused(state):
    kept = facts.add(comment("a"), ANNE)
    lines = spoiled(list(facts.export()), 1, author="Bo")
    with pytest.raises(Refused, match="another text under its id"):
        facts.import_(lines)
    assert facts.latest(kept.id) == kept


def test_a_backup_of_two_ends_of_one_history_is_refused(state):
    first = facts.add(comment("a"), ANNE)
    before = list(facts.export())
    facts.revise(first, comment("b"), ANNE)
    other_end = json.loads(list(facts.export())[2]) | {"id": "other"}
    with pytest.raises(Refused, match="was replaced already"):
        facts.import_([*before, json.dumps(other_end)])


@pytest.mark.parametrize("lines", [[], ["{}"], ["x"], ["[]"], ['{"strategi_facts": 99}']])
def test_what_is_no_backup(state, lines):
    with pytest.raises(Refused) as error:
        facts.import_(lines)
    assert error.value.rule is Rule.NOT_A_BACKUP


def test_a_backup_stays_good_when_a_rule_is_stricter(state, elsewhere):
    facts.add(comment("a"), ANNE)
    lines = list(facts.export())
    figure = json.loads(lines[1])["payload"]["figure"] | {"kpi": "an_indicator_of_then"}
    old = spoiled(lines, 1, payload={"figure": figure, "happened": "a"})
    elsewhere()
    assert facts.import_(old) == 1
    (kept,) = facts.holding()
    facts.withdraw(kept, BO)
    assert facts.holding() == ()


def test_what_a_restored_store_does_not_know_is_not_replaced(state, elsewhere):
    kept = facts.add(comment("a"), ANNE)
    elsewhere()
    with pytest.raises(Refused) as error:
        facts.revise(kept, comment("b"), BO)
    assert error.value.rule is Rule.NOT_THERE


def test_a_backup_knows_the_words_of_old_versions(state):
    first = facts.add(comment("the first words"), ANNE)
    facts.revise(first, replace(first.fact, happened="the second"), BO)
    assert sum("the first words" in line for line in facts.export()) == 1
