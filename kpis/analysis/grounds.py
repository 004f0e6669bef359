"""The populations of the indicators as they are published: `grundlag_<population>`.

The rows are those that are counted, for every complete month, under the population's own
column names, so that the conditions of an indicator run on them unchanged.
"""

import re
from collections.abc import Iterable

from kpis.catalogue import all_declared
from kpis.model import Indicator

PREFIX = "grundlag_"
RENAMED = {"period": "periode", "person_id": "borger"}
LEFT_OUT = ("birthday",)  # a birth date in other words

# Ages that conditions ask about, beside the groups of the pages: 67 ends working life.
AGES = (18, 30, 60, 67, 75)
_NAME = re.compile(r"[a-z_][a-z0-9_]*")


def populations() -> tuple[str, ...]:
    """Every population in which an indicator, or a number beside one, is counted."""
    return tuple(sorted({name for kpi in all_declared().values() for name in _counted(kpi)}))


def conditions_name(population: str) -> frozenset[str]:
    """What the formulas over a population name: columns that may not be folded."""
    texts = (
        text
        for kpi in all_declared().values()
        if population in _counted(kpi)
        for text in kpi.formula.conditions().values()
    )
    return frozenset(name for text in texts for name in _NAME.findall(text))


def select(population: str, columns: Iterable[str]) -> str:
    """The SELECT of a published population from the columns of the one that is counted."""
    told = ", ".join(_column(name) for name in columns if name not in LEFT_OUT)
    return f"select {told} from population.{population}"


def _column(name: str) -> str:
    if name == "age":
        return f"{_lowest_age()} as age"
    return f'"{name}" as {RENAMED.get(name, name)}'


def _lowest_age() -> str:
    """An age as the lowest of its group."""
    groups = " ".join(f"when age >= {age} then {age}" for age in reversed(AGES))
    return f"case {groups} end"


def _counted(kpi: Indicator) -> set[str]:
    return {kpi.counted_over(by) for by in ("", *kpi.breakdowns)}
