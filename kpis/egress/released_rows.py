"""What the figures that are shown are counted from: rows of the analysis database.

Each row of a ground has its element (see `tracks`), as the guard gives it to a statement,
its month, the member it lies in of each breakdown, and the side of each number it is on.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kpis import compile
from kpis.analysis import file
from kpis.analysis.model import SCHEMA
from kpis.analysis.results import STATUSES
from kpis.egress import nodes
from kpis.egress.tracks import Shapes, base_tracks
from kpis.formulas import Formula, Quotient, Share, Sum
from kpis.model import Indicator, Status

Codes = NDArray[np.int64]
Counts = Mapping[str, Mapping[str, tuple[float | None, float | None]]]
"""Numerator and denominator of the figures that are shown, by period and member."""

Shown = Mapping[tuple[str, str, str], Counts]
"""By number, breakdown ('' for the total) and kind of period."""

OUT, REST, PART = 0, 1, 2
"""The sides of a number: rows it does not count, its denominator's others, its numerator."""


@dataclass(frozen=True)
class Rows:
    """The rows of a ground in some months; members are told apart by codes into their names."""

    element: Codes
    month: Codes
    months: Sequence[str]
    side: Mapping[str, Codes]
    member: Mapping[str, tuple[Codes, Sequence[str]]]


def read(
    database: file.Connection,
    shapes: Shapes,
    name: str,
    months: Sequence[str],
    asked: Sequence[tuple[Indicator, str]],
) -> Rows | None:
    """The rows of some months with what is `asked` of them; None where they are about nobody."""
    tracks = base_tracks(name, shapes, ())
    if not tracks:
        return None
    kpis = {kpi.id: kpi for kpi, _ in asked}
    breakdowns = [*dict.fromkeys(by for _, by in asked if by)]
    columns = [
        "element",
        "periode",
        *(f"{side(kpi.formula)} as side_{at}" for at, kpi in enumerate(kpis.values())),
        *(f"{compile.member(by)} as member_{by}" for by in breakdowns),
    ]
    its = ", ".join(f"'{month}'" for month in months)
    frame = database.execute(
        f"select {', '.join(columns)} from ({_with_elements(database, name, tracks[0])}) "
        f"where periode in ({its})"
    ).df()
    month, names = pd.factorize(frame["periode"])
    return Rows(
        frame["element"].to_numpy(np.int64),
        month.astype(np.int64),
        [*map(str, names)],
        {kpi: frame[f"side_{at}"].to_numpy(np.int64) for at, kpi in enumerate(kpis)},
        {by: _coded(frame[f"member_{by}"]) for by in breakdowns},
    )


def _with_elements(database: file.Connection, name: str, track: nodes.Node) -> str:
    """All rows of a relation, each with its element."""
    plain = f"select * from {SCHEMA}.{name}"
    ((text,),) = database.execute("select json_serialize_sql(?)", [plain]).fetchall()
    tree = json.loads(text)
    element = nodes.call("list_extract", track, nodes.integer(1))
    tree["statements"][0]["node"]["select_list"].append(nodes.named(element, "element"))
    ((sql,),) = database.execute(
        "select json_deserialize_sql(?::json)", [json.dumps(tree)]
    ).fetchall()
    return str(sql).rstrip(";")


def side(formula: Formula) -> str:
    """The SQL of the side a row is on. Where a sum is of ones, those who have one are a part."""
    if isinstance(formula, Share):
        whole, part = formula.denominator, formula.numerator
    elif isinstance(formula, Quotient) and formula.numerator.endswith("::integer"):
        whole, part = formula.where, f"{formula.numerator} <> 0"
    elif isinstance(formula, Sum | Quotient):
        whole, part = formula.where, "false"
    else:
        raise TypeError(f"{type(formula).__name__} is no number that adds up.")
    return f"case when ({whole}) and ({part}) then {PART} when ({whole}) then {REST} else {OUT} end"


def _coded(column: "pd.Series[Any]") -> tuple[Codes, Sequence[str]]:
    codes, names = pd.factorize(column)
    return codes.astype(np.int64), [*map(str, names)]


def shown(
    database: file.Connection, asked: Sequence[tuple[Indicator, str]], since: str, until: str
) -> Shown:
    """The figures that are shown, by number, breakdown and kind of period."""
    ids = ", ".join(f"'{kpi}'" for kpi in dict.fromkeys(kpi.id for kpi, _ in asked))
    found: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = defaultdict(dict)
    for kpi, by, kind, period, member, *counts in database.execute(
        "select noegletal, opdeling, periodetype, periode, medlem, taeller, naevner "
        f"from {SCHEMA}.noegletal_resultat where noegletal in ({ids}) and status = $shown "
        "and fra_dato <= $until and til_dato >= $since",
        {
            "shown": STATUSES[Status.OK],
            "since": f"{since}-01",
            "until": f"{until}-01",
        },
    ).fetchall():
        found[kpi, by, kind].setdefault(period, {})[member] = tuple(counts)
    return found
