"""T03 and T04: what is granted at what price, and the budget and accounts that follow from it."""

from collections import defaultdict
from datetime import date
from random import Random

from pipelines.example.tables.granting import BASE_PART, Price, prices
from pipelines.example.tables.sheet import Row, Sheet, day, last_day, number
from pipelines.example.tables.world import World, new_year

REFUND_FROM = 1_350_000  # kr. a year: from here the state refunds a part
REFUND = 25.0

# Paragraph -> function of the chart of accounts (from memory, as the catalogue says of its own).
FUNCTIONS = {
    "SEL § 82 a": "5.38.39",
    "SEL § 82 b": "5.38.39",
    "SEL § 82 d": "5.38.39",
    "SEL § 85": "5.38.39",
    "SEL § 103": "5.38.58",
    "SEL § 104": "5.38.59",
    "SEL § 107": "5.38.52",
    "SEL § 108": "5.38.50",
}
HOUSING_FUNCTION = "5.38.51"  # § 85 in botilbudslignende tilbud
COST_CENTRES = (("01", 0.55), ("02", 0.30), ("03", 0.15))  # own places, own help, bought places
POLICY_AREA = "4.1"
CLOSED = 13
FIRST_YEAR_MORE = 0.15  # the accounts of the first year hold other areas' costs (V08)

# How far the expected accounts of a year lie from the corrected budget (budget_adherence).
GAP, RECOVERY, USUAL = 0.056, 0.012, 0.003
FUNDED = 0.45  # part of a gap that the corrected budget takes over from the original


def price_sheet(world: World, payers: dict[str, str]) -> Sheet:
    """T03: one row per grant and price period. `payers` is the paying municipality by CPR."""
    return Sheet.of_rows("T03", [_price_row(world, each, payers) for each in prices(world)])


def _price_row(world: World, price: Price, payers: dict[str, str]) -> Row:
    grant = price.grant
    base = _base(world, price)
    return {
        "BevillingsID": grant.id,
        "PrisFra": day(price.start),
        "PrisTil": last_day(price.end),
        "Sagsnummer": grant.citizen.case_number,
        "CPR": grant.citizen.cpr,
        "CarePlanID": grant.plan.id,
        "YdelseKode": grant.code,
        "TilbudsID": grant.offer,
        "Paragraf": grant.paragraph,
        "Startdato": day(grant.start),
        "Slutdato": last_day(grant.end),
        "Enhed": grant.unit,
        "AntalEnheder": number(grant.units),
        "Grundtakst": number(base),
        "Ydelsespakke": number(None if base is None else round(price.price - base, 2)),
        "Takst": number(price.price),
        "StatsrefusionProcent": number(REFUND if grant.yearly > REFUND_FROM else 0, 1),
        "Betalingskommune": payers[grant.citizen.cpr],
    }


def _base(world: World, price: Price) -> float | None:
    """The basic price, where the new model gives one: day offers and homes since its first day."""
    is_new = world.story.has_begun("price_model", price.start)
    return round(BASE_PART * price.price, 2) if is_new and price.grant.unit != "Time" else None


def spent_by_month(world: World, payers: dict[str, str]) -> dict[tuple[str, int, int], float]:
    """Kr. by function, year and month, of what we pay ourselves."""
    months = _month_starts(world)
    spent: dict[tuple[str, int, int], float] = defaultdict(float)
    for price in prices(world):
        if payers[price.grant.citizen.cpr] != str(world.ours):
            continue
        end = world.story.until + 1 if price.end is None else price.end
        for first, after, year, month in months:
            if price.start < after and end > first:
                days = min(end, after) - max(price.start, first)
                spent[_function(price), year, month] += days * price.daily
    return spent


def _month_starts(world: World) -> list[tuple[int, int, int, int]]:
    """First day, first day after, year and number of every whole month of the example."""
    starts = [(year, month) for year in world.years for month in range(1, 13)]
    ends = [*starts[1:], (world.years[-1] + 1, 1)]
    found = [
        (date(*start, 1).toordinal(), date(*end, 1).toordinal(), *start)
        for start, end in zip(starts, ends, strict=True)
    ]
    return [
        each for each in found if each[0] >= world.story.begins and each[1] <= world.story.until + 1
    ]


def _function(price: Price) -> str:
    if price.grant.plan.step == 7:
        return HOUSING_FUNCTION
    return FUNCTIONS[price.grant.paragraph]


def budget_sheet(world: World, payers: dict[str, str]) -> Sheet:
    """T04: one row per account and month of follow-up; month 13 when the year is over."""
    rng = world.rng("T04")
    spent = spent_by_month(world, payers)
    rows: list[Row] = []
    for year, months in _months_of(world, spent).items():
        for function in sorted({each[0] for each in spent}):
            monthly = [spent.get((function, year, month), 0.0) for month in months]
            rows += _account(rng, world, year, function, monthly)
    return Sheet.of_rows("T04", rows)


def _months_of(world: World, spent: dict[tuple[str, int, int], float]) -> dict[int, range]:
    """The months with accounts, of every year that begins within the example."""
    last: dict[int, int] = {}
    for _, year, month in sorted(spent):
        if year in _whole_years(world):
            last[year] = max(month, last.get(year, 0))
    return {year: range(1, last[year] + 1) for year in sorted(last)}


def _whole_years(world: World) -> list[int]:
    return [year for year in world.years if new_year(year) >= world.story.begins]


def _gap(world: World, year: int) -> float:
    gap = date.fromordinal(world.story.day_of("budget_gap")).year
    return {gap: GAP, gap + 1: RECOVERY}.get(year, USUAL)


def _account(
    rng: Random, world: World, year: int, function: str, monthly: list[float]
) -> list[Row]:
    """The follow-ups of one function and year, split on its cost centres."""
    overhead = 1 + rng.uniform(0.005, 0.03)  # what is not in any grant
    if year == _whole_years(world)[0]:
        overhead += FIRST_YEAR_MORE
    final = sum(monthly) / len(monthly) * 12 * overhead
    gap = _gap(world, year) + rng.uniform(-0.004, 0.004)
    corrected = final / (1 + gap)
    original = corrected * (1 - FUNDED * max(gap, 0)) * rng.uniform(0.992, 1.004)
    rows: list[Row] = []
    for month in range(1, len(monthly) + 1):
        seen = sum(monthly[:month]) * overhead
        expected = _expected(rng, corrected, final, month)
        rows += _centres(world, year, month, function, original, corrected, seen, expected)
    if len(monthly) == 12:
        rows += _centres(world, year, CLOSED, function, original, corrected, final, final)
    return rows


def _expected(rng: Random, budget: float, final: float, month: int) -> float:
    """The forecast begins at the budget and finds the accounts over the year."""
    known = min(1, month / 7)
    return (budget + (final - budget) * known) * (1 + rng.uniform(-0.004, 0.004) * (1 - known / 2))


def _centres(world: World, year: int, month: int, function: str, *amounts: float) -> list[Row]:
    names = ("OprindeligtBudget", "KorrigeretBudget", "Forbrug", "ForventetRegnskab")
    return [
        {
            "År": str(year),
            "Opfølgningsmåned": str(month),
            "Politikområde": POLICY_AREA,
            "Funktion": function,
            "Omkostningssted": f"41{function[2:].replace('.', '')}{centre}",
            **{name: kroner(part * each) for name, each in zip(names, amounts, strict=True)},
            "PrisLønNiveau": f"{year}-pl",
        }
        for centre, part in COST_CENTRES
    ]


def kroner(amount: float) -> str:
    """An amount as the finance system writes it, 1.234.567,89."""
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
