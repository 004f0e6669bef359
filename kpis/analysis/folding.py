"""Rare categories: what too few people have is published as `oevrige`."""

from kpis.disclosure import SMALLEST_SHOWN

FOLDED = "oevrige"
UNKNOWN = "Uoplyst"  # says nothing about anybody
COUNTED = ("borger", "person_id", "medarbejder", "employee_id", "besvarelse", "response_id")
"""Whose people a category is counted in: the first of these columns that a relation has."""


def counted(columns: list[str]) -> str:
    """The column of people of a relation; '' where its rows are not about people."""
    return next((name for name in COUNTED if name in columns), "")


def folded(table: str, value: str, column: str, people: str) -> str:
    """The expression that publishes a value: itself, or FOLDED where too few people have it."""
    return (
        f"if({value} in (select {column} from {table} where {column} <> '{UNKNOWN}' "
        f"group by {column} having count(distinct {people}) < {SMALLEST_SHOWN}), "
        f"'{FOLDED}', {value})"
    )
