"""The data dictionary as Markdown, made from the contracts."""

from pipelines.contracts.deliveries import DELIVERIES
from pipelines.contracts.delivery_reports import PROFILES, version_table
from pipelines.contracts.model import Column, Table

INTRODUCTION = """# Data dictionary

Made from `pipelines/contracts` by `make docs`; do not edit.

Every profile of KL's FFB Reporting 1.0.0 has a table of versions,
`core.<profile>_version`, and a view `core.<profile>` with the version that
holds now. Times are UTC, dates are Danish local dates.
"""


def markdown() -> str:
    """All tables of schema `core`, one section each."""
    tables = [*(version_table(table) for table in PROFILES), *DELIVERIES]
    return INTRODUCTION + "".join(_section(table) for table in tables)


def _section(table: Table) -> str:
    profile = f"\nProfile: `{table.profile}`.\n" if table.profile else ""
    header = "| column | type | meaning | rules | source |\n| --- | --- | --- | --- | --- |\n"
    rows = "".join(_row(column) for column in table.columns)
    key = ", ".join(f"`{name}`" for name in table.key)
    grain = f"{table.grain[0].upper()}{table.grain[1:]}. Key: {key}."
    return f"\n## core.{table.name}\n\n{grain}\n{profile}\n{header}{rows}"


def _row(column: Column) -> str:
    rules = "; ".join(rule.says() for rule in column.rules)
    cells = (f"`{column.name}`", column.type, column.meaning, rules, column.source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
