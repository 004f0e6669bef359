"""The reviewed SQL as files: each relation once, each indicator as its query and what it reads.

Put together again, the files of an indicator are what `python -m kpis sql` prints.
"""

from collections.abc import Iterator
from pathlib import Path

import kpis
from kpis import compile
from kpis.catalogue import indicator

FOLDER = Path(__file__).resolve().parent
READS = "-- reads "  # then: a view or a table, and which


def files() -> dict[str, str]:
    """The text of every file, by its path below the folder."""
    return {f"relations/{name}.sql": text for name, text in _relations()} | {
        f"indicators/{kpi}.sql": _indicator(kpi) for kpi in kpis.catalogue()
    }


def put_together(kpi: str, read: dict[str, str]) -> str:
    """The whole SQL of an indicator from the files."""
    lines = read[f"indicators/{kpi}.sql"].splitlines()
    named = [line.removeprefix(READS).split() for line in lines if line.startswith(READS)]
    relations = [
        f"create {kind} {name} as\n{read[f'relations/{name}.sql'].rstrip()};"
        for kind, name in named
    ]
    query = "\n".join(line for line in lines if not line.startswith(READS))
    return "\n\n".join([compile.GIVEN, *relations, query.strip()]) + "\n"


def written() -> dict[str, str]:
    """The files as they stand on disk."""
    return {
        path.relative_to(FOLDER).as_posix(): path.read_text("utf-8")
        for path in FOLDER.glob("*/*.sql")
    }


def _relations() -> Iterator[tuple[str, str]]:
    """Every relation that a number, or a number beside one, is made of."""
    numbers = [
        indicator(name)
        for kpi in kpis.catalogue().values()
        for name in (kpi.id, *(f"{kpi.id}.{one.name}" for one in kpi.beside))
    ]
    over = [number.counted_over(by) for number in numbers for by in ("", *number.breakdowns)]
    for relation in compile.relations(dict.fromkeys(over)):
        yield relation.name, relation.select.rstrip() + "\n"


def _indicator(kpi_id: str) -> str:
    kpi = indicator(kpi_id)
    reads = [
        f"{READS}{'table' if relation.is_kept else 'view'} {relation.name}"
        for relation in compile.relations([kpi.population])
    ]
    return "\n".join([*reads, compile.measure(kpi.population, [kpi])]) + "\n"
