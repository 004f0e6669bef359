"""Indicators of cases, complaints and transitions: T02, T17, T21."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from tests.second_opinion.model import (
    Counted,
    Indicator,
    Rows,
    World,
    count_of,
    median_of,
    quotient_of,
)
from tests.second_opinion.registers import is_within
from tests.second_opinion.state import Row, codelist, days

PARAGRAPHS = {  # C2
    *("§ 82 a", "§ 82 b", "§ 82 c", "§ 82 d", "§ 85", "§ 102", "§ 103", "§ 104", "§ 107", "§ 108")
}
OF_SERVICELOVEN = {row["paragraph"] for row in codelist("paragraph") if row["law"] == "SEL"}
RULED = ("Stadfæstet", "Ændret", "Ophævet", "Hjemvist")
REVERSED = RULED[1:]
GRANTED = ("Bevilling", "Delvis")
REACH = ("Stadfæstet", "Hjemvist", "Ændret", "Ophævet")  # the most far-reaching last (no. 48)
Part = Callable[[World, Row], bool]
HANDED_OVER = (
    "Udskrivning psykiatri",
    "Udskrivning somatik",
    "Internt teamskift",
    "Tilbudsskift",
    "Ældreområdet",
    "Tilflytning/fraflytning",
)


def due_cases(world: World, first: date, last: date) -> Iterator[tuple[Row, date]]:
    """No. 44, C2: cases with their deadline in the period, and the deadline."""
    for row in world.state.delivered("case_decision"):
        if row["deadline_days"] is None or row["paragraph"] not in PARAGRAPHS:
            continue
        deadline = row["request_date"] + days(row["deadline_days"])
        is_in = first <= deadline <= last and not is_withdrawn(row, deadline)
        if is_in and world.state.is_no_child(row["person_id"], deadline):
            yield row, deadline


def is_withdrawn(row: Row, deadline: date) -> bool:
    """C2: withdrawn before the deadline, or nobody knows when."""
    day = row["decision_date"]
    return row["decision"] == "Frafaldet" and (day is None or day < deadline)


def case_of(row: Row) -> dict[str, str]:
    return {"paragraph": row["paragraph"], "team": row["team"] or ""}


def decision_deadline_kept(world: World, first: date, last: date) -> Iterator[Counted]:
    """Still open is not kept."""
    for row, deadline in due_cases(world, first, last):
        day = row["decision_date"]
        is_met = day is not None and day <= deadline
        yield Counted(row["person_id"], deadline, is_met, own=case_of(row))


def days_to_start(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 44: days from the decision to the first help, where help was granted."""
    for row, deadline in due_cases(world, first, last):
        decided, started = row["decision_date"], row["first_intervention_start_date"]
        if decided and started and row["decision"] in GRANTED:
            length = (started - decided).days
            yield Counted(row["person_id"], deadline, amount=length, own=case_of(row))


def appeal_reversal_rate(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 48, C4: a complaint ruled on in W12, reversed if any of its rows is."""
    complaints: dict[str, list[Row]] = {}
    for row in world.state.delivered("complaint"):
        is_in = is_within(row["ruling_date"], last, 365) and row["outcome"] in RULED
        if is_in and is_for_adults(row["paragraph"]):
            complaints.setdefault(row["complaint_id"], []).append(row)
    for rows in complaints.values():
        newest = max(rows, key=lambda row: row["ruling_date"])
        if world.state.is_no_child(newest["person_id"], newest["ruling_date"]):
            is_met = any(row["outcome"] in REVERSED for row in rows)
            own = ruling_of(world, rows)
            yield Counted(newest["person_id"], newest["ruling_date"], is_met, own=own)


def ruling_of(world: World, rows: list[Row]) -> dict[str, str]:
    """The most far-reaching row stands for the complaint; its team is that of the case (T02)."""
    teams = {case["case_number"]: case["team"] for case in world.state.delivered("case_decision")}
    furthest = max(rows, key=lambda row: (REACH.index(row["outcome"]), row["paragraph"]))
    told = [row for row in rows if teams.get(row["case_number"])]
    by_reach = sorted(told, key=lambda row: (REACH.index(row["outcome"]), row["case_number"]))
    return {
        "outcome": furthest["outcome"],
        "paragraph": furthest["paragraph"],
        "team": teams[by_reach[-1]["case_number"]] if by_reach else "",
    }


def is_for_adults(paragraph: str) -> bool:
    """C4: SEL §§ 82 and up."""
    return paragraph in OF_SERVICELOVEN and int(paragraph.split()[1]) >= 82


def complaints_per_100(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 48: complaints of W12 per 100 citizens in POP(D)."""
    complaints = {
        row["complaint_id"]
        for row in world.state.delivered("complaint")
        if is_within(row["complaint_date"], last, 365)
        and is_for_adults(row["paragraph"])
        and world.state.is_no_child(row["person_id"], row["complaint_date"])
    }
    for _ in complaints:
        yield Counted(None, last, amount=100, per=0)
    for person in world.population(last):
        yield Counted(person, last, amount=0, per=1)


def transitions_at_18(*parts: Part) -> Rows:
    """No. 50: on the 18th birthday; all of the parts must be met."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for row in world.state.delivered("transition"):
            turned = world.state.birthday(row["person_id"], 18)
            if row["transition_type"] == "18 år" and is_within(turned, last, 365):
                own = {"from_unit": row["from_unit"] or ""}
                is_met = all(part(world, row) for part in parts)
                yield Counted(row["person_id"], turned, is_met, own=own)

    return rows


def is_prepared(world: World, row: Row) -> bool:
    sixteen = world.state.birthday(row["person_id"], 16)
    return is_by(row["preparation_start_date"], sixteen + days(183))


def is_decided(world: World, row: Row) -> bool:
    return is_by(row["decision_date"], world.state.birthday(row["person_id"], 18))


def is_helped(world: World, row: Row) -> bool:
    person = row["person_id"]
    limit = world.state.birthday(person, 18) + days(14)
    return is_by(first_help(world, person), limit) or row["outcome"] == "Intet behov"


def is_by(day: date | None, limit: date) -> bool:
    return day is not None and day <= limit


def first_help(world: World, person: str) -> date | None:
    """The first start of a valid ydelse of a granted plan."""
    starts = [
        row["start_date"]
        for plan in world.plans.granted(person)
        for row in world.plans.ever_based_on(plan["care_plan_id"])
        if row["start_date"]
    ]
    return min(starts, default=None)


def handed_over(world: World, first: date, last: date) -> Iterator[Row]:
    """No. 52: transitions that happened in the period."""
    for row in world.state.delivered("transition"):
        day = row["actual_date"]
        is_in = row["transition_type"] in HANDED_OVER and day and first <= day <= last
        if is_in and world.state.is_no_child(row["person_id"], day):
            yield row


def written(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 52: handed over in writing by the day, confirmed or not."""
    for row in handed_over(world, first, last):
        is_met = is_by(row["handover_date"], row["actual_date"])
        yield Counted(row["person_id"], row["actual_date"], is_met, own=between(row))


def handover_complete(world: World, first: date, last: date) -> Iterator[Counted]:
    for row in handed_over(world, first, last):
        day = row["actual_date"]
        is_written = is_by(row["handover_date"], day)
        is_met = is_written and is_by(row["receiver_confirmed_date"], day + days(7))
        yield Counted(row["person_id"], day, is_met, own=between(row))


def between(row: Row) -> dict[str, str]:
    return {
        "transition_type": row["transition_type"],
        "from_unit": row["from_unit"] or "",
        "to_unit": row["to_unit"] or "",
    }


def days_from_ready(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 52: discharges from psychiatry, days from reported ready to placed."""
    for row in handed_over(world, first, last):
        if row["transition_type"] == "Udskrivning psykiatri" and row["ready_date"]:
            length = (row["actual_date"] - row["ready_date"]).days
            yield Counted(row["person_id"], row["actual_date"], amount=length, own=between(row))


def case_worker_changes(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 6: changes of case worker in W12 for each citizen in POP(D).

    T02 names one worker a case: a change is a case whose worker is another than in the
    citizen's case before, on the day of the request.
    """
    for person in world.population(last):
        rows = [
            row
            for row in world.state.delivered("case_decision")
            if row["person_id"] == person and row["case_worker_id"]
        ]
        rows.sort(key=lambda row: (row["request_date"], row["case_number"]))
        changes = [
            later
            for earlier, later in pairwise(rows)
            if earlier["case_worker_id"] != later["case_worker_id"]
            and is_within(later["request_date"], last, 365)
        ]
        yield Counted(person, last, amount=len(changes))


def waiting(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 39: granted a place to live in by D (§§ 107, 108), and no help has begun.

    Not those who have died or moved.
    """
    for row in world.state.delivered("case_decision"):
        person, started = row["person_id"], row["first_intervention_start_date"]
        is_granted = row["decision"] in GRANTED and is_by(row["decision_date"], last)
        is_asked = is_granted and row["paragraph"] in ("§ 107", "§ 108")
        if is_asked and world.state.is_no_child(person, last):
            is_waiting = not is_by(started, last) and not world.state.is_outside(person, last)
            yield Counted(person, last, amount=int(is_waiting))


INDICATORS = {
    "not_a_cog_in_system.case_worker_changes": Indicator(case_worker_changes, quotient_of),
    "new_local_places.waiting": Indicator(waiting, count_of),
    "decision_deadline_kept": Indicator(decision_deadline_kept),
    "decision_deadline_kept.days_to_help": Indicator(days_to_start, median_of),
    "appeal_reversal_rate": Indicator(appeal_reversal_rate),
    "appeal_reversal_rate.complaints_per_100": Indicator(complaints_per_100, quotient_of),
    "youth_transition_on_time": Indicator(transitions_at_18(is_prepared, is_decided, is_helped)),
    "youth_transition_on_time.prepared": Indicator(transitions_at_18(is_prepared)),
    "youth_transition_on_time.decided": Indicator(transitions_at_18(is_decided)),
    "youth_transition_on_time.helped": Indicator(transitions_at_18(is_helped)),
    "handover_complete": Indicator(handover_complete),
    "handover_complete.handed_over": Indicator(written),
    "handover_complete.days_waiting": Indicator(days_from_ready, median_of),
}
