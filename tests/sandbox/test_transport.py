"""Values survive the way out of the sandboxed process and into it."""

import json
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis import sandbox
from kpis.sandbox import transport
from tests.sandbox.places import Place

pytestmark = pytest.mark.usefixtures("forked_statements")

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.datetimes(timezones=zones)
    | st.timedeltas()
    | st.binary()
    | st.uuids()
)
values = st.recursive(
    plain,
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.dates(), inner),
    max_leaves=8,
)


@given(values)
def test_a_value_comes_back_as_it_was(value):
    back = transport.read(json.loads(json.dumps(transport.write(value))))
    assert back == value
    assert type(back) is type(value)


def test_a_number_longer_than_python_writes_comes_back_as_text():
    assert transport.read(transport.write(16**5000)) == f"{16**5000:#x}"


def test_not_a_number_comes_back():
    (back,) = transport.read(json.loads(json.dumps(transport.write([float("nan")]))))
    assert back != back


@pytest.mark.parametrize("said", [{"pickle": "x"}, {"date": "x"}, {"a": 1, "b": 2}, {}])
def test_what_was_not_written_here_is_not_read(said):
    with pytest.raises((ValueError, KeyError, TypeError)):
        transport.read(said)


def test_every_type_arrives(place: Place):
    (row,) = sandbox.run("from alt", place.database).rows
    assert row == (
        datetime(2024, 5, 5, 10, 0, tzinfo=timezone(timedelta(hours=2))),
        datetime(2024, 5, 5, 10, 0, 1, 500_000),
        timedelta(days=1, hours=2),
        Decimal("1.50"),
        {"a": 1},
        {"x": 1, "y": [date(2024, 2, 29)]},
        b"\xaa",
        time(10, 0),
        170141183460469231731687303715884105727,
        1e308,
        UUID("00000000-0000-4000-8000-000000000001"),
        '{"a":1}',
        None,
    )


def test_every_type_is_named(place: Place):
    types = sandbox.run("from alt", place.database).types
    assert types[:4] == ("TIMESTAMP WITH TIME ZONE", "TIMESTAMP", "INTERVAL", "DECIMAL(5,2)")
    assert types[5] == "STRUCT(x INTEGER, y DATE[])"


@pytest.mark.parametrize(
    "sql",
    [
        "select 'infinity'::date, '-infinity'::timestamp, 'infinity'::timestamptz",
        "select '5000-01-01'::date, '290000-01-01'::date, '0044-03-15 (BC)'::date",
        "select 'nan'::double, 'inf'::double, 1e38::hugeint, '10' ::bit",
        "select map {[1]: 2, [3]: 4}, map {{'a': 1}: 2}, [[1], null]",
        "select timetz '10:00:00+02', timestamp_ns '2020-01-01 00:00:00.123456789'",
        "select 'a'::enum('a', 'b'), 1::union(n int, s varchar), interval 3 month",
        "select chr(55296), 'æøå', '\U0001f600', chr(0)",
        "select 1 as x, 2 as x",
        "select 100000000000000000000::bignum * 1, [1, 2]::int[2]",
        "select * from alt where false",
    ],
)
def test_odd_values_are_answered(place: Place, sql):
    answer = sandbox.run(sql, place.database)
    assert answer.verdict in ("ok", "error"), answer
    assert answer.code != "broken", answer
