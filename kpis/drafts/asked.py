"""What a statement of the workbench counts, as far as it can be told from its tree."""

import re
from dataclasses import dataclass
from typing import Any

from kpis.as_sql import EVERY_ROW, relation, sql_and
from kpis.drafts import trees
from kpis.drafts.model import UNFILLED
from kpis.drafts.trees import Tree

GROUND = relation("")
PERIOD = "periode"


@dataclass(frozen=True)
class Asked:
    """`population` is the one it counts over; empty where the statement is one of its own.

    `kind` is Ratio, Count or Median; `conditions` by the role they play in it, UDFYLD where
    the statement does not say.
    """

    population: str
    kind: str
    conditions: dict[str, str]


def asked(sql: str, tree: Tree) -> Asked:
    """Read a parsed statement. A statement over anything but one `grundlag_` is a population."""
    node = trees.select(tree)
    source = node.get("from_table") or {}
    name = str(source.get("table_name", "")).lower()
    if source.get("type") != "BASE_TABLE" or not name.startswith(GROUND) or _has_with(node):
        return Asked("", "Ratio", {"numerator": UNFILLED, "denominator": EVERY_ROW})
    kind, conditions = _counted(sql, node, _where(sql, node.get("where_clause")))
    plain = {role: _unqualified(said, source) for role, said in conditions.items()}
    return Asked(name.removeprefix(GROUND), kind, plain)


def _unqualified(condition: str, source: Tree) -> str:
    """`s.step` as `step`: a declaration counts over one relation and gives it no other name."""
    names = [str(source[key]) for key in ("alias", "table_name") if source.get(key)]
    alias = "|".join(map(re.escape, names))
    return re.sub(rf"\b(?:{alias})\.", "", condition, flags=re.IGNORECASE)


def _has_with(node: Tree) -> bool:
    return bool(node.get("cte_map", {}).get("map"))


def _where(sql: str, clause: Any) -> str:
    """The condition on rows; what it says of the period belongs to no indicator."""
    if not clause:
        return EVERY_ROW
    is_and = clause.get("type") == "CONJUNCTION_AND"
    parts = clause["children"] if is_and else [clause]
    return sql_and(*(trees.piece(sql, part) for part in parts if PERIOD not in trees.columns(part)))


def _counted(sql: str, node: Tree, where: str) -> tuple[str, dict[str, str]]:
    items = [item for item in node.get("select_list", []) if item.get("class") == "FUNCTION"]
    counts = [item for item in items if item["function_name"] in ("count", "count_star")]
    if len(counts) == 1 and not counts[0].get("filter"):
        return "Count", {"where": where}
    if counts:
        return "Ratio", _share(sql, counts, where)
    for item in items:
        if item["function_name"] in ("median", "sum") and item.get("arguments"):
            return _amount(sql, item, where)
    return "Ratio", {"numerator": UNFILLED, "denominator": where}


def _share(sql: str, counts: list[Tree], where: str) -> dict[str, str]:
    """Two counts of one group: the part is the one called `taeller`, else the first filtered."""
    told = [(str(item.get("alias", "")), _filter(sql, item)) for item in counts]
    filtered = [said for _, said in told if said != EVERY_ROW]
    part = dict(told).get("taeller") or next(iter(filtered), UNFILLED)
    whole = dict(told).get("naevner") or next(iter(filtered[1:]), EVERY_ROW)
    return {
        "denominator": sql_and(where, whole),
        "numerator": part.removeprefix(f"{whole} and ") if whole != part else part,
    }


def _filter(sql: str, item: Tree) -> str:
    return trees.piece(sql, item["filter"]) if item.get("filter") else EVERY_ROW


def _amount(sql: str, item: Tree, where: str) -> tuple[str, dict[str, str]]:
    kind = "Median" if item["function_name"] == "median" else "Count"
    amount = trees.piece(sql, item["arguments"][0]["expression"])
    return kind, {"amount": amount, "where": sql_and(where, _filter(sql, item))}
