"""A small drawn municipality in a warehouse on disk: 57 citizens, small groups among them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.second_opinion.state import Tables
from tests.spec import drawing, warehouse

NEWEST_REPORT = date(2024, 4, 10)

# Citizens with help from 10 January 2024: sex, year of birth, tilbud, how many.
GROUPS = (
    ("K", "1980", "mobilt", 20),
    ("M", "1980", "mobilt", 10),
    ("M", "1945", "mobilt", 6),
    ("K", "1980", "botilbud", 12),
    ("M", "1945", "botilbud", 7),
    ("M", "2003", "mobilt", 2),
)


def _citizens() -> Iterator[tuple[str, str, str, str]]:
    for group, (sex, year, tilbud, count) in enumerate(GROUPS):
        for number in range(count):
            yield f"g{group}x{chr(ord('a') + number)}", f"{year}-06-01", sex, tilbud


def tables() -> Tables:
    """Its rows."""
    cells = {
        "citizen": [
            {"person": person, "born": born, "sex": sex, "known": drawing.LONG_AGO}
            for person, born, sex, _ in _citizens()
        ],
        "care_plan": [
            {"care_plan": f"p-{person}", "person": person, "start": "2024-01-10", "tilbud": tilbud}
            for person, _, _, tilbud in _citizens()
        ],
    }
    return drawing.of_cells(cells)


def write(folder: Path) -> Path:
    """The warehouse; its newest report is of 10 April 2024."""
    return warehouse.write(folder, tables(), (drawing.OURS,), (NEWEST_REPORT,))
