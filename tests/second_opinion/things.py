"""Indicators of agreements, trials, channels and standards: T15, T16, T20, T22. No persons."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.second_opinion.model import Counted, Indicator, World, count_of, only
from tests.second_opinion.registers import is_active, is_within
from tests.second_opinion.state import Row, days


def live_partnerships(world: World, last: date) -> list[tuple[Row, list[Row]]]:
    """Agreements valid on D, with the activities with citizens of the last 183 days."""
    activities = [
        row
        for row in world.state.delivered("partnership_activity")
        if is_within(row["activity_date"], last, 183) and row["citizen_count"] >= 1
    ]
    return [
        (row, [a for a in activities if a["partnership_id"] == row["partnership_id"]])
        for row in world.state.delivered("partnership")
        if is_active(row, last)
    ]


def civil_partnerships_active(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 27."""
    for row, activities in live_partnerships(world, last):
        if activities:
            yield Counted(None, last, own=place(row))


def place(partnership: Row) -> dict[str, str]:
    kind, town = partnership["partnership_type"] or "", partnership["town"] or ""
    return {"town": town, "partnership_type": kind}


def activities_held(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 27; `amount` is how many took part."""
    for row, activities in live_partnerships(world, last):
        for activity in activities:
            own = place(row) | {"activity_type": activity["activity_type"]}
            yield Counted(None, last, amount=activity["citizen_count"], own=own)


def one_each(world: World, first: date, last: date) -> Iterator[Counted]:
    for row in activities_held(world, first, last):
        yield Counted(None, last, own=row.own)


def participants(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 27: the distinct citizens named, of 18 or more (A5)."""
    named = {
        person
        for _, activities in live_partnerships(world, last)
        for activity in activities
        for person in activity["person_ids"]
    }
    for person in sorted(named):
        if world.state.is_no_child(person, last):
            yield Counted(person, last)


def agreements(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 27: all agreements valid on D, with activity or without."""
    for row, _ in live_partnerships(world, last):
        yield Counted(None, last, own=place(row))


def repeat_participants(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 27: the citizens who came three times or more in 12 months."""
    times: dict[str, int] = {}
    for activity in world.state.delivered("partnership_activity"):
        if is_within(activity["activity_date"], last, 365):
            for person in set(activity["person_ids"]):
                times[person] = times.get(person, 0) + 1
    for person, count in sorted(times.items()):
        if count >= 3 and world.state.is_no_child(person, last):
            yield Counted(person, last)


def trials_begun(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 33: all trials that began in W12."""
    for row in world.state.delivered("trial"):
        if is_within(row["start_date"], last, 365):
            yield Counted(None, row["start_date"], own={"trial_type": row["trial_type"]})


def new_tech_trials(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 33."""
    for row in world.state.delivered("trial"):
        is_new = row["trial_type"] == "Velfærdsteknologi" and row["is_new_to_organisation"]
        has_citizens = (row["citizen_count"] or 0) >= 3
        if is_within(row["start_date"], last, 365) and is_new and has_citizens:
            yield Counted(None, row["start_date"], own={"trial_type": row["trial_type"]})


def decided_trials(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 33: trials whose 90 days ran out in W12, and whether they were decided in them."""
    for row in world.state.delivered("trial"):
        if row["end_date"] is None:
            continue
        deadline = row["end_date"] - days(1) + timedelta(days=90)  # C5: stored the day after
        if is_within(deadline, last, 365):
            evaluated = row["evaluated_date"]
            is_met = bool(row["decision"]) and evaluated is not None and evaluated <= deadline
            yield Counted(None, deadline, is_met, own={"trial_type": row["trial_type"]})


def channels_in_use(world: World, last: date) -> Iterator[Row]:
    """No. 34: the newest row of each channel up to D; one never tested has no date."""
    newest: dict[str, Row] = {}
    for row in sorted(world.state.delivered("channel_test"), key=tested_on):
        if tested_on(row) <= last:
            newest[row["channel_id"]] = row
    yield from (row for row in newest.values() if row["is_in_use"])


def tested_on(row: Row) -> date:
    return row["test_date"] or date.min


def digital_accessibility(world: World, first: date, last: date) -> Iterator[Counted]:
    for row in channels_in_use(world, last):
        is_clean = row["critical_errors"] == 0 and row["serious_errors"] == 0
        is_met = is_within(row["test_date"], last, 365) and is_clean
        yield Counted(None, last, is_met, own={"channel_type": row["channel_type"]})


def tested(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 34: channels whose latest test lies in (D-365, D]."""
    for row in channels_in_use(world, last):
        is_met = is_within(row["test_date"], last, 365)
        yield Counted(None, last, is_met, own={"channel_type": row["channel_type"]})


def statement_updated(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 34: the accessibility statement was updated within a year."""
    for row in channels_in_use(world, last):
        is_met = is_within(row["statement_updated_date"], last, 365)
        yield Counted(None, last, is_met, own={"channel_type": row["channel_type"]})


def standards_in_order(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 47: approved within 24 months, and published."""
    for row in world.state.delivered("quality_standard"):
        published = row["published_date"]
        is_public = published is not None and published <= last
        yield Counted(None, last, is_within(row["approved_date"], last, 730) and is_public)


INDICATORS = {
    "civil_partnerships_active": Indicator(civil_partnerships_active, count_of),
    "civil_partnerships_active.activities": Indicator(one_each, count_of),
    "civil_partnerships_active.participations": Indicator(activities_held, count_of),
    "civil_partnerships_active.stjernestunder": Indicator(
        only(one_each, lambda row: row.own["activity_type"] == "Stjernestund"), count_of
    ),
    "civil_partnerships_active.agreements": Indicator(agreements, count_of),
    "civil_partnerships_active.citizens": Indicator(participants, count_of),
    "civil_partnerships_active.repeat_participants": Indicator(repeat_participants, count_of),
    "new_tech_trials": Indicator(new_tech_trials, count_of),
    "new_tech_trials.all_trials": Indicator(trials_begun, count_of),
    "new_tech_trials.decided_in_time": Indicator(decided_trials),
    "digital_accessibility": Indicator(digital_accessibility),
    "digital_accessibility.tested": Indicator(tested),
    "digital_accessibility.statement_updated": Indicator(statement_updated),
    "service_level_known.standards": Indicator(standards_in_order),
}
