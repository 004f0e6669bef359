"""What may be written: the first broken rule is told, by a code, and never repeats the text."""

from dataclasses import replace
from datetime import date

import pytest

from kpis import facts
from kpis.facts import Author, Figure, Form, Refused, Rule
from tests.facts.said import (
    ACTION,
    ANNE,
    BREAK,
    COMMENT,
    EVENT,
    FIGURE,
    FROZEN,
    MEETING,
    QUESTION,
    TARGET,
    comment,
)

# A rule is held before anything is asked of the database; what is kept goes through both.
ONCE = pytest.mark.parametrize("state", ["sqlite"], indirect=True)
ANSWERED = QUESTION.answered("Der var sygdom.", "Myndighed", date(2025, 9, 1))


@ONCE
@pytest.mark.parametrize(
    ("fact", "rule", "field"),
    [
        (comment("x" * 4_001), Rule.TOO_LONG, "happened"),
        (comment("a\x00b"), Rule.CONTROL_CHARACTER, "happened"),
        (comment("a\rb"), Rule.CONTROL_CHARACTER, "happened"),
        (comment("a\u202eb"), Rule.CONTROL_CHARACTER, "happened"),
        (comment("a\ud800b"), Rule.CONTROL_CHARACTER, "happened"),
        (replace(COMMENT, happened=" \n", doing=""), Rule.EMPTY, "happened"),
        (replace(COMMENT, figure=replace(FIGURE, kpi="own_home")), Rule.UNKNOWN_NAME, "figure.kpi"),
        (replace(COMMENT, figure=replace(FIGURE, period="2025-13")), Rule.UNKNOWN_NAME,
         "figure.period"),
        (replace(COMMENT, figure=replace(FIGURE, value=float("nan"))), Rule.NOT_A_NUMBER,
         "figure.value"),
        (replace(COMMENT, figure=replace(FIGURE, member="x" * 201)), Rule.TOO_LONG,
         "figure.member"),
        (replace(COMMENT, figure=replace(FIGURE, by="Anne Hansen")), Rule.UNKNOWN_NAME,
         "figure.by"),
        (replace(MEETING, build_id="x" * 81), Rule.UNKNOWN_NAME, "build_id"),
        (replace(EVENT, title=""), Rule.EMPTY, "title"),
        (replace(EVENT, last=date(2025, 4, 30)), Rule.DAYS_REVERSED, "last"),
        (replace(EVENT, indicators=("own_home",)), Rule.UNKNOWN_NAME, "indicators"),
        (replace(BREAK, cause=" "), Rule.EMPTY, "cause"),
        (replace(BREAK, owner=""), Rule.BREAK, ""),
        (replace(BREAK, indicators=()), Rule.BREAK, ""),
        (replace(BREAK, needs=("T99",)), Rule.UNKNOWN_NAME, "needs"),
        (replace(ACTION, what=""), Rule.EMPTY, "what"),
        (replace(ACTION, owner=""), Rule.EMPTY, "owner"),
        (replace(ACTION, about="fls.t9"), Rule.UNKNOWN_NAME, "about"),
        (replace(QUESTION, text=""), Rule.EMPTY, "text"),
        (replace(QUESTION, asked_by=""), Rule.EMPTY, "asked_by"),
        (replace(ANSWERED, answer=replace(ANSWERED.answer, text="")), Rule.EMPTY, "answer.text"),
        (replace(ANSWERED, answer=replace(ANSWERED.answer, by="x" * 201)), Rule.TOO_LONG,
         "answer.by"),
        (replace(MEETING, title=""), Rule.EMPTY, "title"),
        (replace(MEETING, agenda=("vso.s9",)), Rule.UNKNOWN_NAME, "agenda"),
        (replace(MEETING, period="juni"), Rule.UNKNOWN_NAME, "period"),
        (replace(FROZEN, rows="["), Rule.NOT_JSON, "rows"),
        (replace(FROZEN, rows="[]"), Rule.HASH, "sha256"),
        (replace(TARGET, kpi="own_home"), Rule.UNKNOWN_NAME, "kpi"),
        (replace(TARGET, low=float("inf")), Rule.NOT_A_NUMBER, "low"),
        (replace(TARGET, low=None), Rule.TARGET, ""),
        (replace(TARGET, kind="wish"), Rule.TARGET, ""),
        (replace(TARGET, where="x" * 201), Rule.TOO_LONG, "where"),
        (replace(TARGET, form=Form.RISE, low=None, baseline="juni", step=0.1), Rule.UNKNOWN_NAME,
         "baseline"),
    ],
)  # fmt: skip
def test_a_broken_rule_keeps_nothing(state, fact, rule, field):
    with pytest.raises(Refused) as error:
        facts.add(fact, ANNE)
    assert (error.value.rule, error.value.field) == (rule, field)
    assert str(error.value).endswith(".")
    assert facts.revision() == ""


@ONCE
@pytest.mark.parametrize(
    ("author", "rule"),
    [
        (Author(""), Rule.EMPTY),
        (Author(" "), Rule.EMPTY),
        (Author("x" * 201), Rule.TOO_LONG),
        (Author("Anne", "\x1b"), Rule.CONTROL_CHARACTER),
        (Author("Anne 150672-4444"), Rule.CPR_NUMBER),
    ],
)
def test_a_signature_is_held_to_the_same_rules(state, author, rule):
    with pytest.raises(Refused) as error:
        facts.add(COMMENT, author)
    assert error.value.rule is rule
    with pytest.raises(Refused):
        facts.revise(facts.add(COMMENT, ANNE), COMMENT, author)


# Nobody's: the last four digits are wrong for every check, and no test is about them.
WRITTEN = (
    "1506724444",
    "150672-4444",
    "150672 4444",
    "150672 - 4444",
    "150672\u20134444",
    "150672\u00a04444",
    "15 06 72 4444",
    "15.06.72-4444",
    "Se 1506724444.",
    "x1506724444y",
    "7506724444",  # a number for those without one: 60 is added to the day
    "\u0661\u0665\u0660\u0666\u0667\u0662\u0664\u0664\u0664\u0664",  # in other digits
)


@ONCE
@pytest.mark.parametrize("written", WRITTEN)
def test_a_cpr_number_is_found_however_it_is_written(state, written):
    with pytest.raises(Refused) as error:
        facts.add(comment(f"Borgeren {written} fik hjælp"), ANNE)
    assert error.value.rule is Rule.CPR_NUMBER
    assert "4444" not in str(error.value)


@ONCE
@pytest.mark.parametrize(
    "fact",
    [
        replace(COMMENT, why=WRITTEN[1]),
        replace(COMMENT, doing=WRITTEN[1]),
        replace(COMMENT, figure=replace(FIGURE, number=WRITTEN[1])),
        replace(TARGET, where=WRITTEN[1]),
        replace(TARGET, decided_by=WRITTEN[1]),
        replace(EVENT, title=WRITTEN[1]),
        replace(EVENT, owner=WRITTEN[1]),
        replace(EVENT, source=WRITTEN[1]),
        replace(BREAK, cause=WRITTEN[1]),
        replace(ACTION, what=WRITTEN[1]),
        replace(ACTION, owner=WRITTEN[1]),
        replace(QUESTION, text=WRITTEN[1]),
        replace(QUESTION, asked_by=WRITTEN[1]),
        replace(ANSWERED, answer=replace(ANSWERED.answer, text=WRITTEN[1])),
        replace(MEETING, title=WRITTEN[1]),
    ],
)
def test_a_cpr_number_is_found_in_every_text(state, fact):
    with pytest.raises(Refused) as error:
        facts.add(fact, ANNE)
    assert error.value.rule is Rule.CPR_NUMBER


@pytest.mark.parametrize(
    "written",
    [
        "12.03.2026",
        "fra 84,2 % til 1.234,5 kr.",
        "sag 2026-123456",
        "5790000123456",  # a location number of 13 digits
        "99 12 34 56 78",
        "1234567",
        "tlf. 33 44 55 66",
        "mellem 2024-01 og 2025-12",
        "👩‍👧 og to\tkolonner\nog en linje mere",
        "Blå bærgrød: “citat” – tankestreg … ½",
    ],
)
def test_ordinary_words_and_numbers_are_kept(state, written):
    assert facts.add(comment(written), ANNE).fact.happened == written
    assert facts.comments(COMMENT.figure.kpi)[0].fact.happened == written


def test_rows_of_numbers_are_no_text(state):
    """A value with ten decimals looks like a CPR number, and nobody typed it."""
    assert facts.looks_like_cpr(FROZEN.rows)
    assert facts.add(FROZEN, ANNE).fact == FROZEN


def test_every_text_a_person_types_has_a_length():
    """A new field of text is held to the rules of texts, or is a name that pages give."""
    from dataclasses import fields, is_dataclass
    from typing import get_type_hints

    from kpis.facts.model import KINDS, Answer
    from kpis.facts.rules import _longest
    from kpis.questions import Chart, Parameter

    free = {
        f"{kind.__name__}.{one.name}"
        for kind in (*KINDS.values(), Figure, Answer, Author, Parameter, Chart)
        for one in fields(kind)
        if get_type_hints(kind)[one.name] is str and one.name not in _longest(kind)
        if is_dataclass(kind)
    }
    assert free == {
        "Action.about",
        "Figure.build_id",
        "Figure.by",
        "Figure.definition",
        "Figure.kpi",
        "Figure.period",
        "Frozen.meeting",
        "Frozen.rows",
        "Frozen.sha256",
        "Meeting.build_id",
        "Meeting.period",
        "Parameter.name",
        "Question.meeting",
        "TargetFact.baseline",
        "TargetFact.by",
        "TargetFact.kind",
        "TargetFact.kpi",
    }


def test_a_target_is_not_revised_nor_withdrawn(state):
    kept = facts.add(TARGET, ANNE)
    for change in (
        lambda: facts.revise(kept, replace(TARGET, low=0.1), ANNE),
        lambda: facts.withdraw(kept, ANNE),
    ):
        with pytest.raises(Refused, match="valid from a later day") as error:
            change()
        assert error.value.rule is Rule.ONLY_GROWS
    assert facts.targets() == (kept,)
