"""The sentences of goals and statements: reviewed, and never kinder than the numbers."""

import re
from collections.abc import Sequence
from datetime import date

import pytest

from kpis.model import Course, Target
from pages.parts import node_finding
from pages.parts.markup import NOT_MEASURED, OFF_COURSE, PARTLY
from tests.golden import nodes

EVERY = dict(nodes.every())


def test_every_sentence_is_the_reviewed_one() -> None:
    assert nodes.text().splitlines() == nodes.FILE.read_text("utf-8").splitlines(), (
        "A sentence is not the reviewed one: run `make golden`, read it aloud, commit it."
    )


def test_every_way_to_stand_is_among_the_states() -> None:
    shown = {re.findall(r"^\[(\w+)\]", told)[0] for told in EVERY.values()}
    assert shown == {*Course, PARTLY, OFF_COURSE, NOT_MEASURED}


@pytest.mark.parametrize("name", EVERY)
def test_every_sentence_is_a_sentence(name: str) -> None:
    words = EVERY[name].split("] ")[1]
    assert words[0].isupper() or words[0] in "»0123456789"
    assert words.endswith(".")
    assert not re.search(r"[{}]|None|\.\.|  ", words)


def test_what_misses_a_target_is_named_up_to_three_and_then_counted() -> None:
    assert EVERY["on_course on_course short of 3"].count("»") == 1
    assert EVERY["six short of 6"].count("»") == 3
    assert "3 andre" in EVERY["six short of 6"]


def test_what_is_decided_and_missed_is_told_as_decided() -> None:
    for name, told in EVERY.items():
        assert ("besluttet" in told) == (" act" in f" {name}"), name


@pytest.mark.parametrize(
    ("courses", "words"),
    [
        ([Course.ON_COURSE, PARTLY, OFF_COURSE], "1 af 3 mål er på sporet, 1 er det delvist"),
        ([Course.ON_COURSE, Course.ACT], "1 af 2 mål er på sporet"),
        ([PARTLY, PARTLY], "Ingen af de 2 mål er helt på sporet, 2 er det delvist"),
        ([OFF_COURSE, NOT_MEASURED], "Ingen af de 2 mål er på sporet"),
        ([Course.NOT_JUDGED, NOT_MEASURED], "Ingen af de 2 mål kan vurderes"),
    ],
)
def test_several_goals_are_counted(courses: Sequence[str], words: str) -> None:
    assert node_finding.together(courses, "goals") == words


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["proposal", "proposal"], "Der måles mod forslag. Ingen måltal er besluttet endnu."),
        (["proposal", "political"], "1 af 2 måltal er forslag, som ikke er besluttet."),
        (["political"], ""),
        ([], ""),
    ],
)
def test_what_targets_are_worth_is_said(kinds: list[str], words: str) -> None:
    targets = [Target("x", kind, 0.5, None, date(2024, 1, 1), "x", "y") for kind in kinds]
    assert node_finding.worth(targets) == words
