"""The relations of a build, made from the contracts.

`core` is what the rest of the project reads. `history` is the loader's own
memory: every delivery of every resource with the hash of its content and the
version it belongs to, so that a report that arrives late is still put in its place.
"""

from collections.abc import Sequence

import duckdb

from pipelines.contracts.deliveries import DELIVERIES, RULE_COUNT
from pipelines.contracts.delivery_reports import PROFILES, WHOSE, version_table
from pipelines.contracts.model import Table
from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.errors import LoadError

SIGHTING = (
    "reported_at timestamp not null",
    "reported_date date not null",
    "last_updated timestamp",
    "report_id varchar not null",
    "content_hash blob not null",
)

STAGED = (
    "report_no integer not null",
    "last_updated timestamp",
    "content_hash blob not null",
)


def create(connection: duckdb.DuckDBPyConnection, profiles: Sequence[Table] = PROFILES) -> None:
    """Schemas `core` and `history` of an empty warehouse."""
    connection.execute("create schema core")
    connection.execute("create schema history")
    for table in profiles:
        for statement in _profile(table):
            connection.execute(statement)
    for table in DELIVERIES:
        if table is not RULE_COUNT:
            connection.execute(table.ddl())
    connection.execute("create table history.pseudonym_key (probe varchar not null)")
    extend(connection)


def extend(connection: duckdb.DuckDBPyConnection) -> None:
    """What a build of an earlier version of this program lacks."""
    for table in (*SUPPLEMENTS, RULE_COUNT):
        connection.execute(table.ddl().replace("create table", "create table if not exists", 1))
    connection.execute(
        "create table if not exists history.supplementary_file "
        "(sha256 varchar not null, delivery_no integer not null)"
    )


def _profile(table: Table) -> tuple[str, ...]:
    versions, key = version_table(table), table.key[0]
    return (
        versions.ddl(),
        f"create view core.{table.name} as "
        f"select * from core.{versions.name} where superseded_at is null",
        f"create table history.{table.name}_sighting ({key} varchar not null, "
        + ", ".join([*SIGHTING, "version_no integer not null"])
        + ")",
    )


def create_staging(
    connection: duckdb.DuckDBPyConnection, profiles: Sequence[Table] = PROFILES
) -> None:
    """Where this load's reports wait for the fold: in memory, spilled beside the build.

    What a report says of all its resources stands once, in `staging.report`.
    """
    connection.execute("attach ':memory:' as staging")
    told = [column.name for column in WHOSE]
    for table in profiles:
        own = [f'"{one.name}" {one.type}' for one in table.columns if one.name not in told]
        connection.execute(f"create table staging.{table.name} ({', '.join([*own, *STAGED])})")
    connection.execute(
        "create table staging.report (report_no integer not null, report_id varchar, "
        "person_id varchar, organization_id varchar, reported_at timestamp, reported_date date, "
        "file_no integer)"
    )
    connection.execute(
        "create table staging.set_aside (line bigint, byte_from bigint, byte_to bigint, "
        "report_id varchar, rule varchar, place varchar, message varchar, file_no integer)"
    )
    connection.execute(
        "create table staging.export_file (file_no integer, path varchar, sha256 varchar, "
        "bytes bigint, kind varchar, status varchar, rows_read bigint, rows_loaded bigint, "
        "rows_set_aside bigint)"
    )


def verify(connection: duckdb.DuckDBPyConnection) -> None:
    """Every id has versions 1 to n, one of them newest, and every version was delivered.

    Raises LoadError: a build that fails this is never published.
    """
    for table in PROFILES:
        found = connection.execute(_VERIFY.format(table=table.name, key=table.key[0])).fetchone()
        if found is None or len(set(found)) != 1:
            raise LoadError(f"The new build's table {table.name} does not add up; not published.")
    runs = connection.execute("select count(*) from core.load_run").fetchone()
    if not runs or not runs[0]:
        raise LoadError("The new build does not tell which load made it; not published.")


# Four ways to count the ids of a profile; they agree or the build is wrong.
_VERIFY = """
select
  (select count(*) from core.{table}),
  (select count(*) from core.{table}_version where version_no = 1),
  (select count(*) from core.{table}_version)
    - (select count(*) from core.{table}_version where superseded_at is not null),
  (select count(distinct {key}) from history.{table}_sighting)
"""
