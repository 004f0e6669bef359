"""The gate by itself: what it refuses and why, what it lets through."""

import duckdb
import pytest

from kpis.sandbox import gate
from kpis.sandbox.catalog import read_catalog
from kpis.sandbox.refusal import Refused
from tests.sandbox.attacks import REFUSED
from tests.sandbox.places import Place

ATTACKS = [(sql, code) for attacks in REFUSED.values() for sql, code in attacks]

ALLOWED = [
    "select count(*) from api.enhed",
    "from enhed",
    "from published.api.enhed",
    "FROM API.ENHED",
    'select "navn" from "enhed"',
    "with enhed as (from enhed where enhed_id > 1) from enhed",
    "with recursive r as (select 1 as i union all select i + 1 from r where i < 5) from r",
    "with a as (select 1 as x), b as (select x + 1 as y from a) from a, b",
    "with a as materialized (select 1) select (select count(*) from a) from a",
    "select navn.upper().lower() from enhed",
    "select e.navn.upper() from enhed e",
    "select halvt(4), api.halvt(4), i_ring(1)",
    "from foerste(3)",
    "from range(3) r(i) where i > $mindst",
    "select unnest([1, 2])",
    "from json_each('[1, 2]')",
    "select row_number() over w, sum(timer) over w from plan window w as (order by plan)",
    "pivot plan on enhed_id in (1, 2) using count(*)",
    "unpivot (select 1 as a, 2 as b) on a, b",
    "show tables",
    "describe enhed",
    "describe select 1",
    "summarize plan",
    "select * exclude (borger) replace (upper(koen) as koen) from borger",
    "select columns('a.*') from borger",
    "select koen, count(*) from borger group by all having count(*) > 1 order by all",
    "select count(*) from plan asof join borger using (borger) limit 5",
    "select * from plan using sample reservoir(5 rows) repeatable (1)",
    "from plan tablesample 10%",
    "select date '2025-01-01' + interval 3 month, 'a;b', current_date, now()",
    "select 1 is distinct from 2, 2 between 1 and 3, 1 in (1, 2), null is null, try(1 / 0)",
    "select {'a': 1}.a, [1, 2][1], map {'a': 1}['a'], (1, 2), [x + 1 for x in [1, 2] if x > 1]",
    "select case when true then 1 end, coalesce(null, 1), nullif(1, 1), ifnull(null, 2)",
    "select 'a' like 'b', 'a' ilike 'A', 'a' similar to 'a', 'a' ~ 'a', 'abc' glob 'a*'",
    "select navn collate da from enhed",
    "select any_value(navn order by navn) from enhed",
    "select extract(year from oprettet), position('a' in 'ba'), substring('abc' from 2) from plan",
    "select 1 where 1 = any(select 1) and exists (select 1) and 2 > all(select 1)",
    "select array(select 1), grouping(koen) from borger group by rollup (koen)",
    "(select 1 union select 2) except select 3 order by 1 limit 10 offset 0",
    "values (1, 'a'), (2, 'b')",
    "from enhed positional join borger",
    "select 'select * from read_csv(''x'')'",
    "select count(*) from enhed -- ; drop table enhed",
]  # fmt: skip


@pytest.fixture(scope="module")
def connection(place: Place):
    with duckdb.connect(str(place.database), read_only=True) as open_connection:
        open_connection.execute("set schema = 'api'")
        yield open_connection


@pytest.fixture(scope="module")
def catalog(connection):
    return read_catalog(connection)


@pytest.mark.parametrize(("sql", "code"), ATTACKS, ids=[sql[:40] for sql, _ in ATTACKS])
def test_an_attack_is_refused_by_its_rule(connection, catalog, place, sql, code):
    with pytest.raises(Refused) as refused:
        gate.check(connection, place.filled(sql), catalog)
    assert refused.value.code in (code, f"{code}_near")


@pytest.mark.parametrize("sql", ALLOWED)
def test_a_question_passes_and_runs(connection, catalog, sql):
    given = {"mindst": 0} if "$" in sql else {}
    gate.check(connection, sql, catalog, given)
    assert connection.execute(sql, given or None).description


def test_a_fault_while_looking_is_a_refusal(catalog):
    """A closed connection raises something nobody foresaw."""
    closed = duckdb.connect()
    closed.close()
    with pytest.raises(Refused) as refused:
        gate.check(closed, "select 1", catalog)
    assert refused.value.code == "unreadable"


def test_an_unknown_name_is_answered_with_the_nearest(connection, catalog):
    for sql, near in (
        ("from borgerne", "borger"),
        ("select uper(navn) from enhed", "upper"),
        ("select halv(2)", "halvt"),
    ):
        with pytest.raises(Refused) as refused:
            gate.check(connection, sql, catalog)
        assert refused.value.places["near"] == near


def test_the_part_is_the_piece_that_was_written(connection, catalog):
    for sql, part in (
        ("select 'æøå', navn from gemt.person", "gemt.person"),
        ("select 'æøå', Current_Setting('threads')", "current_setting"),
        ("select 'æøå', $ukendt", "$ukendt"),
        ("select 1; from enhed", "from enhed"),
        ("select 'æøå'\n frm enhed", "enhed"),
    ):
        with pytest.raises(Refused) as refused:
            gate.check(connection, sql, catalog)
        assert refused.value.part == part


def test_the_place_of_a_syntax_error_is_line_and_column(connection, catalog):
    with pytest.raises(Refused) as refused:
        gate.check(connection, "select 'æøå'\n , 1 frm enhed", catalog)
    assert refused.value.places == {"line": "2", "column": "10", "near": "FROM"}


def test_only_what_is_published_is_listed(connection, catalog):
    for sql in ("show tables", "select * from (show tables)"):
        gate.check(connection, sql, catalog)
        listed = {name for (name,) in connection.execute(sql).fetchall()}
        assert listed == {"enhed", "borger", "plan", "alt"}
