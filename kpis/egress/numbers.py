"""Which persons stand behind the number an aggregate gives, and who must not.

For each aggregate of a statement: the conditions on its rows that mark off those the
number is about, as persons to be counted. A share is three cells, so what is counted
under a condition has a rest that is counted too. What is not listed is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpis.disclosure import SMALLEST_SHOWN
from kpis.egress import nodes
from kpis.egress.nodes import Node
from kpis.egress.tracks import DATA, Kind, rules

SUMS = frozenset(["sum", "fsum", "kahan_sum", "sumkahan", "sum_no_overflow"])
MEANS = frozenset(["avg", "mean", "favg"])
TRUTHS = frozenset(["count_if", "countif", "bool_and", "bool_or"])
COUNTS = frozenset(["count", "approx_count_distinct", "regr_count"])
SPREADS = frozenset(
    ["stddev", "stddev_pop", "stddev_samp", "var_pop", "var_samp", "variance", "sem"]
) | frozenset(["corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept", "regr_r2"])
PICKS = frozenset(["min", "max", "any_value", "arbitrary", "first", "last", "mode"])
QUANTILES = frozenset(["median", "quantile", "quantile_cont", "quantile_disc"])
KNOWN = SUMS | MEANS | TRUTHS | COUNTS | SPREADS | PICKS | QUANTILES | {"count_star"}

REFUSED = frozenset(
    line
    for line in (DATA / "refused_aggregates.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
"""Aggregates whose value tells about single rows, or that nobody has read the rule for."""


@dataclass(frozen=True)
class Part:
    """Persons behind a number: those of the rows where `only` holds.

    `value` stands for a picked value: they are those who have it.
    """

    kind: Kind
    only: Node | None = None
    least: int = SMALLEST_SHOWN
    column: Node | None = None
    value: Node | None = None


class NotCounted(Exception):
    """Something whose persons cannot be told; the message is the piece it is about."""


def name_of(expression: Node) -> str:
    """The function an expression calls; '' for anything else."""
    called = expression.get("class") == "FUNCTION"
    return str(expression["function_name"]).lower() if called else ""


def is_aggregate(expression: Node) -> bool:
    """Whether an expression makes one value of many rows."""
    return name_of(expression) in KNOWN | REFUSED


def parts(aggregate: Node) -> Iterator[Part]:
    """The persons behind one aggregate beyond those of its whole group. Raises `NotCounted`."""
    name = name_of(aggregate)
    if name in REFUSED:
        raise NotCounted(name)
    own = aggregate["filter"]
    if own is not None:
        yield Part(Kind.PART, own)
        yield Part(Kind.REST, nodes.not_true(own))
    given = [argument["expression"] for argument in aggregate["arguments"]]
    if name in QUANTILES and aggregate["order_bys"]["orders"]:
        given = [aggregate["order_bys"]["orders"][0]["expression"], *given]
    if given:
        yield from _of_values(name, aggregate, given)


def _of_values(name: str, aggregate: Node, given: Sequence[Node]) -> Iterator[Part]:
    own = [aggregate["filter"]] if aggregate["filter"] is not None else []
    value = given[0]
    if name in TRUTHS:
        yield from _two_sides(own, value)
    elif name in COUNTS:
        yield from _counted(own, given, aggregate["distinct"])
    elif name in PICKS:
        yield Part(Kind.EXTREME, _and(own), column=value, value=aggregate)
    elif name in QUANTILES:
        told = nodes.both(*own, nodes.has_value(value))
        yield Part(Kind.QUANTILE, told, _least_of_quantile(name, given[1:]))
    elif name in SPREADS:
        yield Part(Kind.AMOUNT, nodes.both(*own, *map(nodes.has_value, given)))
    else:
        yield from _added(name, own, value)


def _counted(own: list[Node], given: Sequence[Node], is_distinct: bool) -> Iterator[Part]:
    if all(value["class"] == "CONSTANT" for value in given):
        return  # count(1) counts rows, as count(*) does
    told = nodes.both(*map(nodes.has_value, given))
    yield Part(Kind.PERSONS if is_distinct else Kind.PART, nodes.both(*own, told))
    if not is_distinct:
        yield Part(Kind.REST, nodes.both(*own, nodes.not_true(told)))
    for value in given:
        yield from _branches(own, value)


def _added(name: str, own: list[Node], value: Node) -> Iterator[Part]:
    """Sums and means: those whose value is not 0, and those of a mean who have one at all.

    Where the others than 0 are all one and the same value, as in 0 and 1, it is a count, and
    those who have 0 are its rest.
    """
    amount = nodes.cast(value, "DOUBLE", tries=True)
    is_some = nodes.compare("NOTEQUAL", amount, nodes.integer(0))
    yield Part(Kind.AMOUNT, nodes.both(*own, is_some))
    if name in MEANS:
        yield Part(Kind.AMOUNT, nodes.both(*own, nodes.has_value(value)))
    yield Part(Kind.PART, nodes.both(*own, is_some), column=amount)
    yield Part(Kind.REST, nodes.both(*own, nodes.not_true(is_some)), column=amount)
    yield from _branches(own, value)
    if _is_money(value):
        yield Part(Kind.MONEY, _and(own), column=amount)


def _two_sides(own: list[Node], condition: Node) -> Iterator[Part]:
    yield Part(Kind.PART, nodes.both(*own, condition))
    yield Part(Kind.REST, nodes.both(*own, nodes.not_true(condition)))


def _branches(own: list[Node], value: Node) -> Iterator[Part]:
    """A CASE sorts persons by its conditions, whatever numbers it gives them."""
    for piece in nodes.walk(value, frozenset({"SUBQUERY"})):
        if piece.get("class") == "CASE":
            for check in piece["case_checks"]:
                yield from _two_sides(own, check["when_expr"])


def _and(conditions: list[Node]) -> Node | None:
    return nodes.both(*conditions) if conditions else None


def _least_of_quantile(name: str, given: Sequence[Node]) -> int:
    """Persons needed for as many to lie beyond a quantile as must stand behind a number."""
    if name == "median":
        return 2 * SMALLEST_SHOWN
    shares = [_literal(piece) for part in given for piece in nodes.walk(part) if "literal" in piece]
    beyond = min((min(share, 1 - share) for share in shares), default=0.0)
    if beyond <= 0:
        raise NotCounted(name)
    return -int(-SMALLEST_SHOWN // beyond)


def _literal(piece: Node) -> float:
    try:
        return float(piece["literal"]["text"])
    except ValueError:
        raise NotCounted("quantile") from None


def _is_money(value: Node) -> bool:
    names = (
        str(piece["column_names"][-1]) for piece in nodes.walk(value) if "column_names" in piece
    )
    return any(word in name.lower() for name in names for word in rules().money)


def key(part: Part) -> str:
    """Equal for parts that mark off the same persons."""
    return repr(nodes.without_places([part.kind, part.only, part.least, part.column, part.value]))
