"""Judge the staged supplementary rows by the rules and put the good ones into `core`."""

from collections.abc import Sequence
from string import Template

import duckdb

from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.contracts.supplementary.model import Supplement
from pipelines.contracts.supplementary.rule import Level, RowRule
from pipelines.contracts.supplementary.rules import rules_of
from pipelines.contracts.supplementary.table_rules import OVERLAP
from pipelines.outcome import FileOutcome
from pipelines.statements import statements
from pipelines.supplementary_staging import SupplementaryStaging, content


def load_supplementary(
    connection: duckdb.DuckDBPyConnection,
    supplements: SupplementaryStaging,
    outcomes: Sequence[FileOutcome],
    run_id: int,
) -> tuple[Supplement, ...]:
    """Fill the tables that this load delivers, what others refer to first.

    Counts in each outcome what was set aside. To be called when the delivery
    reports are folded. Returns the tables that were delivered.
    """
    _number_files(connection, outcomes)
    delivered = tuple(table for table in SUPPLEMENTS if table.name in supplements.tables)
    for table in delivered:
        _set_aside(connection, table)
        _fold(connection, table, run_id)
    for outcome in outcomes:
        _count(connection, outcome)
    return delivered


def _number_files(connection: duckdb.DuckDBPyConnection, outcomes: Sequence[FileOutcome]) -> None:
    """In the order in which they first came; a file that is read again keeps its number."""
    connection.execute("create or replace temp table read_file (file_no integer, sha256 varchar)")
    if outcomes:
        rows = [(outcome.number, outcome.sha256) for outcome in outcomes]
        connection.executemany("insert into read_file values (?, ?)", rows)
    connection.execute(_NUMBER_FILES)


_NUMBER_FILES = """
insert into history.supplementary_file
select
  sha256,
  (select coalesce(max(delivery_no), 0) from history.supplementary_file)
    + row_number() over (order by min(file_no))
from read_file
where sha256 not in (select sha256 from history.supplementary_file)
group by sha256
"""


def _set_aside(connection: duckdb.DuckDBPyConnection, table: Supplement) -> None:
    """Point at every staged row that breaks a rule, then take these rows out."""
    for statement in _TWICE:
        connection.execute(statement.substitute(_names(table)))
    for rule in rules_of(table, Level.ERROR):
        if _can_be_told(connection, rule):
            _point_at(connection, rule, f"staging.{table.name}")
    connection.execute(_TAKE_OUT.substitute(table=table.name))


def _can_be_told(connection: duckdb.DuckDBPyConnection, rule: RowRule) -> bool:
    return all(holds_rows(connection, name) for name in rule.needs)


def holds_rows(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether a table of schema core has any row."""
    return connection.execute(f"select 1 from core.{name} limit 1").fetchone() is not None


def _point_at(connection: duckdb.DuckDBPyConnection, rule: RowRule, rows: str) -> None:
    broken = Template(rule.broken).substitute(rows=rows)
    connection.execute(
        f"insert into staging.set_aside by name select line, byte_from, byte_to, file_no, "
        f"? as rule, ? as place, ? as message from {rows} where rowid in ({broken})",
        [rule.id, rule.place, rule.says],
    )


# Two rows of one key in one file: the second of two that are the same is one too many;
# of two that differ nobody knows which is right (V13).
_TWICE = tuple(
    map(
        Template,
        (
            "create or replace temp table doubled as "
            "select rowid as staged_row, file_no, count(*) over same_key as rows, "
            "count(*) over same_content as same_rows, "
            "row_number() over (partition by file_no, $columns order by line) as number "
            "from staging.$table "
            "window same_key as (partition by file_no, $key), "
            "same_content as (partition by file_no, $columns) "
            "qualify rows > 1",
            "insert into staging.set_aside by name "
            "select line, byte_from, byte_to, staged.file_no, "
            "if(rows = same_rows, 'row.twice', 'row.conflict') as rule, '$headers' as place, "
            "if(rows = same_rows, 'The same row stands in the file before; "
            "this one was not loaded.', 'Another row of the same key in the file differs; "
            "none of them was loaded.') as message "
            "from staging.$table as staged join doubled on staged.rowid = staged_row "
            "where rows <> same_rows or number > 1",
            "drop table doubled",
        ),
    )
)

_TAKE_OUT = Template(
    "delete from staging.$table where rowid in (select staged.rowid from staging.$table as staged "
    "semi join staging.set_aside as aside "
    "on staged.file_no = aside.file_no and staged.line = aside.line)"
)

# Of each key the row of the file that came last.
_WINNER = Template("""
create or replace temp table winner as
select staged.*, file.sha256, delivery_no
from staging.$table as staged
join read_file as file using (file_no)
join history.supplementary_file using (sha256)
qualify row_number() over (partition by $staged_key order by delivery_no desc, file_no desc) = 1
""")

# What the table will be: the coming rows and those that they do not replace.
_COMING = Template("""
create or replace temp table coming as
select $columns from winner
union all
select $columns from core.$table as held
where not exists (select 1 from winner as coming where $same_key)
""")


def _fold(connection: duckdb.DuckDBPyConnection, table: Supplement, run_id: int) -> None:
    names = _names(table)
    connection.execute(_WINNER.substitute(names))
    if OVERLAP.table is table:
        connection.execute(_COMING.substitute(names))
        _point_at(connection, OVERLAP, "winner")
        connection.execute(
            "delete from winner where exists (select 1 from staging.set_aside as aside "
            "where aside.file_no = winner.file_no and aside.line = winner.line)"
        )
    for statement in statements("fold_supplementary"):
        connection.execute(Template(statement).substitute(names | {"run_id": str(run_id)}))


def _names(table: Supplement) -> dict[str, str]:
    columns = [f'"{column.name}"' for column in content(table)]
    key = [f'"{name}"' for name in table.key]
    headers = {field.name: field.header for field in table.fields}
    return {
        "table": table.name,
        "columns": ", ".join(columns),
        "key": ", ".join(key),
        "headers": ", ".join(headers[name] for name in table.key),
        "staged_key": ", ".join(f"staged.{name}" for name in key),
        "content": ", ".join(f"coming.{name}" for name in columns),
        "held_content": ", ".join(f"held.{name}" for name in columns),
        "same_key": " and ".join(f"held.{name} is not distinct from coming.{name}" for name in key),
    }


def _count(connection: duckdb.DuckDBPyConnection, outcome: FileOutcome) -> None:
    found = connection.execute(
        "select count(distinct line) from staging.set_aside where file_no = ?", [outcome.number]
    ).fetchone()
    if found and found[0]:
        outcome.set_aside(int(found[0]))
