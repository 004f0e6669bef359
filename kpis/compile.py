"""From declarations to SQL text. No database: the same text is run, shown and reviewed.

A population is one SELECT over `known.<profile>` (versions known at K),
`codelist.<list>` and other populations, named in full. What it names is what
it needs; the order follows from that.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kpis.errors import unknown
from kpis.model import Ratio

POPULATIONS = Path(__file__).resolve().parent / "populations"
SCOPE = "population.scope"  # (period, first_day, last_day): every period that is asked for

# What a row without a value is called; every other dimension is never NULL.
NAMELESS = {"step": "akut/udredning"}

_READ = re.compile(r"\b(?:from|join)\s+((?:known|population)\.[a-z_]+)\b")
_COMMENT = re.compile(r"--.*$", re.MULTILINE)


@dataclass(frozen=True)
class Relation:
    """One computed relation: its full name, its SELECT and what it reads."""

    name: str
    select: str
    needs: tuple[str, ...]

    def create(self) -> str:
        """The versions known at K are read where they lie; all else is computed once."""
        kind = "view" if self.name.startswith("known.") else "table"
        return f"create {kind} {self.name} as\n{self.select.rstrip()};"


def relations(populations: Iterable[str]) -> tuple[Relation, ...]:
    """What the named populations need, each once, in an order that can be run."""
    ordered: dict[str, Relation] = {}
    for population in populations:
        _visit(f"population.{population}", ordered)
    return tuple(ordered.values())


def measure(population: str, kpis: Sequence[Ratio], by: str = "") -> str:
    """One query that counts all its indicators for all periods: period, member, then the counts.

    Conditions stand word for word; a NULL condition is not met.
    """
    counts = ",\n".join(f"  {count}" for kpi in kpis for count in _counts(kpi))
    return (
        f"select\n  period,\n  {_member(by)} as member,\n{counts}\n"
        f"from population.{population}\ngroup by period, member\norder by period, member;"
    )


def script(kpi: Ratio) -> str:
    """All SQL behind one indicator, as it runs; `population.scope` holds the asked periods."""
    steps = [relation.create() for relation in relations([kpi.population])]
    return "\n\n".join([*steps, measure(kpi.population, [kpi])]) + "\n"


def grain(population: str) -> str:
    """What one row of a population is: the first line of its file."""
    return _read(f"population.{population}").select.splitlines()[0].removeprefix("-- ")


def _visit(name: str, ordered: dict[str, Relation]) -> None:
    if name == SCOPE or name in ordered:
        return
    relation = _read(name)
    for needed in relation.needs:
        _visit(needed, ordered)
    ordered[name] = relation


@cache
def _read(name: str) -> Relation:
    """A population's file, or the versions of a profile, which are alike for all twelve."""
    schema, _, table = name.partition(".")
    if schema == "known":
        template = (POPULATIONS / "known.sql.template").read_text("utf-8")
        return Relation(name, template.replace("{profile}", table), ())
    path = POPULATIONS / f"{table}.sql"
    if not path.is_file():
        raise unknown("population", table, (file.stem for file in POPULATIONS.glob("*.sql")))
    text = path.read_text("utf-8")
    return Relation(name, text, tuple(sorted(set(_READ.findall(_COMMENT.sub("", text))))))


def _counts(kpi: Ratio) -> Iterator[str]:
    yield _count(f"({kpi.denominator}) and ({kpi.numerator})", f"{kpi.id}.numerator")
    yield _count(kpi.denominator, f"{kpi.id}.denominator")


def _count(condition: str, name: str) -> str:
    return f'count(*) filter ({condition}) as "{name}"'


def _member(by: str) -> str:
    if not by:
        return "''"
    text = f"cast({by} as varchar)"
    return f"coalesce({text}, '{NAMELESS[by]}')" if by in NAMELESS else text
