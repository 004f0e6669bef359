"""Count what breaks a rule that sets nothing aside: in the tables, and in the reports."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from string import Template

import duckdb

from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.contracts.supplementary.rule import Level, RowRule
from pipelines.contracts.supplementary.rules import RULES
from pipelines.sources.supplementary.columns import NO_MODULUS_11
from pipelines.steps.count_report_rules import Counted, counted_of_reports
from pipelines.steps.load_supplementary import holds_rows
from pipelines.supplementary_staging import SupplementaryStaging

UNKNOWN_COLUMN = "file.unknown_column"


def count_rules(
    connection: duckdb.DuckDBPyConnection, supplements: SupplementaryStaging, run_id: int
) -> None:
    """Write `core.rule_count`: of every table with rows, after all tables are filled."""
    keep_counted(connection, run_id, count_broken(connection, supplements))


def count_broken(
    connection: duckdb.DuckDBPyConnection, supplements: SupplementaryStaging
) -> list[Counted]:
    """What breaks which rule how often. It only reads, so it can be done beside other readers."""
    filled = {table.name for table in SUPPLEMENTS if holds_rows(connection, table.name)}
    rules = [rule for rule in RULES if rule.table.name in filled and _counts(rule)]
    can_tell = {name: holds_rows(connection, name) for rule in rules for name in rule.needs}
    told = [rule for rule in rules if all(can_tell[name] for name in rule.needs)]
    return [
        *(_counted(connection, rule) for rule in told),
        *_untold(connection, [rule for rule in rules if rule not in told], can_tell),
        *_without_modulus_11(connection, supplements),
        *_unknown_columns(supplements),
        *counted_of_reports(connection),
    ]


def keep_counted(
    connection: duckdb.DuckDBPyConnection, run_id: int, found: Sequence[Counted]
) -> None:
    """Write what was counted into `core.rule_count`."""
    if found:
        connection.executemany(
            f"insert into core.rule_count values ({run_id}, ?, ?, ?, ?, ?, ?)", found
        )


def _counts(rule: RowRule) -> bool:
    """An error counts where the row may have been loaded before it was one."""
    return rule.level is not Level.ERROR or rule.is_kept_true


def _counted(connection: duckdb.DuckDBPyConnection, rule: RowRule) -> Counted:
    broken = Template(rule.broken).substitute(rows=f"core.{rule.table.name}")
    sentence = rule.says.removesuffix("; the row was not loaded.").removesuffix(".") + "."
    rows = _number(connection, f"select count(*) from ({broken})")
    return rule.id, rule.level.value, rule.table.name, rule.place, sentence, rows


def _untold(
    connection: duckdb.DuckDBPyConnection, rules: list[RowRule], can_tell: dict[str, bool]
) -> Iterator[Counted]:
    """One warning a rule and missing table, however many tables refer to it."""
    by_need: dict[tuple[str, str], set[str]] = defaultdict(set)
    for rule in rules:
        for name in rule.needs:
            if not can_tell[name]:
                by_need[rule.id, name].add(rule.table.name)
    codes = {table.name: f"{table.code} ({table.name_da})" for table in SUPPLEMENTS}
    for (rule_id, name), tables in by_need.items():
        rows = sum(_number(connection, f"select count(*) from core.{one}") for one in tables)
        source = codes.get(name, f"the delivery reports' {name}")
        sentence = f"Nothing of {source} has been loaded: rows that refer to it were not tried."
        yield rule_id, Level.WARNING.value, name, "table", sentence, rows


def _without_modulus_11(
    connection: duckdb.DuckDBPyConnection, supplements: SupplementaryStaging
) -> Iterator[Counted]:
    """V01: a notice only; such numbers have been issued since 2007. Of this run's rows."""
    for table in SUPPLEMENTS:
        if table.name in supplements.tables and supplements.has_persons(table):
            rows = _number(
                connection, f"select count(*) from staging.{table.name} where {NO_MODULUS_11}"
            )
            sentence = (
                "CPR fails modulus 11, which valid numbers may since 2007 (rows of this run)."
            )
            yield "V01", Level.INFO.value, table.name, "CPR", sentence, rows


def _unknown_columns(supplements: SupplementaryStaging) -> Iterator[Counted]:
    """What the contract does not know may be a person's data: its number is told, not its name."""
    for (table, number), rows in supplements.unknown.items():
        sentence = "The column is none of the table's and was not read (rows of this run)."
        yield UNKNOWN_COLUMN, Level.WARNING.value, table, f"column {number}", sentence, rows


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0
