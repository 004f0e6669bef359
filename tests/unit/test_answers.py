"""Four answers about a number, each with its code, its word and its shape."""

from datetime import date

import pytest

from kpis.answers import Answers, Circumstances, DoubtCode, Standing, answers
from kpis.breaks import Break, BreakKind
from kpis.model import Course
from kpis.spc import Assurance, Variation
from kpis.target_facts import Form, TargetFact
from pages.parts.texts import text
from tests.unit.series import FOLLOWUP, declared, monthly
from tests.unit.test_variation import LAW, STEADY


def fact(
    low=0.85, valid_from=date(2020, 1, 1), kpi=FOLLOWUP, kind="political", **more
) -> TargetFact:
    values = {"form": Form.VALUE, "high": None, "baseline": "", "step": None, "years": None} | more
    return TargetFact(
        kpi=kpi, by="", member="", kind="political", low=low, valid_from=valid_from,
        decided_by="Byrådet", where="Sag 1", **values,
    )  # fmt: skip


def told(shares, *facts: TargetFact, breaks=(), around=None, **more) -> Answers:
    return answers(monthly(shares, **more), declared(), facts or (fact(),), breaks, around)


def test_good_news_and_a_certain_miss_at_the_same_time():
    its = told([*STEADY, 0.84, 0.90, 0.91], fact(0.99))
    assert (its.course, its.variation, its.assurance) == (
        Course.ACT,
        Variation.IMPROVEMENT,
        Assurance.FAIL,
    )
    assert its.trust == ()


def test_every_answer_has_a_word_and_a_shape():
    its = told([*STEADY, 0.97])
    assert [(one.question, one.code) for one in its.each()] == [
        ("course", "on_course"),
        ("variation", "improvement_high"),
        ("assurance", "inconsistent"),
        ("trust", "trusted"),
    ]
    assert all(text(one.word_key) for one in its.each())
    assert len({one.shape_key for one in its.each()}) == 4


@pytest.mark.parametrize(
    ("shares", "standing"),
    [
        ([0.8] * 13 + [0.9], Standing.FIRST),
        ([0.9] + [0.8] * 12 + [0.9], Standing.AGAIN),
        ([0.8] * 12 + [0.9, 0.9], Standing.STILL),
        ([0.9] * 13 + [0.8], Standing.FIRST),  # missed for the first time
        ([0.9], Standing.NONE),
        ([None, None, 0.9], Standing.NONE),
        ([0.8, None, 0.8], Standing.STILL),
        ([0.8, None], Standing.NONE),
    ],
)
def test_how_the_target_was_met_before(shares, standing):
    assert told(shares).standing is standing


def test_what_was_before_a_break_is_no_comparison():
    assert told([0.8] * 5 + [0.9], breaks=[LAW], last="2025-07").standing is Standing.NONE
    assert told([0.8] * 5 + [0.9], last="2025-07").standing is Standing.FIRST


def test_a_restart_is_told_with_its_break():
    assert told(STEADY, breaks=[LAW], last="2025-12").restart is LAW
    assert told(STEADY, last="2025-12").restart is None
    assert told(STEADY, breaks=[LAW], last="2025-12").reason == "too_few_points"


def test_each_period_is_judged_by_the_target_of_its_own():
    later = fact(0.99, date(2025, 12, 1))
    assert told([0.9, 0.9], fact(0.85), later).course is Course.ACT
    assert told([0.9, 0.9], fact(0.85), later, last="2025-11").course is Course.ON_COURSE


def test_a_relative_target_counts_from_the_series_itself():
    rise = fact(None, form=Form.RISE, baseline="2024-12", step=0.02)
    series = [0.80] + [0.81] * 11
    assert told([*series, 0.82], rise).course is Course.ON_COURSE
    assert told([*series, 0.815], rise).course is not Course.ON_COURSE
    assert told([0.82], rise).course is Course.NOT_JUDGED  # the baseline is not in the series


def doubts(shares=(0.8,) * 14, around=None, breaks=(), **more):
    return [(d.code, d.detail) for d in told(shares, around=around, breaks=breaks, **more).trust]


INSIDE = Break("b", date(2025, 12, 10), BreakKind.LAW, "c", "o", (FOLLOWUP,))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"of": 19}, [(DoubtCode.SMALL, ("19",))]),
        ({"of": 20}, []),
        ({"around": Circumstances(not_assessed=0.10)}, []),
        ({"around": Circumstances(not_assessed=0.11)}, [(DoubtCode.NOT_ASSESSED, ("0.11",))]),
        ({"around": Circumstances(failed_checks=("a",))}, [(DoubtCode.QUALITY, ("a",))]),
        ({"breaks": [INSIDE]}, [(DoubtCode.BREAK, ("b",))]),
        ({"breaks": [LAW]}, []),  # the whole number lies after it
        ({"around": Circumstances(delivered=frozenset({"FFB"}))}, []),
        ({"around": Circumstances(delivered=frozenset())}, [(DoubtCode.MISSING_EXPORT, ("FFB",))]),
        ({"known_at": date(2026, 1, 29)}, [(DoubtCode.PRELIMINARY, ())]),
        ({"known_at": date(2026, 1, 30)}, []),  # 30 days after the last day
        (
            {"known_at": date(2026, 2, 1), "around": Circumstances(today=date(2026, 3, 4))},
            [],
        ),
        (
            {"known_at": date(2026, 2, 1), "around": Circumstances(today=date(2026, 3, 5))},
            [(DoubtCode.LATE, ("2026-02-01",))],
        ),
        ({"around": Circumstances(known_from=date(2025, 11, 18))}, [(DoubtCode.NOT_WHOLE, ())]),
        ({"around": Circumstances(known_from=date(2025, 11, 17))}, []),
    ],
)
def test_why_a_number_may_not_be_what_it_seems(given, expected):
    assert doubts(**given) == expected


def test_what_reports_do_not_cover_is_not_judged():
    its = told([0.9], around=Circumstances(known_from=date(2025, 12, 1)))
    assert its.course is Course.NOT_JUDGED


def test_movement_on_the_ladder_is_doubted_without_deaths_and_moves():
    kpi = "ladder_down_rate"
    results = monthly([0.1] * 3, kpi=kpi)
    its = answers(results, declared(kpi), (), (), Circumstances(delivered=frozenset({"FFB"})))
    assert [(d.code, d.detail) for d in its.trust] == [(DoubtCode.MISSING_EXPORT, ("T01", "T21"))]


def test_a_number_that_is_not_shown_gets_four_answers_too():
    its = told([*STEADY, None])
    assert (its.course, its.variation, its.reason, its.assurance) == (
        Course.NOT_JUDGED,
        Variation.REFUSED,
        "no_value",
        Assurance.NONE,
    )
