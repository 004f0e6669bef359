"""The catalogue, its released results and the strategy as rows of the analysis database."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kpis import periods
from kpis.catalogue import all_declared, catalogue
from kpis.coverage import Covered, coverage
from kpis.evaluate import EACH, evaluate
from kpis.explain import ROLES, definition, title
from kpis.model import Direction, Indicator, Kind, Result, Status, Unit
from kpis.periods import Period
from kpis.strategy import strategy

Row = tuple[Any, ...]

UNITS = {
    Unit.SHARE: "andel",
    Unit.COUNT: "antal",
    Unit.PLACES: "pladser",
    Unit.DAYS: "dage",
    Unit.MONTHS: "måneder",
    Unit.KRONER: "kroner",
    Unit.SCORE: "point",
}
DIRECTIONS = {
    Direction.HIGHER: "højere er bedre",
    Direction.LOWER: "lavere er bedre",
    Direction.BAND: "inden for et interval",
}
KINDS = {
    Kind.OUTCOME: "resultat",
    Kind.PROCESS: "proces",
    Kind.STRUCTURE: "struktur",
    Kind.BALANCING: "balance",
}
STATUSES = {
    Status.OK: "vist",
    Status.NO_DATA: "ingen data",
    Status.SUPPRESSED: "skjult",
    Status.TOO_EARLY: "for tidligt",
    Status.NOT_MEASURABLE: "kan ikke måles",
}
NODES = {
    "goal": "mål",
    "statement": "udsagn",
    "purpose": "formål",
    "vision": "vision",
    "consideration": "hensyn",
    "center": "balancen",
}
LENGTHS = {"måned": periods.MONTH, "kvartal": periods.QUARTER, "år": periods.YEAR}

CATALOGUE = (
    "nr integer, noegletal varchar, hoerer_til varchar, titel varchar, definition varchar, "
    "enhed varchar, retning varchar, art varchar, grundlag varchar, beregning varchar, "
    "opdelinger varchar, kilder varchar"
)
RESULTS = (
    "noegletal varchar, periode varchar, periodetype varchar, fra_dato date, til_dato date, "
    "opdeling varchar, medlem varchar, taeller double, naevner double, vaerdi double, "
    "nedre double, oevre double, status varchar, mangler varchar"
)
STRATEGY = (
    "nr integer, punkt varchar, art varchar, tekst varchar, hoerer_under varchar, "
    "hoerer_under_titel varchar, noegletal varchar, aarsag varchar"
)


def complete_months(first: date, newest: date) -> list[Period]:
    """Every month that was over on the day of the newest report, from that of the first one.

    One at least: where none is over yet, the last one before.
    """
    last = periods.latest_complete(newest)
    count = (newest.year - first.year + 1) * periods.YEAR
    asked = [*map(periods.period, periods.months_back(last, count))]
    return [month for month in asked if month.last >= first] or asked[-1:]


def complete(months: Sequence[Period], kind: str) -> list[Period]:
    """The months, quarters or years that lie whole within some months in a row."""
    if kind == "måned" or not months:
        return list(months)
    names = dict.fromkeys(_name(month.first, kind) for month in months)
    asked = map(periods.period, names)
    return [one for one in asked if one.first >= months[0].first and one.last <= months[-1].last]


def _name(day: date, kind: str) -> str:
    return f"{day.year}" if kind == "år" else f"{day.year}-Q{(day.month + 2) // 3}"


def result_rows(months: Sequence[Period], warehouse: Path) -> Iterator[list[Row]]:
    """The released results of months, quarters and years: indicators with every breakdown.

    What is counted beside them is told as a total only.
    """
    kinds = {one.id: kind for kind in LENGTHS for one in complete(months, kind)}
    beside = all_declared().keys() - catalogue().keys()
    for ids, by in ((catalogue().keys(), EACH), (sorted(beside), None)):
        found = evaluate(ids, kinds, by, warehouse=warehouse)
        yield [_result(one, kinds[one.period]) for one in found]


def _result(one: Result, kind: str) -> Row:
    asked = periods.period(one.period)
    return (
        *(one.kpi, one.period, kind, asked.first, asked.last, one.by, one.member),
        *(one.numerator, one.denominator, one.value, one.low, one.high),
        *(STATUSES[one.status], ", ".join(one.missing)),
    )


def catalogue_rows() -> list[Row]:
    """Every indicator in the order of the strategy, each followed by the numbers beside it."""
    order = {kpi_id: number for number, kpi_id in enumerate(catalogue())}
    declared = sorted(all_declared().values(), key=lambda kpi: order[kpi.id.partition(".")[0]])
    return [_indicator(number, kpi) for number, kpi in enumerate(declared, start=1)]


def _indicator(number: int, kpi: Indicator) -> Row:
    whole, _, beside = kpi.id.partition(".")
    how = "; ".join(f"{ROLES[role]}: {sql}" for role, sql in kpi.formula.conditions().items())
    return (
        *(number, kpi.id, whole if beside else "", title(kpi.id)),
        *("" if beside else definition(kpi.id), UNITS[kpi.unit]),
        *(DIRECTIONS[kpi.better], KINDS[kpi.kind], f"grundlag_{kpi.population}", how),
        *(", ".join(kpi.breakdowns), ", ".join(kpi.sources)),
    )


def strategy_rows() -> list[Row]:
    """Every node of the strategy and indicator that measures it; one row where none does."""
    pairs = [
        (covered, kpi_id)
        for covered in coverage(frozenset(catalogue()))
        for kpi_id in covered.measured or (None,)
    ]
    return [
        (number, *_node(covered), kpi_id, covered.reason)
        for number, (covered, kpi_id) in enumerate(pairs, start=1)
    ]


def _node(covered: Covered) -> Row:
    node = covered.node
    return (node.id, NODES[node.kind], node.text, node.parent, _titles().get(node.parent, ""))


def _titles() -> dict[str, str]:
    document = strategy()
    return {
        document.long_term.id: document.long_term.title,
        document.tracks.id: document.tracks.title,
        **{one.id: one.title for one in document.long_term.themes},
        **{one.id: one.title for one in document.tracks.tracks},
    }
