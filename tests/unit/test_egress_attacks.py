"""Series of exports that together would tell about somebody: each is stopped on the way."""

import duckdb
import pytest

from kpis.egress.ledger import Ledger
from tests.unit.egress_desk import Desk

TOWN = """
create schema api;
set schema = 'api';
-- 120 citizens in units A-H; H has three; women of A are two; one citizen is 25
create table borger as
    select i as borger,
    case when i < 3 then 'H' else substr('ABCDEFG', 1 + i % 7, 1) end as enhed,
    case when i % 7 = 0 and i > 20 then 'M' when i % 2 = 0 then 'K' else 'M' end as koen,
    case when i = 50 then 25 when i % 4 = 0 then 20 else 30 + i % 30 end as alder,
    i in (5, 60) as har_traek
    from range(120) as r(i);
create table trin_maaned as
    select i as borger, cast(date '2025-01-01' + to_months(m) as date) as maaned, i % 4 as trin
    from range(120) as r(i), (select cast(range as integer) as m from range(6))
    where i < 57 or (i = 57 and m >= 3) or (i > 70 and m > 1);
create table opfoelgning as
    select i as opfoelgning, i % 40 as borger, i % 3 = 0 as er_til_tiden,
    cast(if(i = 200, date '2025-04-15', date '2025-01-01' + to_days(cast(i % 85 as integer)))
    as date) as planlagt_dato
    from range(201) as r(i);
"""
SHAPES = {
    "borger": {
        "borger": "BIGINT",
        "enhed": "VARCHAR",
        "koen": "VARCHAR",
        "alder": "INTEGER",
        "har_traek": "BOOLEAN",
    },
    "trin_maaned": {"borger": "BIGINT", "maaned": "DATE", "trin": "BIGINT"},
    "opfoelgning": {
        "opfoelgning": "BIGINT",
        "borger": "BIGINT",
        "er_til_tiden": "BOOLEAN",
        "planlagt_dato": "DATE",
    },
}


@pytest.fixture
def desk(tmp_path):
    with duckdb.connect() as connection:
        connection.execute(TOWN)
        yield Desk(connection, Ledger(tmp_path / "build.left"), SHAPES)


PEOPLE = "select count(*) from borger where "
CAME = "select count(distinct borger) from trin_maaned "
IN_SPRING = "from opfoelgning where planlagt_dato < '2025-04-01' group by 1"

# name, statements; the last of them must not leave, those before it do
ATTACKS = [
    ("all, and all minus a unit", ["select count(*) from borger", PEOPLE + "enhed <> 'H'"]),
    ("a unit of three itself", [PEOPLE + "enhed = 'H'"]),
    (
        "parts but one, then the total",
        [
            "select enhed, count(*) from borger where enhed <> 'H' group by 1",
            "select count(*) from borger",
        ],
    ),
    (
        "pairs",
        [
            PEOPLE + "enhed in ('A', 'H')",
            PEOPLE + "enhed in ('A', 'B')",
            PEOPLE + "enhed in ('B', 'H')",
        ],
    ),
    (
        "pairs that share one unit",
        [PEOPLE + "enhed in ('A', 'H')", PEOPLE + "enhed = 'A'"],
    ),
    ("overlapping bands", [PEOPLE + "alder between 18 and 24", PEOPLE + "alder between 18 and 25"]),
    ("two users", [PEOPLE + "enhed in ('A', 'B')", PEOPLE + "enhed in ('A', 'B') and borger <> 7"]),
    (
        "persons until March, and until April",
        [
            CAME + "where maaned < '2025-03-01' and borger < 58",
            CAME + "where maaned < '2025-05-01' and borger < 58",
        ],
    ),
    (
        "follow-ups until March, and until April",
        [
            "select count(*) from opfoelgning where planlagt_dato < '2025-04-01'",
            "select count(*) from opfoelgning where planlagt_dato < '2025-05-01'",
        ],
    ),
    (
        "a share before and after one person more",
        [
            "select avg((koen = 'K')::int) from borger where borger < 60",
            "select avg((koen = 'K')::int) from borger where borger < 61",
        ],
    ),
    ("a share of two in many", ["select avg(har_traek::int) from borger"]),
    (
        "a share of two in many, by a sum and a count",
        ["select sum(har_traek::int), count(*) from borger"],
    ),
    (
        "a unit's men, and the unit, and the sexes",
        [
            "select enhed, count(*) from borger where enhed <> 'H' group by 1",
            "select count(*) from borger where enhed = 'A' and koen = 'M'",
        ],
    ),
    (
        "a rollup whose parts are cut off",
        ["select enhed, count(*) from borger group by rollup (enhed) having count(*) > 4"],
    ),
    (
        "the same by a window over what is cut off",
        [
            "select enhed, n, t from (select enhed, count(*) n, sum(count(*)) over () t "
            "from borger group by 1) where n > 4"
        ],
    ),
    (
        "the same people in another relation",
        [
            "select count(distinct borger) from trin_maaned where maaned = '2025-01-01'",
            "select count(*) from borger where borger < 57 and borger <> 9",
        ],
    ),
    (
        "the mean of all, and of all but one",
        ["select avg(alder) from borger", "select avg(alder) from borger where borger <> 50"],
    ),
    ("the oldest", ["select max(alder) from borger where enhed = 'A'"]),
    (
        "whether one person has it",
        ["select count(*) from borger where (select har_traek from borger where borger = 5)"],
    ),
    (
        "one person beside everybody",
        ["select alder, (select count(*) from borger) from borger where borger = 5"],
    ),
    (
        "people ranked by a secret",
        ["select koen from borger group by 1 order by sum(har_traek::int)"],
    ),
    (
        "a small number hidden in a larger sum",
        [
            "select enhed, sum(n) from (select enhed, koen, count(*) filter (where har_traek) n "
            "from borger group by all) group by 1"
        ],
    ),
]


@pytest.mark.parametrize(("name", "statements"), ATTACKS, ids=[name for name, _ in ATTACKS])
def test_an_attack_is_stopped_at_its_last_statement(desk, name, statements):
    said = desk.series(*statements)
    assert said[:-1] == [""] * (len(statements) - 1), said
    assert said[-1] not in ("", "not_counted")


def test_all_minus_one_unit_for_every_unit(desk):
    """The interface that gave back 12 of 12 small cells. After A to G the rest is H."""
    less = [PEOPLE + f"enhed <> '{unit}'" for unit in "ABCDEFGH"]
    said = desk.series("select count(*) from borger", *less)
    assert said == [""] * 7 + ["difference"] * 2


def test_small_steps_towards_one_person(desk):
    """Bands that grow by one unit at a time: none is told that differs by a few."""
    bands = [PEOPLE + f"borger < {last}" for last in range(40, 60)]
    told = [at for at, code in enumerate(desk.series(*bands)) if code == ""]
    assert told == [0, 5, 10, 15]


# what an analyst would really take along, in a row
ORDINARY = [
    [
        "select count(*) from borger",
        "select koen, count(*) from borger group by 1",
        "select alder >= 40 as aeldre, count(*), avg(alder) from borger group by 1",
        "select koen, alder >= 40 as aeldre, count(*) from borger group by all",
    ],
    [
        "select maaned, count(*) from trin_maaned group by 1 order by 1",
        "select maaned, trin, count(*) from trin_maaned group by all order by all",
        "with pr as (select borger, trin, count(*) n from trin_maaned group by all) "
        "select trin, avg(n) from pr group by 1",
    ],
    [
        "select month(planlagt_dato), count(*) " + IN_SPRING,
        "select month(planlagt_dato), avg(er_til_tiden::int) " + IN_SPRING,
        "select koen, avg(er_til_tiden::int) from opfoelgning join borger using (borger) "
        "where planlagt_dato < '2025-04-01' group by 1",
    ],
]


@pytest.mark.parametrize("statements", ORDINARY, ids=["people", "months", "follow-ups"])
def test_ordinary_series_leave(desk, statements):
    assert desk.series(*statements) == [""] * len(statements)
