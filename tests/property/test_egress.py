"""Drawn statements and drawn series: who stands behind a row, and what can be worked out.

The second opinion never looks at a track: it takes one citizen after the other out of the
tables and sees which rows change; and it goes through every table that fits what has left.
"""

from collections import Counter
from itertools import combinations

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpis.disclosure import SMALLEST_SHOWN
from kpis.egress import audit, provenance, rows
from kpis.egress.tracks import PERSON_AT, Kind, person
from tests.unit import egress_file

PEOPLE = range(7)
SHAPES = {
    "t": {"borger": "INTEGER", "g": "INTEGER", "x": "INTEGER"},
    "u": {"borger": "INTEGER", "y": "INTEGER"},
}
SCHEMA = "create table t (borger int, g int, x int); create table u (borger int, y int);"

values = st.integers(0, 2)
t_rows = st.lists(st.tuples(st.sampled_from(PEOPLE), values, values), min_size=3, max_size=14)
u_rows = st.lists(st.tuples(st.sampled_from(PEOPLE), values), max_size=8)

conditions = st.sampled_from(["x = 1", "x > 0", "g <> 1", "g = x", "x in (0, 2)", "true"])
numbers = st.sampled_from(
    [
        "count(*) n",
        "count(*) n, sum(x) s",
        "count(*) n, count(*) filter (where x = 1) k",
        "count(*) n, avg((x = 1)::int) a",
        "count(*) n, count(distinct borger) b",
        "count(*) n, max(x) m",
        "count(*) n, sum(case when g = 1 then x else 0 end) c",
    ]
)
joins = st.sampled_from(["t join u using (borger)", "t, u where t.x = u.y and t.borger = u.borger"])


@st.composite
def sources(draw):
    """Something with the columns borger, g and x."""
    condition = draw(conditions)
    return draw(
        st.sampled_from(
            [
                f"(select * from t where {condition})",
                f"(select t.borger, g, x from {draw(joins)})",
                "(select borger, g, sum(x) as x from t group by all)",
                "(select borger, g, x from t union all select borger, y, y from u)",
                "(select distinct borger, g, x from t)",
                "(select borger, g, x from t where borger in (select borger from u))",
                "(select borger, g, x from t where exists (from u where u.borger = t.borger))",
                "(select borger, g, x from t qualify row_number() over "
                "(partition by borger order by g, x) = 1)",
                "(select t.borger, t.g, w.x from t join (select borger, max(y) x from u "
                "group by 1) w using (borger))",
            ]
        )
    )


@st.composite
def statements(draw):
    """A statement that groups drawn rows; half of them through WITH."""
    source, told, group = draw(sources()), draw(numbers), draw(st.sampled_from(["g", "x", "1"]))
    having = draw(st.sampled_from(["", " having count(*) > 1"]))
    inner = f"select {group} as gruppe, {told} from {{}} s group by {group}{having}"
    inner = inner.replace("group by 1", "group by all")
    if draw(st.booleans()):
        return f"with a as {source} {inner.format('a')}"
    return inner.format(source)


def filled(connection, t, u):
    connection.execute(SCHEMA)
    for name, its in (("t", t), ("u", u)):
        for row in its:
            connection.execute(f"insert into {name} values ({', '.join(map(str, row))})")


def without(t, u, who, sql):
    """The rows of a statement when a citizen is taken out of every table."""
    with duckdb.connect() as connection:
        filled(connection, [r for r in t if r[0] != who], [r for r in u if r[0] != who])
        return Counter(connection.execute(sql).fetchall())


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(t=t_rows, u=u_rows, sql=statements())
def test_whoever_changes_a_row_stands_behind_it_and_nobody_else(t, u, sql):
    with duckdb.connect() as connection:
        filled(connection, t, u)
        carried = provenance.carry(egress_file.tree(connection, sql), SHAPES)
        found = connection.execute(egress_file.text(connection, carried.tree)).fetchall()
        plain = Counter(connection.execute(sql).fetchall())
        code = {who: _code(connection, who) for who in PEOPLE}
    width = len(found[0]) - len(carried.tracks) if found else 0
    assert Counter(row[:width] for row in found) == plain
    changed = {who: plain - without(t, u, who, sql) for who in PEOPLE}
    for row in found:
        behind = {person(e) for list_ in _counted(row[width:], carried.tracks) for e in list_}
        influence = {code[who] for who in PEOPLE if row[:width] in changed[who]}
        assert influence == behind, (sql, row[:width])


def _counted(lists, tracks):
    """The tracks of the rows behind a row, not those of values that were picked from them."""
    return [list_ or () for t, list_ in zip(tracks, lists, strict=True) if t.kind is Kind.ROW]


def _code(connection, who):
    """The person of a citizen in the elements of a track."""
    sql = f"select borger from (select {who}::int as borger) t"
    shapes = {"t": {"borger": "INTEGER"}}
    connection.execute("create or replace temp table one as select ?::int as borger", [who])
    tree = egress_file.tree(connection, sql.replace(f"(select {who}::int as borger) t", "one"))
    carried = provenance.carry(tree, {"one": shapes["t"]})
    ((_, elements),) = connection.execute(egress_file.text(connection, carried.tree)).fetchall()
    return person(elements[0])


CELLS = 6

counts = st.lists(st.integers(0, 4), min_size=CELLS, max_size=CELLS)
asked = st.lists(st.sets(st.integers(0, CELLS - 1), min_size=1), min_size=2, max_size=12)


def fitting(total, equations):
    """Every table of cells that fits what has left; by going through all of them."""
    bars = np.array([*combinations(range(total + CELLS - 1), CELLS - 1)])
    ends = (np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), total + CELLS - 1))
    tables = np.diff(np.hstack(ends)) - 1
    for cells, count in equations:
        tables = tables[tables[:, sorted(cells)].sum(axis=1) == count]
    return tables


@settings(max_examples=80, deadline=None)
@given(counts=counts, asked=asked)
def test_who_goes_through_every_table_never_finds_a_small_number(counts, asked):
    """The attacker knows the total and every number that left."""
    people = np.split(np.arange(sum(counts)), np.cumsum(counts)[:-1])
    left, equations = [], []
    for cells in ({*range(CELLS)}, *asked):
        who = np.sort(np.concatenate([people[cell] for cell in cells])).astype(np.int64)
        number = rows.number_of(who << PERSON_AT)
        if len(who) >= SMALLEST_SHOWN and not audit.gives_away(left, [number]):
            left.append(number)
            equations.append((cells, len(who)))
    if not left:
        return
    tables = fitting(sum(counts), equations)
    for size in (1, 2, 3, 4):
        for cells in combinations(range(CELLS), size):
            true = sum(counts[cell] for cell in cells)
            if 0 < true < SMALLEST_SHOWN:
                told = np.unique(tables[:, cells].sum(axis=1))
                assert len(told) > 1, (counts, equations, cells)


@pytest.mark.parametrize("kind", [*Kind])
def test_every_kind_of_track_has_a_rule(kind):
    assert kind in rows.CODES or kind is Kind.ROW
