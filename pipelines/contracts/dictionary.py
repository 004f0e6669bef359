"""The data dictionary as Markdown, made from the contracts."""

from pipelines.contracts import validation
from pipelines.contracts.deliveries import DELIVERIES
from pipelines.contracts.delivery_reports import PROFILES, version_table
from pipelines.contracts.model import Column, Table
from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.contracts.supplementary.model import Field, Supplement

INTRODUCTION = """# Data dictionary

Made from `pipelines/contracts` by `make docs`; do not edit.

Every profile of KL's FFB Reporting 1.0.0 has a table of versions,
`core.<profile>_version`, and a view `core.<profile>` with the version that
holds now. Times are UTC, dates are Danish local dates.

Every supplementary export (T01 to T23) has one table, `core.<name>`; its
source is the column's header in the export. The newest row of a key counts.
"""

RULES = """
## The rules V01-V26

What breaks an error is set aside, row or report (`core.set_aside`); warnings and
notices are counted after every load (`core.rule_count`), shown on the page Data
and by `python -m pipelines status`. A rule is told by export and column, by
table and element, or by the id of a profile's rule (`core.set_aside.rule`).
Errors against other tables are counted too, where rows were loaded before those.

"""


def markdown() -> str:
    """All tables of schema `core`, one section each, and the rules V01-V26."""
    tables = [*(version_table(table) for table in PROFILES), *SUPPLEMENTS, *DELIVERIES]
    return (
        INTRODUCTION + "".join(_section(table) for table in tables) + RULES + validation.markdown()
    )


def _section(table: Table) -> str:
    profile = f"\nProfile: `{table.profile}`.\n" if table.profile else ""
    if isinstance(table, Supplement):
        profile = f"\nExport: `{table.code}_{table.name_da.replace(' ', '_')}`.\n"
    header = "| column | type | meaning | rules | source |\n| --- | --- | --- | --- | --- |\n"
    rows = "".join(_row(column) for column in table.columns)
    key = ", ".join(f"`{name}`" for name in table.key)
    grain = f"{table.grain[0].upper()}{table.grain[1:]}. Key: {key}."
    return f"\n## core.{table.name}\n\n{grain}\n{profile}\n{header}{rows}"


def _row(column: Column) -> str:
    rules = "; ".join([rule.says() for rule in column.rules] + _refers(column))
    cells = (f"`{column.name}`", column.type, column.meaning, rules, column.source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _refers(column: Column) -> list[str]:
    if not isinstance(column, Field) or column.reference is None:
        return []
    to = column.reference
    return [f"refers to {to.table}.{to.column} ({to.rule})"]
