"""A statement rewritten so that each row of its answer carries who stands behind it.

The tree is DuckDB's own (`json_serialize_sql`), so what is understood here is what runs.
Each relation with persons gets hidden columns (`Track`): a row of a table carries its
person; a join carries the tracks of both sides, each by itself, so that a large group
never hides a single person joined to it; an aggregate, DISTINCT and UNION unite the
tracks of the rows they make one; a number counted under a condition gets tracks of its
own. What is not listed here is refused (`NotCounted`), with the piece it is about.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kpis.egress import behind, nodes, numbers, windows
from kpis.egress.nodes import Node
from kpis.egress.numbers import NotCounted, Part
from kpis.egress.tracks import PREFIX, Kind, Shapes, Track, base_tracks, rules
from kpis.sandbox.catalog import FUNCTIONS

MACROS = Path(__file__).resolve().parents[1] / "macros.sql"
OF_THE_PARSER = frozenset({"count_star", "unnest", "ifnull", "row", "range", "generate_series"})

MOST_TRACKS = 64
"""Hidden columns of one SELECT; a statement that needs more is refused."""

SUBQUERY = frozenset({"SUBQUERY"})
JOINS = {"INNER", "LEFT", "RIGHT", "OUTER"}
WAYS = {"REGULAR", "NATURAL", "CROSS"}

Ctes = Mapping[str, tuple[Track, ...]]


@dataclass(frozen=True)
class Carried:
    """A rewritten statement and its hidden columns, which come last in every row."""

    tree: Node
    tracks: tuple[Track, ...]


@dataclass(frozen=True)
class _Scope:
    """What a SELECT reads from: its tracks, and which of them each relation brought."""

    tracks: tuple[Track, ...] = ()
    by_alias: tuple[tuple[str, tuple[Track, ...]], ...] = ()

    def __add__(self, other: "_Scope") -> "_Scope":
        return _Scope(self.tracks + other.tracks, self.by_alias + other.by_alias)

    def of(self, alias: str) -> list[str]:
        """The hidden columns that `alias.*` would show; of everything for a bare star."""
        brought = (
            [self.tracks] if not alias else [t for a, t in self.by_alias if a == alias.lower()]
        )
        return [track.name for tracks in brought for track in tracks]


def carry(tree: Node, shapes: Shapes) -> Carried:
    """The statement with its hidden columns. Raises `NotCounted` for what is not understood.

    `tree` is what `kpis.sandbox.tree` gives: one gated SELECT. It is not changed.
    """
    tree = deepcopy(tree)
    pieces = [str(value) for piece in nodes.walk(tree) for value in _names(piece)]
    if any(PREFIX in piece.lower() for piece in pieces):
        raise NotCounted(PREFIX)
    _refuse_unknown_functions(tree)
    rewriter = _Rewriter(shapes, frozenset(piece.lower() for piece in pieces))
    statement = tree["statements"][0]
    statement["node"], tracks = rewriter.node(statement["node"], {})
    return Carried(tree, tracks)


def _refuse_unknown_functions(tree: Node) -> None:
    """A function nobody has read, such as a macro of the file, could be an aggregate."""
    for piece in nodes.walk(tree):
        name = str(piece.get("function_name", "")).lower()
        if name and name not in FUNCTIONS | OF_THE_PARSER | _macros():
            raise NotCounted(name)


@cache
def _macros() -> frozenset[str]:
    """The macros of kpis/, which make one value of one row."""
    return frozenset(re.findall(r"create temp macro (\w+)", MACROS.read_text("utf-8")))


def _names(piece: Node) -> Iterator[object]:
    yield piece.get("alias", "")
    yield from piece.get("column_names", [])
    if piece.get("class") == "STAR":
        yield "*"


class _Rewriter:
    """One statement; it gives every hidden column a name of its own."""

    def __init__(self, shapes: Shapes, mentioned: frozenset[str]) -> None:
        self._shapes = shapes
        self._mentioned = mentioned
        self._numbers = itertools.count(1)

    def node(self, node: Node, ctes: Ctes) -> tuple[Node, tuple[Track, ...]]:
        """A SELECT or a set operation with its tracks at the end of its columns."""
        ctes = self._ctes(node, ctes)
        if node["type"] == "SET_OPERATION_NODE":
            return self._union(node, ctes)
        if node["type"] != "SELECT_NODE":
            raise NotCounted(node["type"].removesuffix("_NODE").replace("_", " "))
        distinct = [m for m in node["modifiers"] if m["type"] == "DISTINCT_MODIFIER"]
        tracks = self._select(node, ctes)
        if not distinct:
            return node, tracks
        if distinct[0]["distinct_on_targets"]:
            raise NotCounted("DISTINCT ON")
        return self._made_distinct(node, tracks)

    def _fresh(self, track: Track) -> Track:
        return replace(track, name=f"{PREFIX}{next(self._numbers)}")

    def _ctes(self, node: Node, ctes: Ctes) -> Ctes:
        known = dict(ctes)
        for entry in node["cte_map"]["map"]:
            value = entry["value"]
            if value["key_targets"] or value["payload_aggregates"]:
                raise NotCounted("USING KEY")
            value["query_node"], tracks = self.node(value["query_node"], known)
            known[entry["key"].lower()] = tracks
        return known

    def _union(self, node: Node, ctes: Ctes) -> tuple[Node, tuple[Track, ...]]:
        if not node["setop_type"].startswith("UNION"):
            raise NotCounted(node["setop_type"])
        sides = [self.node(child, ctes) for child in node["children"]]
        width = max(len(tracks) for _, tracks in sides)
        longest = max((tracks for _, tracks in sides), key=len)
        out = tuple(self._fresh(track) for track in longest)
        if any(track.kind is Kind.MONEY for _, tracks in sides for track in tracks):
            raise NotCounted("UNION")
        node["children"] = [_padded(child, tracks, out, width) for child, tracks in sides]
        is_all, node["setop_all"] = node["setop_all"], True
        merged = tuple(
            _widest(out[at], [t[at] for _, t in sides if at < len(t)]) for at in range(width)
        )
        return (node, merged) if is_all else self._made_distinct(node, merged)

    def _made_distinct(self, node: Node, tracks: Sequence[Track]) -> tuple[Node, tuple[Track, ...]]:
        """Equal rows as one, their persons united; order and limit come after it."""
        later = [m for m in node["modifiers"] if m["type"] != "DISTINCT_MODIFIER"]
        node["modifiers"] = []
        kept = [track for track in tracks if track.kind is not Kind.MONEY]
        out = tuple(map(self._fresh, kept))
        united = [
            nodes.named(behind.united(nodes.column(a.name)), b.name)
            for a, b in zip(kept, out, strict=True)
        ]
        shown = nodes.star(without=[track.name for track in tracks])
        outer = nodes.select([shown, *united], nodes.subquery(node), groups_all=True)
        outer["modifiers"] = later
        return outer, out

    # What a SELECT reads from

    def _source(self, source: Node, ctes: Ctes) -> tuple[Node, _Scope]:
        if source.get("sample"):
            raise NotCounted("TABLESAMPLE")
        ways: Mapping[str, Callable[[Node, Ctes], tuple[Node, _Scope]]] = {
            "BASE_TABLE": self._table,
            "JOIN": self._join,
            "SUBQUERY": self._derived,
        }
        kind = source["type"]
        if kind in ways:
            return ways[kind](source, ctes)
        if kind in ("EMPTY", "TABLE_FUNCTION", "EXPRESSION_LIST"):
            self._refuse_subqueries(source, kind)
            return source, _Scope()
        raise NotCounted({"SHOW_REF": "DESCRIBE/SUMMARIZE"}.get(kind, kind))

    def _table(self, table: Node, ctes: Ctes) -> tuple[Node, _Scope]:
        """A table or a WITH: read through a SELECT that gives its tracks names of their own."""
        name, alias = table["table_name"].lower(), table["alias"] or table["table_name"]
        names, table = table["column_name_alias"], {**table, "alias": "", "column_name_alias": []}
        if name in ctes and not table["schema_name"]:
            tracks = tuple(map(self._fresh, ctes[name]))
            renamed = [(a.name, b.name) for a, b in zip(ctes[name], tracks, strict=True)]
            columns = [nodes.star(renamed=renamed)]
        elif name in self._shapes or name in rules().free:
            carried = base_tracks(name, self._shapes, self._mentioned)
            tracks = tuple(self._fresh(Track("")) for _ in carried)
            columns = [nodes.star()]
            columns += [nodes.named(c, t.name) for c, t in zip(carried, tracks, strict=True)]
        else:
            raise NotCounted(name)
        scope = _Scope(tracks, ((alias.lower(), tracks),))
        return nodes.subquery(nodes.select(columns, table), alias, names), scope

    def _join(self, join: Node, ctes: Ctes) -> tuple[Node, _Scope]:
        if join["join_type"] not in JOINS or join["ref_type"] not in WAYS:
            raise NotCounted(f"{join['join_type']} {join['ref_type']} JOIN".replace("REGULAR ", ""))
        self._refuse_subqueries(join["condition"], "JOIN ON")
        join["left"], left = self._source(join["left"], ctes)
        join["right"], right = self._source(join["right"], ctes)
        return join, left + right

    def _derived(self, source: Node, ctes: Ctes) -> tuple[Node, _Scope]:
        inner = source["subquery"]
        inner["node"], tracks = self.node(inner["node"], ctes)
        return source, _Scope(tracks, ((source["alias"].lower(), tracks),))

    def _refuse_subqueries(self, tree: object, place: str) -> None:
        if any(piece.get("class") == "SUBQUERY" for piece in nodes.walk(tree)):
            raise NotCounted(f"{place} (SELECT ...)")

    # A SELECT

    def _select(self, node: Node, ctes: Ctes) -> tuple[Track, ...]:
        """Add the tracks of a SELECT to its columns."""
        if node["sample"]:
            raise NotCounted("USING SAMPLE")
        node["from_table"], scope = self._source(node["from_table"], ctes)
        self._refuse_subqueries([node["group_expressions"], node["modifiers"]], "GROUP BY/ORDER BY")
        told = [node["select_list"], node["having"], node["qualify"], node["modifiers"]]
        is_one = _is_aggregated(node, told)
        hidden = self._aggregated(told, scope) if is_one else self._passed_on(scope)
        hidden += self._of_windows(told, hidden)
        hidden += self._of_subqueries(node, scope, ctes, is_one)
        node["select_list"] = [_shown(column, scope) for column in node["select_list"]]
        node["select_list"] += [nodes.named(expression, track.name) for track, expression in hidden]
        if len(hidden) > MOST_TRACKS:
            raise NotCounted("SELECT")
        return tuple(track for track, _ in hidden)

    def _passed_on(self, scope: _Scope) -> list[tuple[Track, Node]]:
        return [(track, nodes.column(track.name)) for track in scope.tracks]

    def _aggregated(self, told: object, scope: _Scope) -> list[tuple[Track, Node]]:
        """The persons of the whole group, and of every number counted under a condition."""
        carried = [track for track in scope.tracks if track.kind is not Kind.MONEY]
        found = [
            (self._fresh(replace(t, least=Track("").least)), behind.united(nodes.column(t.name)))
            for t in carried
        ]
        for part, about in _parts(told):
            for track in carried:
                new = self._fresh(Track("", part.kind, about, part.least))
                found.append((new, behind.of_part(part, nodes.column(track.name))))
        return found

    def _of_windows(
        self, told: object, hidden: Sequence[tuple[Track, Node]]
    ) -> list[tuple[Track, Node]]:
        """Whose numbers a window brings to a row from others."""
        found = []
        for window in (p for p in nodes.walk(told, SUBQUERY) if p.get("class") == "WINDOW"):
            for track, expression in hidden:
                if track.kind is not Kind.MONEY and (
                    told_by := windows.persons(window, expression)
                ):
                    found.append(
                        (self._fresh(replace(track, about=window["function_name"])), told_by)
                    )
        return found

    def _of_subqueries(
        self, node: Node, scope: _Scope, ctes: Ctes, is_one: bool
    ) -> list[tuple[Track, Node]]:
        """Whom a SELECT inside an expression is about, where it is not the row's own person."""
        own = [nodes.column(t.name) for t in scope.tracks if t.kind is Kind.ROW]
        found = []
        for piece, is_per_row in _subqueries(node, is_one):
            for track, persons in self._inside(piece, ctes):
                if is_per_row:
                    persons = behind.of_others(own, persons)
                    persons = behind.united(persons) if is_one else persons
                found.append((track, persons))
        return found

    def _inside(self, piece: Node, ctes: Ctes) -> list[tuple[Track, Node]]:
        """The tracks of a SELECT in an expression, which itself is changed to show none."""
        plain = deepcopy(piece["subquery"]["node"])
        inner, tracks = self.node(piece["subquery"]["node"], ctes)
        hide = nodes.star(without=[track.name for track in tracks])
        piece["subquery"]["node"] = nodes.select([hide], nodes.subquery(inner))
        found = []
        for at in range(len(tracks)):
            again, names = self.node(deepcopy(plain), ctes)
            united = behind.enough(behind.united(nodes.column(names[at].name)))
            persons = nodes.scalar(nodes.select([united], nodes.subquery(again)))
            found.append((self._fresh(Track("", Kind.CONDITION, "(SELECT ...)")), persons))
        return found


def _is_aggregated(node: Node, told: object) -> bool:
    grouped = node["group_expressions"] or node["group_sets"] or node["having"]
    forced = node["aggregate_handling"] == "FORCE_AGGREGATES"
    return bool(grouped or forced) or any(map(numbers.is_aggregate, nodes.walk(told, SUBQUERY)))


def _parts(told: object) -> Iterator[tuple[Part, str]]:
    """Every way the numbers of a SELECT mark off persons, each once."""
    seen: set[str] = set()
    for aggregate in filter(numbers.is_aggregate, nodes.walk(told, SUBQUERY)):
        if any(piece.get("class") == "STAR" for piece in nodes.walk(aggregate)):
            raise NotCounted("COLUMNS")
        for part in numbers.parts(aggregate):
            if (key := numbers.key(part)) not in seen:
                seen.add(key)
                yield part, aggregate["alias"] or aggregate["function_name"]


def _subqueries(node: Node, is_one: bool) -> Iterator[tuple[Node, bool]]:
    """The SELECTs in the expressions of a SELECT, and whether each is asked row by row."""
    for piece in nodes.walk(node["where_clause"], SUBQUERY):
        if piece.get("class") == "SUBQUERY":
            yield piece, True
    told = [node["select_list"], node["having"], node["qualify"]]
    aggregates = [p for p in nodes.walk(told, SUBQUERY) if is_one and numbers.is_aggregate(p)]
    inside = {id(p) for a in aggregates for p in nodes.walk(a, SUBQUERY)}
    for piece in list(nodes.walk(told, SUBQUERY)):
        if piece.get("class") == "SUBQUERY":
            yield piece, id(piece) in inside or not is_one


def _shown(column: Node, scope: _Scope) -> Node:
    """A column of the statement itself: stars show no hidden columns."""
    for piece in nodes.walk(column, SUBQUERY):
        if piece.get("class") == "STAR":
            if piece["columns"]:
                raise NotCounted("COLUMNS")
            piece["exclude_list"] = [*piece["exclude_list"], *scope.of(piece["relation_name"])]
    return column


def _padded(child: Node, tracks: Sequence[Track], out: Sequence[Track], width: int) -> Node:
    """One side of a UNION with as many hidden columns as the other, under the same names."""
    nobody = nodes.cast(nodes.null(), "BIGINT[]")
    values = [nodes.column(track.name) for track in tracks] + [nobody] * (width - len(tracks))
    hidden = [nodes.named(value, track.name) for value, track in zip(values, out, strict=True)]
    shown = nodes.star(without=[track.name for track in tracks])
    return nodes.select([shown, *hidden], nodes.subquery(child))


def _widest(track: Track, sides: Sequence[Track]) -> Track:
    """What a column of a UNION stands for: the strictest of its sides."""
    return replace(track, least=max(side.least for side in sides))
