"""Indicators of surveys (T08, T09, T09b, T23), as C1 settles them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from tests.second_opinion.model import Counted, Indicator, Rows, World, quotient_of
from tests.second_opinion.names import offer_type, one_of
from tests.second_opinion.plans import CATEGORY
from tests.second_opinion.registers import is_chosen
from tests.second_opinion.state import Row, State, days

ONE_TO_FIVE = range(1, 6)
NOUGHT_TO_TEN = range(11)
CITIZENS, NETWORK = "citizen_survey_answer", "network_survey_answer"
SMALL_UNITS = "Mindre enheder"
STAFF, PARTNERS = "staff_survey_answer", "partner_survey_answer"


def agrees(answer: int) -> bool:
    return answer >= 4


def latest_round(state: State, table: str, last: date) -> str | None:
    """C1: the latest Slutdato in (D-730, D]; tie: the larger RundeID."""
    closed: dict[str, date] = {}
    for row in state.delivered(table):
        known = closed.get(row["round_id"], row["closed_date"])
        closed[row["round_id"]] = max(known, row["closed_date"])
    rounds = [(day, name) for name, day in closed.items() if last - days(730) < day <= last]
    return max(rounds, default=(None, None))[1]


def answers(state: State, table: str, last: date) -> dict[str, dict[str, Row]]:
    """Response -> question -> the answer that counts, of the latest round.

    The latest answer of a response counts, also when it is blank or "Ved ikke" (C1).
    """
    name = latest_round(state, table, last)
    found: dict[str, dict[str, Row]] = {}
    for row in sorted(state.delivered(table), key=answered_at):
        if row["round_id"] == name:
            found.setdefault(row["response_id"], {})[row["question_id"]] = row
    return found


def answered_at(row: Row) -> datetime:
    return row.get("answered_at") or datetime.min


def counted(row: Row, is_met: bool, response: dict[str, Row]) -> Counted:
    """A row of a survey, on the day of its response, with the attributes it brings itself.

    What is told of a response is what was told last.
    """
    row = max(response.values(), key=answered_at)
    told = [one["answered_at"].date() for one in response.values() if one.get("answered_at")]
    day = max(told, default=row["closed_date"])
    own = {name: row.get(name) or "" for name in ("answer_form", "unit")}
    own["tilbud_type"] = offer_type(row.get("offer_type_code"))
    group = row.get("target_group")
    if "target_group" in row:
        own["primary_target_group"] = CATEGORY.get(group, group) or "Uoplyst"
    return Counted(row.get("person_id"), day, is_met, own=own)


def question(
    table: str, name: str, is_met: Callable[[int], bool], scale: range = ONE_TO_FIVE
) -> Rows:
    """Answers on the scale to one question. A5: not of those known to be under 18."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for response in answers(world.state, table, last).values():
            row = response.get(name)
            if row and row["answer"] in scale:
                found = counted(row, is_met(row["answer"]), response)
                if world.state.is_no_child(found.person_id, found.day):
                    yield found

    return rows


def unknown(table: str, name: str, scale: range = ONE_TO_FIVE) -> Rows:
    """Beside: "Ved ikke" to a question (9 or 99, what the scale does not use), of all answers."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for response in answers(world.state, table, last).values():
            row = response.get(name)
            is_unknown = row is not None and row["answer"] in {9, 99} - set(scale)
            if row and (is_unknown or row["answer"] in scale):
                found = counted(row, is_unknown, response)
                if world.state.is_no_child(found.person_id, found.day):
                    yield found

    return rows


def both(table: str, one: str, other: str, is_met: Callable[[int, int], bool]) -> Rows:
    """Responses with two questions answered on the scale."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for response in answers(world.state, table, last).values():
            pair = [response[name] for name in (one, other) if name in response]
            if len(pair) == 2 and all(row["answer"] in ONE_TO_FIVE for row in pair):
                is_so = is_met(pair[0]["answer"], pair[1]["answer"])
                found = counted(pair[0], is_so, response)
                if world.state.is_no_child(found.person_id, found.day):
                    yield found

    return rows


def response_rate(table: str) -> Rows:
    """Beside every survey: answered of invited, in the same round (T09x)."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        name = latest_round(world.state, table, last)
        for row in world.state.delivered("survey_round"):
            if row["round_id"] == name:
                yield Counted(None, last, amount=row["responded_count"], per=row["invited_count"])

    return rows


def merged_units(rows: Rows) -> Rows:
    """No. 40: units under five answers merge upward; no hierarchy is delivered, so together."""

    def again(world: World, first: date, last: date) -> Iterator[Counted]:
        found = list(rows(world, first, last))
        units = [row.own.get("unit") for row in found]
        for row in found:
            is_small = units.count(row.own.get("unit")) < 5
            unit = SMALL_UNITS if is_small else row.own.get("unit", "")
            yield Counted(None, row.day, row.is_met, own={"unit": unit})

    return again


def in_form(rows: Rows, *forms: str) -> Rows:
    """Beside: the share of an indicator's answers that were given in some forms (Svarform)."""

    def again(world: World, first: date, last: date) -> Iterator[Counted]:
        for row in rows(world, first, last):
            is_met = row.own.get("answer_form") in forms
            yield Counted(row.person_id, row.day, is_met, own=row.own)

    return again


def of_the_chosen(rows: Rows) -> Rows:
    """No. 31: not answers about citizens who are known to have chosen nobody on that day."""

    def again(world: World, first: date, last: date) -> Iterator[Counted]:
        for row in rows(world, first, last):
            if row.person_id is None or has_chosen(world.state, row.person_id, row.day):
                yield row

    return again


def has_chosen(state: State, person_id: str, day: date) -> bool:
    """Whether a network person of the citizen's own choice is active; without T10 nobody knows."""
    return not state.delivered("network_contribution") or bool(chosen(state, person_id, day))


def chosen(state: State, person_id: str | None, day: date) -> list[Row]:
    rows = [row for row in state.delivered("network_contribution") if row["person_id"] == person_id]
    return [row for row in rows if is_chosen(row, day)]


def by_relation(rows: Rows) -> Rows:
    """The relation of those whom the citizen chose: who of them answered is not told."""

    def again(world: World, first: date, last: date) -> Iterator[Counted]:
        for row in rows(world, first, last):
            told = [one["relation"] for one in chosen(world.state, row.person_id, row.day)]
            own = row.own | {"relation": one_of(filter(None, told))}
            yield Counted(row.person_id, row.day, row.is_met, own=own)

    return again


def not_linked(rows: Rows) -> Rows:
    """Beside no. 31: answers of which nobody knows whether the citizen chose who gave them."""

    def again(world: World, first: date, last: date) -> Iterator[Counted]:
        for row in rows(world, first, last):
            is_met = row.person_id is None or not world.state.delivered("network_contribution")
            yield Counted(row.person_id, row.day, is_met, own=row.own)

    return again


N01 = by_relation(question(NETWORK, "N01", agrees))
ASKED = {  # the question of each; of no. 5 the first
    "citizen_spoken_with": "Q01",
    "citizen_self_determination": "Q02",
    "citizens_contributing": "Q05",
    "not_a_cog_in_system": "Q04",
    "social_contact_as_wanted": "Q07",
    "service_level_known": "Q08",
}
CITIZEN_INDICATORS = {
    "citizen_spoken_with": question(CITIZENS, "Q01", agrees),
    "citizen_self_determination": question(CITIZENS, "Q02", agrees),
    "citizens_contributing": both(CITIZENS, "Q05", "Q06", lambda own, all_: min(own, all_) >= 4),
    "not_a_cog_in_system": question(CITIZENS, "Q04", lambda answer: answer in (1, 2)),
    "citizen_life_satisfaction": question(
        CITIZENS, "Q10", lambda answer: answer >= 7, NOUGHT_TO_TEN
    ),
    "social_contact_as_wanted": question(CITIZENS, "Q07", agrees),
    "service_level_known": question(CITIZENS, "Q08", agrees),
}
INDICATORS = {
    **{name: Indicator(rows) for name, rows in CITIZEN_INDICATORS.items()},
    **{
        f"{name}.response_rate": Indicator(response_rate(CITIZENS), quotient_of)
        for name in CITIZEN_INDICATORS
    },
    **{
        f"{name}.supported_answers": Indicator(in_form(rows, "Støttet", "Pårørende"))
        for name, rows in CITIZEN_INDICATORS.items()
    },
    "citizens_contributing.own_effort": Indicator(
        both(CITIZENS, "Q05", "Q06", lambda own, _: agrees(own))
    ),
    "citizens_contributing.for_others": Indicator(
        both(CITIZENS, "Q05", "Q06", lambda _, others: agrees(others))
    ),
    "whole_person_assessment.met_as_whole": Indicator(question(CITIZENS, "Q03", agrees)),
    "handover_complete.citizen_rating": Indicator(question(CITIZENS, "Q09", agrees)),
    "service_level_known.partners": Indicator(question(PARTNERS, "P01", agrees)),
    **{
        f"{name}.unknown_answers": Indicator(unknown(CITIZENS, asked))
        for name, asked in ASKED.items()
    },
    "citizen_life_satisfaction.unknown_answers": Indicator(unknown(CITIZENS, "Q10", NOUGHT_TO_TEN)),
    "network_cooperation_rating": Indicator(of_the_chosen(N01)),
    "network_cooperation_rating.unknown_answers": Indicator(by_relation(unknown(NETWORK, "N01"))),
    "network_cooperation_rating.not_linked": Indicator(not_linked(N01)),
    "network_cooperation_rating.response_rate": Indicator(response_rate(NETWORK), quotient_of),
    "core_task_known": Indicator(
        merged_units(both(STAFF, "M01", "M02", lambda one, two: min(one, two) >= 4))
    ),
    "core_task_known.response_rate": Indicator(response_rate(STAFF), quotient_of),
}
