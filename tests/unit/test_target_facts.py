"""The history of targets: what a fact may say, and that it only grows."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kpis.breaks import declared
from kpis.coverage import planned
from kpis.errors import KpiError
from kpis.model import Course
from kpis.target_facts import COLUMNS, TARGETS, CsvStore, Form, TargetFact, append, problems
from kpis.targets import baseline_period, fact, held_against, target, targets
from tests.unit.series import FOLLOWUP, monthly

FLOOR = TargetFact(
    kpi=FOLLOWUP,
    by="",
    member="",
    kind="political",
    form=Form.VALUE,
    low=0.85,
    high=None,
    baseline="",
    step=None,
    years=None,
    valid_from=date(2025, 1, 1),
    decided_by="Byrådet",
    where="Sag 12, 16. december 2024",
)
RISE = replace(FLOOR, form=Form.RISE, low=None, baseline="2023-12", step=0.01)


class Memory:
    """A store that is no file: what a page will use holds a table behind the same two methods."""

    def __init__(self, *facts: TargetFact) -> None:
        self.kept = list(facts)

    def facts(self) -> tuple[TargetFact, ...]:
        return tuple(self.kept)

    def append(self, fact: TargetFact) -> None:
        self.kept.append(fact)


def test_every_proposal_of_the_catalogue_is_in_the_file():
    facts = targets()
    assert [kpi for kpi in planned() if kpi not in {one.kpi for one in facts}] == []
    assert [one.kpi for one in facts if list(problems(one))] == []
    numbers = {kpi: i + 1 for i, kpi in enumerate(planned())}
    wrong = [one for one in facts if f"nr. {numbers[one.kpi]}" not in one.where.split(":")[0]]
    assert wrong == []


@pytest.mark.parametrize(
    ("kpi", "period", "low", "high"),
    [
        ("citizen_spoken_with", "2025-06", 0.85, None),
        ("citizen_dreams_documented", "2025-12", None, None),  # rising until the third year
        ("citizen_dreams_documented", "2026-01", 0.90, None),
        ("goal_achievement_rate", "2025-06", 0.55, 0.85),
        ("ladder_rebound_rate", "2025-06", None, 0.15),
        ("ladder_steps_in_use", "2025-06", 6, None),
        ("temporary_stay_duration", "2025-06", 6, 24),
        ("budget_adherence", "2025-06", -0.02, 0.01),
        ("sickness_absence", "2025-06", None, 0.055),
        ("appeal_reversal_rate", "2025-06", None, 0.375),
        ("digital_accessibility", "2025-06", 1, None),
        ("citizen_life_satisfaction", "2025-06", None, None),
        ("followup_on_time", "2023-12", None, None),
    ],
)
def test_the_target_of_a_period(kpi, period, low, high):
    held = target(kpi, period)
    assert (held.low, held.high) == (low, high) if held else low is None


@pytest.mark.parametrize(
    ("member", "low", "high"),
    [("18-29", 0.5, 0.8), ("30-59", 0.35, 0.7), ("60-74", 0.2, 0.5), ("75+", 0.1, 0.4)],
)
def test_a_member_can_have_a_target_of_its_own(member, low, high):
    held = target("development_goal_share", "2025-06", "age_group", member)
    assert (held.low, held.high) == (low, high)
    assert target("development_goal_share", "2025-06") is None


def test_a_member_without_one_is_held_to_that_of_the_total():
    assert target(FOLLOWUP, "2025-06", "sex", "K") == target(FOLLOWUP, "2025-06")


@pytest.mark.parametrize(
    ("changed", "period", "baseline", "low", "high"),
    [
        ({}, "2024-01", 0.60, 0.60, None),  # not yet a year
        ({}, "2024-12", 0.60, 0.61, None),
        ({}, "2025-11", 0.60, 0.61, None),
        ({}, "2025-12", 0.60, 0.62, None),
        ({}, "2025-12", None, None, None),  # the baseline's value is not at hand
        ({"low": 0.615}, "2025-12", 0.60, 0.615, None),  # a rise ends at its low
        ({"low": 0.615}, "2025-12", 0.70, 0.70, None),  # and asks nobody to fall
        ({"years": 1}, "2028-12", 0.60, 0.61, None),
        ({"form": Form.GROWTH, "step": 0.5}, "2025-12", 0.10, 0.20, None),
        ({"form": Form.CEILING, "step": 0.0}, "2027-12", 400_000, None, 400_000),
        ({"form": Form.CEILING, "step": -0.01}, "2025-12", 0.20, None, 0.18),
    ],
)
def test_a_relative_target_moves_once_a_whole_year(changed, period, baseline, low, high):
    history = [replace(RISE, valid_from=date(2024, 1, 1), **changed)]
    held = target(FOLLOWUP, period, baseline=baseline, history=history)
    assert (held.low, held.high) == (low, high)
    assert baseline_period(FOLLOWUP, period, history=history) == "2023-12"


def test_a_baseline_from_before_a_break_gives_no_target():
    kpi = "cost_per_full_year_citizen"
    assert [one.day for one in declared() if one.touches(kpi)] == [date(2025, 1, 1)]
    assert target(kpi, "2024-12", baseline=400_000).high == 400_000
    assert target(kpi, "2025-06", baseline=400_000).high is None
    assert baseline_period(kpi, "2026-06") == "2025-12"
    assert target(kpi, "2026-06", baseline=410_000).high == 410_000


def test_a_new_target_leaves_last_years_statuses_alone():
    store, results = Memory(FLOOR), monthly([0.86] * 24, last="2026-12")
    before = [held_against(r, target(r.kpi, r.period, history=store.facts())) for r in results]
    append(store, replace(FLOOR, low=0.95, valid_from=date(2026, 1, 1)))
    after = [held_against(r, target(r.kpi, r.period, history=store.facts())) for r in results]
    assert before == [Course.ON_COURSE] * 24
    assert after == [Course.ON_COURSE] * 12 + [Course.ACT] * 12


@pytest.mark.parametrize("valid_from", [date(2024, 6, 1), date(2025, 1, 1)])
def test_a_target_cannot_be_stated_for_the_past_of_another(valid_from):
    store = Memory(FLOOR)
    with pytest.raises(KpiError, match="what was judged stays judged"):
        append(store, replace(FLOOR, low=0.5, valid_from=valid_from))
    assert store.facts() == (FLOOR,)


def test_a_proposal_never_replaces_a_decision():
    proposal = replace(FLOOR, kind="proposal", low=0.99, valid_from=date(2026, 1, 1))
    assert fact(FOLLOWUP, "2026-06", history=[FLOOR, proposal]) is FLOOR
    assert fact(FOLLOWUP, "2026-06", history=[proposal]) is proposal
    later = replace(FLOOR, kind="management", low=0.7, valid_from=date(2026, 2, 1))
    assert fact(FOLLOWUP, "2026-06", history=[FLOOR, proposal, later]) is later


def test_a_decision_can_begin_before_a_proposal_that_stood_already():
    store = Memory(replace(FLOOR, kind="proposal"))
    append(store, FLOOR)
    assert store.facts()[-1] is FLOOR


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "wish"}, "'wish' is no kind of target"),
        ({"by": "sex"}, "a breakdown and its member are given together"),
        ({"decided_by": ""}, "must say who decided it"),
        ({"low": 0.9, "high": 0.8}, "the floor 0.9 lies above the ceiling 0.8"),
        ({"low": None}, "needs low, high or both"),
        ({"form": Form.WORDS}, "has no number"),
        ({"form": Form.RISE, "step": 0.1}, "needs a baseline and a step"),
        ({"form": Form.RISE, "baseline": "2024"}, "needs a baseline and a step"),
        ({"step": 0.1}, "has no baseline, step or years"),
        ({"form": Form.RISE, "baseline": "2024", "step": 0.1, "high": 1.0}, "has no high"),
    ],
)
def test_a_fact_that_says_too_little_or_too_much_is_not_kept(changed, sentence):
    store = Memory()
    with pytest.raises(KpiError, match=re.escape(sentence)):
        append(store, replace(FLOOR, **changed))
    assert store.facts() == ()


def line(**changed: str) -> str:
    cells = {
        "kpi": "own_home_share",
        "kind": "proposal",
        "form": "value",
        "low": "0.5",
        "valid_from": "2024-01-01",
        "decided_by": "x",
        "where": "y",
    } | changed
    return ",".join(cells.get(name, "") for name in COLUMNS)


def written(tmp_path, *lines: str) -> CsvStore:
    path = tmp_path / "targets.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", "utf-8")
    return CsvStore(path)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([line(kpi="own_home")], "Did you mean 'own_home_share'?"),
        ([line(low="much")], "line 2: could not convert string to float"),
        ([line(valid_from="soon")], "line 2: Invalid isoformat string"),
        ([line(form="dream")], "line 2: 'dream' is not a valid Form"),
        ([line(baseline="2024-13", form="rise", step="1", low="")], "'2024-13' is no period"),
        ([line(kind="wish")], "line 2: 'wish' is no kind of target"),
        ([line(), line() + ",more"], "line 3: there must be 13 cells"),
        ([line(), line()], "line 3: one is already valid from 2024-01-01"),
        ([line(), line(valid_from="2023-01-01")], "line 3: one is already valid"),
    ],
)
def test_a_mistake_in_the_file_names_its_line_and_rule(tmp_path, lines, sentence):
    with pytest.raises(KpiError, match=re.escape(sentence)):
        written(tmp_path, *lines).facts()


def test_a_file_with_other_columns_is_no_history(tmp_path):
    (tmp_path / "targets.csv").write_text("kpi,low\nown_home_share,1\n", "utf-8")
    with pytest.raises(KpiError, match="the columns must be kpi, by, member"):
        CsvStore(tmp_path / "targets.csv").facts()


def test_a_fact_appended_to_the_file_is_read_back_and_nothing_before_it_changed(tmp_path):
    store = CsvStore(tmp_path / "targets.csv")
    store.path.write_bytes(TARGETS.read_bytes())
    before = store.path.read_text("utf-8")
    stated = replace(RISE, by="sex", member="K", step=1 / 3, valid_from=date(2027, 1, 1))
    append(store, stated)
    assert store.facts()[-1] == stated
    assert store.path.read_text("utf-8").startswith(before)
