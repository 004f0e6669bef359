"""What entered targets and breaks do to judgements: from their first day on, and not before."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import kpis
from kpis import facts, targets
from kpis.facts import Form, Refused, Rule
from kpis.model import Course
from kpis.target_facts import CsvStore
from tests.facts.said import ANNE, BO, BREAK, EVENT, KPI, SHOWN, TARGET
from tests.unit.series import monthly

ROOT = Path(__file__).resolve().parents[2]
MONTHS = kpis.months_back("2026-06", 30)


def shares(count: int) -> list[float]:
    return [0.80 + 0.01 * (place % 3) for place in range(count)]


def courses(kpi: str = KPI) -> dict[str, Course]:
    held = {period: replace(SHOWN, kpi=kpi, period=period) for period in MONTHS}
    return {period: kpis.course(result) for period, result in held.items()}


def test_an_entered_target_judges_from_its_first_day(state):
    before = courses()
    facts.add(replace(TARGET, low=0.99), ANNE)
    after = courses()
    changed = {period for period in MONTHS if before[period] is not after[period]}
    assert changed == {period for period in MONTHS if period >= "2026-03"}
    assert {after[period] for period in changed} == {Course.ACT}
    held = kpis.target(KPI, "2026-03")
    assert (held.low, held.decided_by, held.kind) == (0.99, "Socialudvalget", "political")


def test_a_later_one_takes_over_and_leaves_what_was_judged(state):
    facts.add(replace(TARGET, low=0.99), ANNE)
    before = courses()
    facts.add(replace(TARGET, low=0.5, valid_from=date(2026, 5, 1)), BO)
    after = courses()
    assert {period for period in MONTHS if before[period] is not after[period]} == {
        "2026-05",
        "2026-06",
    }


def test_an_entered_proposal_never_replaces_a_decision(state):
    facts.add(TARGET, ANNE)
    facts.add(replace(TARGET, kind="proposal", low=0.1, valid_from=date(2026, 4, 1)), BO)
    assert kpis.target(KPI, "2026-06").low == TARGET.low


def test_a_relative_target_starts_from_the_series(state):
    rise = replace(TARGET, form=Form.RISE, low=None, baseline="2026-01", step=0.02)
    facts.add(rise, ANNE)
    results = monthly(shares(30), last="2027-02")
    held = kpis.targets_held(results, kpis.indicator(KPI))
    begun = next(its.value for its in results if its.period == "2026-01")
    assert held[-1].low == pytest.approx(begun + 0.02)


def test_the_history_is_one_by_first_day(state):
    facts.add(TARGET, ANNE)
    found = targets.targets()
    assert [its.valid_from for its in found] == sorted(its.valid_from for its in found)
    assert set(found) == {*CsvStore().facts(), TARGET}


def test_an_entered_target_begins_later_than_the_reviewed_one(state):
    proposed = next(its for its in CsvStore().facts() if its.kpi == KPI)
    same_day = replace(TARGET, kind="proposal", valid_from=proposed.valid_from)
    with pytest.raises(Refused) as error:
        facts.add(same_day, ANNE)
    assert (error.value.rule, error.value.field) == (Rule.TARGET_NOT_LATER, "valid_from")
    assert facts.targets() == ()


def test_where_the_file_says_another_from_the_same_day_the_file_holds(state, tmp_path, monkeypatch):
    """It can come about only when the file is changed after somebody entered the day."""
    facts.add(TARGET, ANNE)
    file = tmp_path / "targets.csv"
    file.write_bytes(CsvStore().path.read_bytes())
    CsvStore(file).append(replace(TARGET, low=0.7))
    monkeypatch.setattr(targets, "CsvStore", lambda: CsvStore(file))
    caches = (targets._reviewed, targets._history)
    for cached in caches:
        cached.cache_clear()
    assert kpis.target(KPI, "2026-06").low == 0.7
    for cached in caches:
        cached.cache_clear()


def test_another_process_is_heard(state):
    """The revision, not a memory of this process, says whether there is something new."""
    assert kpis.target(KPI, "2026-06").kind == "proposal"
    code = "from kpis import facts; from tests.facts.said import *; facts.add(TARGET, ANNE)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    assert kpis.target(KPI, "2026-06").kind == "political"


def test_an_entered_break_restarts_limits_with_its_reason(state):
    results = monthly(shares(30), last="2026-06")
    before = kpis.answers(results, kpis.indicator(KPI))
    kept = facts.add(replace(BREAK, day=date(2026, 1, 1)), ANNE)
    after = kpis.answers(results, kpis.indicator(KPI))
    assert before.restart is None
    assert (after.restart.cause, after.restart.day) == (BREAK.cause, date(2026, 1, 1))
    assert after.reason == "too_few_points"
    (its,) = [its for its in kpis.breaks_known(False, None) if its.touches(KPI)]
    assert its.id == f"entered_{kept.id}"
    gone = facts.withdraw(kept, BO)
    assert kpis.answers(results, kpis.indicator(KPI)) == before
    facts.revise(gone, replace(BREAK, day=date(2026, 2, 1)), BO)
    assert kpis.answers(results, kpis.indicator(KPI)).restart.day == date(2026, 2, 1)


def test_a_break_leaves_earlier_periods_as_they_were(state):
    results = monthly(shares(30), last="2026-06")
    before = [kpis.answers(results[:end], kpis.indicator(KPI)) for end in range(14, 31)]
    facts.add(replace(BREAK, day=date(2026, 1, 1)), ANNE)
    after = [kpis.answers(results[:end], kpis.indicator(KPI)) for end in range(14, 31)]
    ends = [its.result.period for its in before]
    assert [p for p, a, b in zip(ends, before, after, strict=True) if a != b] == ends[-6:]


def test_nothing_is_compared_across_an_entered_break(state):
    now, then = (replace(SHOWN, period=period) for period in ("2025-06", "2024-06"))
    assert isinstance(kpis.change(now, then), kpis.Change)
    facts.add(BREAK, ANNE)
    assert isinstance(kpis.change(now, then), kpis.AcrossBreak)


def test_of_two_breaks_on_a_day_the_reviewed_one_is_told(state):
    (price,) = [its for its in kpis.breaks_known(False, None) if its.kind == "price_model"]
    facts.add(replace(BREAK, day=price.day, indicators=price.indicators), ANNE)
    found = kpis.breaks_known(False, None)
    assert [its.day for its in found] == [price.day, price.day]
    assert found[-1] == price


def test_an_event_judges_nothing(state):
    results = monthly(shares(30), last="2026-06")
    before = kpis.answers(results, kpis.indicator(KPI)), courses()
    facts.add(replace(EVENT, first=date(2026, 1, 1)), ANNE)
    assert (kpis.answers(results, kpis.indicator(KPI)), courses()) == before


def test_events_of_an_indicator(state):
    every = facts.add(replace(EVENT, first=date(2024, 1, 1), indicators=()), ANNE)
    own = facts.add(EVENT, ANNE)
    assert facts.events(KPI) == facts.events(f"{KPI}.rescheduled") == (every, own)
    assert facts.events("own_home_share") == (every,)
    assert facts.events() == (every, own)
