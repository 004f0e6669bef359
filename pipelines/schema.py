"""The relations of a build, made from the contracts.

`core` is what the rest of the project reads. `history` is the loader's own
memory: every delivery of every resource with the hash of its content, so that a
report that arrives late is still put in its place. `<profile>_seen` is that, narrow: ids
of resources and reports stand once, in `<profile>_resource` and `report`;
`<profile>_sighting` shows all of it.
"""

from collections.abc import Sequence

import duckdb

from pipelines.contracts.deliveries import DELIVERIES
from pipelines.contracts.delivery_reports import PROFILES, WHOSE, version_table
from pipelines.contracts.model import Table
from pipelines.errors import LoadError

LAYOUT = 2  # of schema `history`; a warehouse of another one cannot be added to

REPORT = (
    "report_no integer not null",
    "report_id varchar not null",
    "reported_at timestamp not null",
    "reported_date date not null",
)

SEEN = (
    "resource_no integer not null",
    "report_no integer not null",
    "last_updated timestamp",
    "content_hash uhugeint not null",
)

CONTENT = (
    "last_updated timestamp",
    "content_hash_high ubigint not null",
    "content_hash_low ubigint not null",
)


def create(connection: duckdb.DuckDBPyConnection, profiles: Sequence[Table] = PROFILES) -> None:
    """Schemas `core` and `history` of an empty warehouse."""
    connection.execute("create schema core")
    connection.execute("create schema history")
    connection.execute(f"create table history.report ({', '.join(REPORT)})")
    for table in profiles:
        for statement in _profile(table):
            connection.execute(statement)
    for table in DELIVERIES:
        connection.execute(table.ddl())
    connection.execute("create table history.pseudonym_key (probe varchar not null)")
    connection.execute(f"create table history.layout as select {LAYOUT} as number")


def _profile(table: Table) -> tuple[str, ...]:
    versions, key = version_table(table), table.key[0]
    return (
        versions.ddl(),
        f"create view core.{table.name} as "
        f"select * from core.{versions.name} where superseded_at is null",
        f"create table history.{table.name}_resource "
        f"(resource_no integer not null, {key} varchar not null)",
        f"create table history.{table.name}_seen ({', '.join(SEEN)})",
        f"create view history.{table.name}_sighting as "
        f"select {key}, reported_at, reported_date, last_updated, report_id, content_hash "
        f"from history.{table.name}_seen "
        f"join history.{table.name}_resource using (resource_no) "
        f"join history.report using (report_no)",
    )


def create_staging(
    connection: duckdb.DuckDBPyConnection,
    profiles: Sequence[Table] = PROFILES,
    place: str = ":memory:",
) -> None:
    """Where this load's reports wait for the fold: a file of their own beside the build.

    Written in small groups, so that little of it waits in memory, and without a log.
    A content stands once, in `staging.<profile>_content`, and so does what a report says of all
    its resources, in `staging.report`; a sighting is two numbers that lead to them.
    """
    quoted = place.replace("'", "''")
    connection.execute(
        f"attach '{quoted}' as staging (recovery_mode no_wal_writes, row_group_size 10240)"
    )
    told = [column.name for column in WHOSE]
    for table in profiles:
        own = [f'"{one.name}" {one.type}' for one in table.columns if one.name not in told]
        content = ", ".join(["content_no bigint not null", *own, *CONTENT])
        connection.execute(f"create table staging.{table.name}_content ({content})")
        connection.execute(
            f"create table staging.{table.name}_sighting "
            "(content_no bigint not null, report_no integer not null)"
        )
    connection.execute(
        "create table staging.report (report_no integer not null, report_id varchar, "
        "person_id varchar, organization_id varchar, reported_at timestamp, reported_date date, "
        "whose_high ubigint, whose_low ubigint, file_no integer)"
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


# Five ways to count the ids of a profile; they agree or the build is wrong.
_VERIFY = """
select
  (select count(*) from core.{table}),
  (select count(*) from core.{table}_version where version_no = 1),
  (select count(*) from core.{table}_version)
    - (select count(*) from core.{table}_version where superseded_at is not null),
  (select count(distinct resource_no) from history.{table}_seen),
  (select count(*) from history.{table}_resource)
"""
