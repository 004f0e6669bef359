"""Count what breaks a rule about the delivery reports that sets nothing aside."""

from functools import cache

import duckdb

from pipelines.contracts.report_rules import HELP_OF_PLANS, REPORT_RULES, ReportRule
from pipelines.steps.load_supplementary import holds_rows

Counted = tuple[str, str, str, str, str, int]


def counted_of_reports(connection: duckdb.DuckDBPyConnection) -> list[Counted]:
    """Rule, level, table, element, sentence, number; of the rules that have something to look at.

    To be called when the delivery reports are folded and recorded.
    """

    @cache
    def is_there(table: str) -> bool:
        return holds_rows(connection, table)

    tried = [
        rule
        for rule in REPORT_RULES
        if is_there(rule.table) and (not rule.needs or is_there(rule.needs))
    ]
    if tried:
        connection.execute(HELP_OF_PLANS)
    return [_counted(connection, rule) for rule in tried]


def _counted(connection: duckdb.DuckDBPyConnection, rule: ReportRule) -> Counted:
    found = connection.execute(f"select count(*) from ({rule.broken})").fetchone()
    rows = int(found[0]) if found else 0
    return rule.id, rule.level.value, rule.table, rule.place, rule.says, rows
