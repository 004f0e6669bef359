"""A small published file for the tests of the guard: forty citizens, their months, employees."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from kpis.analysis import Published

TABLES = """
create schema api;
set schema = 'api';
create table borger as
    select i as borger, i % 3 as gruppe, i % 2 as koen, i < 3 as er_ny from range(40) as r(i);
create table trin_maaned as
    select i as borger, (i + m) % 9 as trin,
    cast(date '2024-01-01' + to_months(m) as date) as maaned
    from range(40) as r(i), (select cast(range as integer) as m from range(3))
    where (i + m) % 5 > 0;
create table sag as
    select i as sag, i as borger, i // 20 as medarbejder, 30 + i as dage from range(40) as r(i);
create table bevilling as
    select i as bevilling, i as borger, i % 2 as art, if(i < 2, 9000, 10) as takst
    from range(40) as r(i);
create table ansaettelse as
    select i as ansaettelse, i // 2 as medarbejder, i % 2 as enhed from range(20) as r(i);
create table personalesvar as select i as besvarelse, i % 4 as svar from range(9) as r(i);
create table tilbud as
    select i as tilbud, 'Tilbud ' || i as navn, i * 3 as antal_borgere from range(4) as r(i);
create table ukendt as select i as nr, i % 2 as art from range(12) as r(i);
"""

DICTIONARY = """
create table om_databasen as
    select 'build_000007' as build_id, timestamp '2024-05-02 03:00' as bygget, now() as udgivet,
    date '2024-04-30' as kendt_til, true as er_eksempel;
create table ordbog_relation as
    select row_number() over () as nr, table_name as relation, table_name as titel,
    '' as beskrivelse, '' as raekke, '' as gruppe, 0 as raekker
    from information_schema.tables where table_schema = 'api' and table_name <> 'om_databasen';
create table ordbog_kolonne as
    select table_name as relation, ordinal_position as nr, column_name as kolonne,
    data_type as type, '' as beskrivelse, 0.0 as mangler, 1 as forskellige, null as mindste,
    null as stoerste, cast([] as bigint[]) as fordeling, cast([] as varchar[]) as vaerdier
    from information_schema.columns
    where table_schema = 'api' and table_name not in ('om_databasen', 'ordbog_relation');
"""


def written(folder: Path) -> Published:
    """The file, as a build would have it."""
    path = folder / "build_000007.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(TABLES)
        connection.execute(DICTIONARY)
    return Published(path, "build_000007", None, date(2024, 4, 30), is_example=True)


def shapes(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """The relations and the types of their columns."""
    query = "select relation, kolonne, type from api.ordbog_kolonne"
    found: dict[str, dict[str, str]] = {}
    for relation, column, type_name in connection.execute(query).fetchall():
        found.setdefault(relation, {})[column] = type_name
    return found


@contextmanager
def opened() -> Iterator[duckdb.DuckDBPyConnection]:
    """The same relations in memory."""
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        connection.execute(DICTIONARY)
        yield connection


def tree(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    """A statement as the engine's own tree."""
    (text,) = connection.execute("select json_serialize_sql(?::varchar)", [sql]).fetchone()
    found: dict[str, Any] = json.loads(text)
    assert not found["error"], found
    return found


def text(connection: duckdb.DuckDBPyConnection, tree: dict[str, Any]) -> str:
    """A tree as SQL again."""
    (sql,) = connection.execute(
        "select json_deserialize_sql(?::json)", [json.dumps(tree)]
    ).fetchone()
    return str(sql)
