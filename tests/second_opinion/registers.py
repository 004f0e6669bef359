"""Indicators of what is registered about citizens: T10, T11, T12, T13, T14."""

from collections.abc import Iterator
from datetime import date

from tests.second_opinion.follow_up import final_follow_ups
from tests.second_opinion.model import Counted, Indicator, Rows, World
from tests.second_opinion.names import SOURCES, one_of
from tests.second_opinion.state import Row, days

FROM_THE_CITIZEN = {
    "25b4e705-2e9a-47a2-b11a-c829316b9d3a",  # Borger
    "12428e48-7df8-441f-9a89-d92bb7874066",  # Borger støttet af medarbejder
    "b66dc78a-a673-43fc-8ac0-1e859ba626e0",  # Borger støttet af pårørende
}
PLANNING = {True: "Aftalt", False: "Akut", None: ""}


ONE_TO_ONE = ("Fysisk", "Skærm", "Telefon")


def is_active(row: Row, day: date) -> bool:
    """R2. A row without a first day is inactive; end dates are exclusive (C5)."""
    start, end = row["start_date"], row["end_date"]
    return start is not None and start <= day and (end is None or end > day)


def is_within(day: date | None, last: date, length: int) -> bool:
    """Whether a day lies in (last - length, last]."""
    return day is not None and last - days(length) < day <= last


def of_person(world: World, table: str, person: str) -> list[Row]:
    return [row for row in world.state.delivered(table) if row["person_id"] == person]


def citizen_dreams_documented(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 2."""
    for person in world.population(last):
        entries = of_person(world, "citizen_perspective", person)
        dreams = [row for row in entries if is_dream(row, last)]
        newest = max(
            dreams, key=lambda row: (row["entry_date"], row["perspective_id"]), default=None
        )
        source = SOURCES[newest["source_code"]] if newest else "Ikke beskrevet"
        yield Counted(person, last, bool(dreams), own={"source": source})


def is_dream(row: Row, last: date) -> bool:
    return (
        row["entry_type"] in ("Drømme og ønsker", "Egne mål")
        and is_within(row["entry_date"], last, 730)
        and row["source_code"] in FROM_THE_CITIZEN
    )


def held_follow_ups(world: World, first: date, last: date) -> Iterator[tuple[Row, Row | None]]:
    """No. 3: final FollowUps of the period, with their T11 row. R5: some plan of theirs counts."""
    meetings = {row["follow_up_id"]: row for row in world.state.delivered("follow_up_meeting")}
    plans = {plan["care_plan_id"] for plan in world.plans.valid_plans()}
    for row in final_follow_ups(world):
        day, person = row["effective_date"], row["person_id"]
        is_in = first <= day <= last and plans & set(row["care_plan_ids"])
        if is_in and world.state.is_adult(person, day):
            yield row, meetings.get(row["follow_up_id"])


def citizen_present_at_followup(world: World, first: date, last: date) -> Iterator[Counted]:
    for row, meeting in held_follow_ups(world, first, last):
        if meeting:
            is_met = meeting["is_citizen_present"] is True
            yield Counted(row["person_id"], row["effective_date"], is_met, own=form_of(meeting))


def form_of(meeting: Row | None) -> dict[str, str]:
    return {"meeting_form": (meeting["meeting_form"] or "") if meeting else ""}


def citizen_declined(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 3: citizens who chose not to come; they stay in the denominator."""
    for row, meeting in held_follow_ups(world, first, last):
        if meeting:
            is_met = meeting["has_citizen_declined"] is True
            yield Counted(row["person_id"], row["effective_date"], is_met, own=form_of(meeting))


def not_registered(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 3: FollowUps that no row of T11 matches."""
    for row, meeting in held_follow_ups(world, first, last):
        is_met = meeting is None
        yield Counted(row["person_id"], row["effective_date"], is_met, own=form_of(meeting))


def network_took_part(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 31: of the follow-ups where the network was wanted, those it took part in."""
    for row, meeting in held_follow_ups(world, first, last):
        if meeting and meeting["is_network_wanted"]:
            is_met = meeting["is_network_present"] is True
            yield Counted(row["person_id"], row["effective_date"], is_met)


def contacts(form: str, among: tuple[str, ...]) -> Rows:
    """No. 24: contacts of some forms that were held, and whether they were of one of them."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for row in world.state.delivered("contact"):
            day, person = row["contact_date"], row["person_id"]
            is_held = row["status"] == "Gennemført" and first <= day <= last
            is_counted = is_held and row["contact_form"] in among
            if is_counted and person in world.on_steps(day, range(1, 6)):
                own = {"planning": PLANNING[row["is_planned"]]}
                yield Counted(person, day, row["contact_form"] == form, own=own)

    return rows


def network_mapped(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 29."""
    for person in world.population(last):
        rows = of_person(world, "network_contribution", person)
        is_met = any(is_mapped(row, last) for row in rows)
        yield Counted(person, last, is_met, own=relation_to(rows, last))


def is_chosen(row: Row, day: date) -> bool:
    """A person of the network whom the citizen chose, active on the day."""
    return bool(is_active(row, day) and row["is_chosen_by_citizen"] and row["network_person_id"])


def relation_to(rows: list[Row], last: date) -> dict[str, str]:
    told = [row["relation"] for row in rows if is_chosen(row, last) and row["relation"]]
    return {"relation": one_of(told, none="Ingen")}


def is_mapped(row: Row, last: date) -> bool:
    """Chosen with valid consent and confirmed of late; or none wanted, said of late."""
    if not is_within(row["confirmed_date"], last, 730):
        return False
    has_consent = row["has_consent"] and (
        row["consent_end_date"] is None or row["consent_end_date"] > last
    )
    return bool((is_chosen(row, last) and has_consent) or row["is_network_declined"])


def network_declined(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 29: citizens who of late wanted no network involved."""
    for person in world.population(last):
        rows = of_person(world, "network_contribution", person)
        is_met = any(
            row["is_network_declined"] and is_within(row["confirmed_date"], last, 730)
            for row in rows
        )
        yield Counted(person, last, is_met, own=relation_to(rows, last))


def network_contribution_breadth(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 30."""
    for person in world.population(last):
        rows = of_person(world, "network_contribution", person)
        chosen = [row for row in rows if is_chosen(row, last)]
        if chosen:
            types = {row["contribution_type"] for row in chosen if row["contribution_type"]}
            own = {"contribution_type": one_of(types, none="Ingen")}
            yield Counted(person, last, len(types) >= 2, own=own)


def assessed_loans(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 32: better in one respect, worse in none."""
    for row in world.state.delivered("technology_loan"):
        day = row["effect_assessed_date"]
        if is_within(day, last, 365) and world.state.is_no_child(row["person_id"], day):
            effects = [row["quality_of_life_effect"], row["independence_effect"]]
            known = [effect for effect in effects if effect is not None]
            is_met = any(effect >= 1 for effect in known) and not any(e <= -1 for e in known)
            yield Counted(row["person_id"], day, is_met, own={"category": row["category"]})


def technology_reach(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 32: citizens in POP with a loan activated and used in the last 30 days."""
    for person in world.population(last):
        loans = of_person(world, "technology_loan", person)
        is_met = any(
            row["activated_date"]
            and row["activated_date"] <= last
            and row["last_used_date"]
            and row["last_used_date"] > last - days(30)  # a later use tells that it was in use
            and not (row["returned_date"] and row["returned_date"] <= last - days(30))
            for row in loans
        )
        yield Counted(person, last, is_met)


def loans_handed_out(before: int, column: str, is_done: bool) -> Rows:
    """Beside no. 32: of the loans handed out over `before` days ago, those (not) done by D."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for row in world.state.delivered("technology_loan"):
            day = row["handed_out_date"]
            if day < last - days(before) and world.state.is_no_child(row["person_id"], day):
                has_been = row[column] is not None and row[column] <= last
                own = {"category": row["category"]}
                yield Counted(row["person_id"], day, has_been == is_done, own=own)

    return rows


INDICATORS = {
    "citizen_dreams_documented": Indicator(citizen_dreams_documented),
    "citizen_present_at_followup": Indicator(citizen_present_at_followup),
    "citizen_present_at_followup.declined": Indicator(citizen_declined),
    "citizen_present_at_followup.not_registered": Indicator(not_registered),
    "network_cooperation_rating.took_part": Indicator(network_took_part),
    "virtual_support_share": Indicator(contacts("Skærm", ONE_TO_ONE)),
    "virtual_support_share.group_contacts": Indicator(contacts("Gruppe", (*ONE_TO_ONE, "Gruppe"))),
    "network_mapped": Indicator(network_mapped),
    "network_mapped.declined": Indicator(network_declined),
    "network_contribution_breadth": Indicator(network_contribution_breadth),
    "welfare_tech_benefit": Indicator(assessed_loans),
    "welfare_tech_benefit.reach": Indicator(technology_reach),
    "welfare_tech_benefit.never_activated": Indicator(
        loans_handed_out(60, "activated_date", is_done=False)
    ),
    "welfare_tech_benefit.evaluated": Indicator(
        loans_handed_out(-1, "effect_assessed_date", is_done=True)
    ),
}
