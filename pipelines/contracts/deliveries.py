"""Schema `core`, the half that tells what was loaded: runs, files, what was set aside."""

from pipelines.contracts.model import Column, Table
from pipelines.contracts.rules import Between, Given, OneOf

COUNT = Between(0, None)
FILE_STATUSES = ("loaded", "set_aside", "already_loaded")


def _count(name: str, meaning: str) -> Column:
    return Column(name, "BIGINT", meaning, (Given(), COUNT))


LOAD_RUN = Table(
    name="load_run",
    grain="one row per load that was published",
    key=("run_id",),
    columns=(
        Column("run_id", "INTEGER", "Counts from 1", (Given(),)),
        Column("build_id", "VARCHAR", "The build this run published", (Given(),)),
        Column("started_at", "TIMESTAMP", "UTC", (Given(),)),
        Column("published_at", "TIMESTAMP", "UTC", (Given(),)),
        Column("is_example", "BOOLEAN", "Whether all its files were invented data", (Given(),)),
    ),
)

EXPORT_FILE = Table(
    name="export_file",
    grain="one row per run and file it read",
    key=("run_id", "path"),
    columns=(
        Column("run_id", "INTEGER", "The run that read it", (Given(),)),
        Column("path", "VARCHAR", "Path as given, 10-digit runs masked", (Given(),)),
        Column("sha256", "VARCHAR", "Of the file's bytes, hexadecimal", (Given(),)),
        Column("bytes", "BIGINT", "Size of the file", (Given(), COUNT)),
        Column(
            "kind", "VARCHAR", "delivery_report, or the name of a supplementary table", (Given(),)
        ),
        Column(
            "status",
            "VARCHAR",
            "What became of it",
            (Given(), OneOf.of("file statuses", FILE_STATUSES)),
        ),
        _count("rows_read", "Reports or rows read"),
        _count("rows_loaded", "Reports or rows loaded"),
        _count(
            "rows_set_aside", "Reports or rows set aside; rows_read = rows_loaded + rows_set_aside"
        ),
    ),
)

SET_ASIDE = Table(
    name="set_aside",
    grain="one row per broken rule in a report or row that was set aside",
    key=("set_aside_id",),
    columns=(
        Column("set_aside_id", "BIGINT", "Counts from 1", (Given(),)),
        Column("run_id", "INTEGER", "The run that set it aside", (Given(),)),
        Column("path", "VARCHAR", "The file, 10-digit runs masked", (Given(),)),
        Column("sha256", "VARCHAR", "Of the file's bytes", (Given(),)),
        Column("line", "BIGINT", "Line in the file, from 1; NULL for the whole file"),
        Column(
            "byte_from", "BIGINT", "First byte of the report or row, from 0, in the unpacked file"
        ),
        Column("byte_to", "BIGINT", "First byte after it"),
        Column(
            "report_id", "VARCHAR", "Hash that names the report; NULL where it could not be read"
        ),
        Column("rule", "VARCHAR", "The rule that was broken", (Given(),)),
        Column("place", "VARCHAR", "Where in the report or row, as a path", (Given(),)),
        Column("message", "VARCHAR", "One sentence, without any value from the input", (Given(),)),
        Column(
            "resolved_run_id", "INTEGER", "The run that loaded it after all; NULL while it stands"
        ),
    ),
)

DELIVERY_REPORT = Table(
    name="delivery_report",
    grain="one row per delivery report that was loaded",
    key=("report_id",),
    columns=(
        Column("report_id", "VARCHAR", "Hash of the report's content", (Given(),)),
        Column("run_id", "INTEGER", "The run that loaded it first", (Given(),)),
        Column("person_id", "VARCHAR", "Whom it is about", (Given(),)),
        Column("organization_id", "VARCHAR", "Who reported", (Given(),)),
        Column("reported_at", "TIMESTAMP", "Bundle.timestamp, UTC", (Given(),)),
        Column("reported_date", "DATE", "Danish local date of reported_at", (Given(),)),
    ),
)

CONTRACT_CHECK = Table(
    name="contract_check",
    grain="one row per run, table and expectation",
    key=("run_id", "table_name", "column_name", "expectation"),
    columns=(
        Column("run_id", "INTEGER", "The run that checked", (Given(),)),
        Column("table_name", "VARCHAR", "Table of schema core", (Given(),)),
        Column(
            "column_name", "VARCHAR", "Column; empty for a rule about the whole table", (Given(),)
        ),
        Column("expectation", "VARCHAR", "The Great Expectations class", (Given(),)),
        Column("sentence", "VARCHAR", "The rule in words", (Given(),)),
        _count("rows_checked", "Rows the rule was tried on"),
        _count("rows_failed", "Rows that broke it"),
        Column("is_met", "BOOLEAN", "Whether none broke it", (Given(),)),
    ),
)

RULE_COUNT = Table(
    name="rule_count",
    grain="one row per run, rule that was tried and only counts, and table",
    key=("run_id", "rule", "table_name", "place", "sentence"),
    columns=(
        Column("run_id", "INTEGER", "The run after which the rows were counted", (Given(),)),
        Column("rule", "VARCHAR", "The rule's id: V03, ...", (Given(),)),
        Column(
            "level",
            "VARCHAR",
            "An error that counts was no error yet when its rows were loaded",
            (Given(), OneOf.of("levels", ("error", "warning", "info"))),
        ),
        Column("table_name", "VARCHAR", "Table of schema core", (Given(),)),
        Column("place", "VARCHAR", "The header or the element it is about", (Given(),)),
        Column("sentence", "VARCHAR", "What is so of the rows", (Given(),)),
        _count("rows_counted", "Rows of the table, or resources, of which it is so; of V25 days"),
    ),
)

DELIVERIES: tuple[Table, ...] = (
    LOAD_RUN,
    EXPORT_FILE,
    SET_ASIDE,
    DELIVERY_REPORT,
    CONTRACT_CHECK,
    RULE_COUNT,
)
