"""Indicators of money: T03, T04 (nos. 35 and 36)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.second_opinion.model import Answer, Counted, Indicator, Rows, World, quotient_of
from tests.second_opinion.offers import offer_on
from tests.second_opinion.registers import of_person
from tests.second_opinion.state import FOREVER, OUR_MUNICIPALITY, Row, codelist, days

POLICY_AREA = "4.1"  # C3: a setting
CLOSED = 13
UNKNOWN = "Uoplyst"
NEEDS = ("0", "1", "2", "3", "4", UNKNOWN)
FEWEST_YEARS = 5
OWNERS = ("Egen plads", "Købt plads", "Uden plads")

Stratum = tuple[str, str]  # step and støttebehov


def accounts(world: World, last: date) -> list[Row]:
    """C3: the accounts of D's year in the latest month up to D; 13 counts in December."""
    rows = [
        row
        for row in world.state.delivered("budget_account")
        if row["policy_area"] == POLICY_AREA
        and row["year"] == last.year
        and (row["follow_up_month"] <= last.month or last.month == 12)
    ]
    month = max((row["follow_up_month"] for row in rows), default=None)
    return [row for row in rows if row["follow_up_month"] == month]


def budget(column: str) -> Rows:
    """No. 35: outturn less budget, per budget. An account that lacks either is left out."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for row in accounts(world, last):
            outturn = row["spent" if row["follow_up_month"] == CLOSED else "expected_outturn"]
            if outturn is not None and row[column] is not None:
                own = {
                    "account_function": row["account_function"],
                    "cost_centre": row["cost_centre"],
                }
                yield Counted(None, last, amount=outturn - row[column], per=row[column], own=own)

    return rows


def months(first: date, last: date) -> list[tuple[date, date]]:
    """First and last day of every month of a period."""
    found = []
    while first <= last:
        end = first.replace(day=monthrange(first.year, first.month)[1])
        found.append((first, end))
        first = end + days(1)
    return found


def standardised_rows(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 36: cost and person-years of each citizen and month, and those of the reference year.

    `is_met` tells the period from the reference year, which gives the weights.
    """
    length = (last - first).days + 1
    for month, end in months(first, last):
        yield from month_of_citizens(world, month, end, length)
    year = int(codelist("reference_year")[0]["year"])  # a setting
    reference = date(year, 1, 1), date(year, 12, 31)
    for month, end in months(*reference):
        for row in month_of_citizens(world, month, end, (reference[1] - reference[0]).days + 1):
            yield Counted(row.person_id, row.day, is_met=False, per=row.per, own=row.own)


def month_of_citizens(world: World, month: date, end: date, length: int) -> Iterator[Counted]:
    """Those on a step in the month; their stratum is read on the first such day."""
    for person in world.persons:
        on_a_step = [
            day
            for day in (month + days(n) for n in range((end - month).days + 1))
            if world.plans.has_help(person, day) and world.plans.step(person, day) in range(1, 10)
        ]
        if not on_a_step or not world.state.is_adult(person, on_a_step[0]):
            continue
        step = world.plans.step(person, on_a_step[0])
        need = world.needs.level(person, on_a_step[0])
        own = {
            "step": str(step),
            "need_level": UNKNOWN if need is None else str(need),
            "place_owner": place_owner(world, person, month, end),
        }
        cost = sum(
            (cost_in(row, month, end) for row in of_person(world, "grant_price", person)),
            start=Fraction(0),
        )
        yield Counted(person, month, amount=cost, per=Fraction(len(on_a_step), length), own=own)


def place_owner(world: World, person: str, month: date, end: date) -> str:
    """Egen/købt: of the tilbud (T18) paid for in the month; one that is bought decides.

    Own are those that the municipality both owns and runs.
    """
    offers = []
    for row in of_person(world, "grant_price", person):
        start, stop = days_in(row, month, end)
        if start < stop and (offer := offer_on(world, row["offer_id"], start)):
            is_ours = offer["owner_municipality"] == OUR_MUNICIPALITY
            offers.append(offer["operator"] == "Kommunal" and is_ours)
    if not offers:
        return OWNERS[2]
    return OWNERS[0] if all(offers) else OWNERS[1]


def days_in(row: Row, month: date, end: date) -> tuple[date, date]:
    """The days of a price that fall in the month. Both ends are exclusive (C5)."""
    start = max(month, row["start_date"], row["price_start_date"])
    stop = min(end + days(1), row["end_date"] or FOREVER, row["price_end_date"] or FOREVER)
    return start, stop


def cost_in(row: Row, month: date, end: date) -> Fraction:
    """R18: price times the units that fall in the month."""
    start, stop = days_in(row, month, end)
    length = max((stop - start).days, 0)
    units = Fraction(1 if row["unit_count"] is None else row["unit_count"])
    per_unit = {
        "Døgn": Fraction(length),
        "Måned": Fraction(length, (end - month).days + 1),
        "Time": Fraction(length, 7),  # hours are granted a week
    }
    return Fraction(row["price"]) * units * per_unit[row["price_unit"]] / price_level(month.year)


def price_level(year: int) -> Fraction:
    """R18: the PL index of a year; prices of years that have none stand as they are."""
    levels = {row["year"]: row["index"] for row in codelist("price_level")}
    return Fraction(levels.get(str(year), "1"))


def merged(years: dict[Stratum, Fraction]) -> dict[Stratum, Stratum]:
    """Strata with under five person-years join the next higher need, the last ones the lower."""
    joined: dict[Stratum, Stratum] = {}
    for step in {step for step, _ in years}:
        groups: list[list[str]] = [[]]
        for need in NEEDS:
            groups[-1].append(need)
            if sum(years.get((step, n), 0) for n in groups[-1]) >= FEWEST_YEARS:
                groups.append([])
        rest = groups.pop()
        if groups:
            groups[-1] += rest
        else:
            groups.append(rest)
        joined |= {(step, need): (step, group[0]) for group in groups for need in group}
    return joined


def standardised_of(rows: list[Counted]) -> Answer:
    """Sum over strata of weight times cost per person-year."""
    period = [row for row in rows if row.is_met]
    joined = merged(totals(period, "per"))
    cost, years = totals(period, "amount", joined), totals(period, "per", joined)
    reference = [row for row in rows if not row.is_met and stratum(row) in joined]
    weights = totals(reference, "per", joined)
    used = {s: weight for s, weight in weights.items() if years.get(s)}
    if not sum(used.values()):
        return Answer(None, None, None)
    total = sum(weight * cost[s] / years[s] for s, weight in used.items())
    return Answer(None, None, total / sum(used.values()))


def stratum(row: Counted) -> Stratum:
    return row.own["step"], row.own["need_level"]


def totals(
    rows: list[Counted], column: str, joined: dict[Stratum, Stratum] | None = None
) -> dict[Stratum, Fraction]:
    found: dict[Stratum, Fraction] = {}
    for row in rows:
        name = joined[stratum(row)] if joined else stratum(row)
        found[name] = found.get(name, Fraction(0)) + getattr(row, column)
    return found


def by_owner(world: World, first: date, last: date) -> Iterator[Counted]:
    """The weights are those of the whole reference year, whoever owned the places then."""
    for row in standardised_rows(world, first, last):
        owners = [row.own["place_owner"]] if row.is_met else OWNERS
        for owner in owners:
            yield replace(row, own=row.own | {"place_owner": owner})


def of_the_period(world: World, first: date, last: date) -> Iterator[Counted]:
    yield from (row for row in standardised_rows(world, first, last) if row.is_met)


INDICATORS = {
    "budget_adherence": Indicator(budget("corrected_budget"), quotient_of),
    "budget_adherence.against_original": Indicator(budget("original_budget"), quotient_of),
    "cost_per_full_year_citizen": Indicator(
        standardised_rows, standardised_of, {"place_owner": by_owner}
    ),
    "cost_per_full_year_citizen.crude": Indicator(of_the_period, quotient_of),
}
