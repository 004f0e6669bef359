"""The rules V01-V14 and V22-V24 that hold between the columns of a row, and between tables.

A rule is a query for the rows that break it, so that one text serves a load
(the rows that are coming) and the whole table afterwards. An error sets a row
aside; a warning or a notice is counted (`core.rule_count`).

What a single cell must be (V01, V02, V13's and V23's bounds, V14) is told by
the fields themselves and read in `pipelines/sources/supplementary/cells.py`.
Where each of V01-V26 is held is listed in `pipelines/contracts/validation.py`.
"""

from pipelines.contracts.supplementary.model import Supplement
from pipelines.contracts.supplementary.row_rules import IN_ONE_ROW
from pipelines.contracts.supplementary.rule import Level, RowRule
from pipelines.contracts.supplementary.table_rules import BETWEEN_TABLES

RULES: tuple[RowRule, ...] = (*IN_ONE_ROW, *BETWEEN_TABLES)


def rules_of(table: Supplement, level: Level | None = None) -> tuple[RowRule, ...]:
    """The rules about a table's rows, of one level or all."""
    return tuple(rule for rule in RULES if rule.table is table and level in (None, rule.level))
