"""What people enter: kept as it was written, never changed, lost by nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kpis import facts
from kpis.facts import ActionStatus, Conflict, Refused, Rule
from tests.facts.said import (
    ACTION,
    ANNE,
    BO,
    COMMENT,
    EACH,
    FIGURE,
    FROZEN,
    KPI,
    MEETING,
    QUESTION,
    SHOWN,
    comment,
)

pytestmark = pytest.mark.usefixtures("state")


@pytest.mark.parametrize("fact", EACH, ids=lambda its: type(its).__name__)
def test_a_fact_is_read_as_it_was_written(fact):
    before = datetime.now(UTC)
    kept = facts.add(fact, ANNE)
    assert (kept.fact, kept.author, kept.replaces, kept.number) == (fact, ANNE, None, 1)
    assert before <= kept.written_at <= datetime.now(UTC)
    assert facts.latest(kept.id) == kept
    assert facts.written_since(before) == (kept,)


def test_nobody_has_written_yet():
    assert facts.comments(KPI) == ()
    assert facts.latest_meeting() is None
    assert facts.latest("x") is None
    assert facts.revision() == ""


def test_a_comment_is_found_by_its_number():
    kept = facts.add(COMMENT, ANNE)
    other = facts.add(replace(COMMENT, figure=replace(FIGURE, period="2025-07")), BO)
    assert facts.comments(KPI) == (kept, other)
    assert facts.comments(KPI, "2025-07") == (other,)
    assert facts.comments("own_home_share") == ()
    assert facts.comments_since(other.written_at) == (other,)


def test_a_comment_knows_whether_its_number_still_stands():
    assert FIGURE.is_still(SHOWN)
    assert not FIGURE.is_still(replace(SHOWN, numerator=85, value=0.85))


def test_a_new_version_takes_the_place_of_the_old_one():
    first = facts.add(comment("a"), ANNE)
    second = facts.revise(first, comment("b"), BO)
    assert facts.comments(KPI) == (second,)
    assert second.replaces == first.id
    assert facts.history(first.id) == facts.history(second.id) == (first, second)


def test_a_withdrawn_fact_keeps_its_words():
    first = facts.add(comment("a"), ANNE)
    gone = facts.withdraw(first, BO)
    assert facts.comments(KPI) == ()
    assert [its.fact.happened for its in facts.history(first.id)] == ["a", "a"]
    with pytest.raises(Refused, match="withdrawn already"):
        facts.withdraw(gone, ANNE)
    back = facts.revise(gone, comment("c"), ANNE)
    assert facts.comments(KPI) == (back,)


def test_two_people_at_once_lose_nothing():
    read = facts.add(comment("a"), ANNE)
    newer = facts.revise(read, comment("from Anne"), ANNE)
    with pytest.raises(Conflict) as error:
        facts.revise(read, comment("from Bo"), BO)
    assert error.value.newer == newer
    assert error.value.yours == comment("from Bo")
    kept = facts.revise(error.value.newer, error.value.yours, BO)
    assert [its.fact.happened for its in facts.history(read.id)] == ["a", "from Anne", "from Bo"]
    assert facts.comments(KPI) == (kept,)


def test_whoever_withdraws_what_was_revised_is_told():
    read = facts.add(comment("a"), ANNE)
    newer = facts.revise(read, comment("b"), BO)
    with pytest.raises(Conflict) as error:
        facts.withdraw(read, ANNE)
    assert error.value.newer == newer


def test_a_fact_does_not_become_another_kind():
    kept = facts.add(COMMENT, ANNE)
    with pytest.raises(Refused) as error:
        facts.revise(kept, ACTION, ANNE)
    assert error.value.rule is Rule.OTHER_KIND


def test_an_action_is_done_by_a_new_version():
    late = facts.add(replace(ACTION, due=date(2026, 6, 30)), ANNE)
    soon = facts.add(ACTION, ANNE)
    assert facts.actions(KPI, is_open=True) == (soon, late)
    done = facts.revise(soon, replace(ACTION, status=ActionStatus.DONE), BO)
    assert facts.actions(is_open=True) == (late,)
    assert facts.actions(is_open=False) == (done,)


def test_a_question_is_open_until_it_is_answered():
    meeting = facts.add(MEETING, ANNE)
    asked = facts.add(replace(QUESTION, meeting=meeting.id), ANNE)
    facts.add(QUESTION, ANNE)
    facts.revise(meeting, replace(MEETING, title="Udvalget"), ANNE)
    assert facts.questions(meeting=meeting.id) == (asked,)
    answered = asked.fact.answered("Der var sygdom.", "Myndighed", date(2025, 9, 1))
    kept = facts.revise(asked, answered, BO)
    assert facts.questions(KPI, meeting.id, is_open=False) == (kept,)
    assert facts.questions(KPI, meeting.id, is_open=True) == ()


def test_the_latest_meeting_is_the_one_held_last():
    later = facts.add(replace(MEETING, day=date(2025, 11, 1)), ANNE)
    held = facts.add(MEETING, ANNE)
    assert facts.meetings() == (held, later)
    assert facts.latest_meeting() == later
    assert facts.latest_meeting(date(2025, 10, 31)) == held
    assert facts.latest_meeting(date(2025, 1, 1)) is None


def test_frozen_rows_follow_their_meeting():
    meeting = facts.add(MEETING, ANNE)
    assert facts.frozen(meeting.id) is None
    rows = facts.add(replace(FROZEN, meeting=meeting.id), ANNE)
    newer = facts.revise(meeting, replace(MEETING, title="Udvalget"), ANNE)
    assert facts.frozen(newer.id) == rows


def test_the_revision_is_another_one_after_each_writing():
    seen = [facts.revision()]
    first = facts.add(comment("a"), ANNE)
    seen.append(facts.revision())
    second = facts.revise(first, comment("b"), BO)
    seen.append(facts.revision())
    facts.withdraw(second, BO)
    seen.append(facts.revision())
    assert len(set(seen)) == 4
