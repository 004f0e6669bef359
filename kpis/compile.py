"""From declarations to SQL text. No database: the same text is run, shown and reviewed.

A population is one SELECT over `known.<profile>` (versions known at K),
`supply.<table>` (supplementary exports), `codelist.<list>` and other
populations, named in full. What it names is what it needs; the order follows
from that.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kpis.errors import unknown
from kpis.model import Indicator

POPULATIONS = Path(__file__).resolve().parent / "populations"
ROUND = "latest_round_of"  # then: the supplementary table of a survey
SCOPE = "population.scope"  # (period, first_day, last_day): every period that is asked for

# What a row without a value is called; every other dimension is never NULL.
NAMELESS = {"step": "akut/udredning"}

# What stands ready before the first statement of a script.
GIVEN = """-- population.scope holds the asked periods: period, first_day, last_day (D).
-- getvariable('known_at') is K: only what had been reported by then counts.
-- getvariable('newest') is the day of the newest of those reports.
-- getvariable('ladder') is the valid_from of the ladder that is valid on the last days.
-- codelist.* are the lists in data/codelists; supply.* are the supplementary exports, empty where
-- not loaded; the functions of our own stand in kpis/macros.sql."""

_READ = re.compile(r"\b(?:from|join)\s+((?:known|population)\.[a-z_]+)\b")
_SUPPLIED = re.compile(r"\bsupply\.([a-z_]+)\b")
_GIVEN = re.compile(r"\b(?:codelist|supply)\.[a-z_]+\b")
_COMMENT = re.compile(r"--.*$", re.MULTILINE)


@dataclass(frozen=True)
class Relation:
    """One relation: its full name, its SELECT and what it reads.

    `is_kept`: it is computed once and kept, because several others read it.
    The versions known at K are read where they lie, and a population that only
    its count reads is computed while it is counted.
    """

    name: str
    select: str
    needs: tuple[str, ...]
    is_kept: bool = True

    def create(self) -> str:
        """The statement that makes it."""
        kind = "table" if self.is_kept else "view"
        return f"create {kind} {self.name} as\n{self.select.rstrip()};"


def relations(populations: Iterable[str]) -> tuple[Relation, ...]:
    """What the named populations need, each once, in an order that can be run.

    A name with a dot is one in full: `known.care_plan`.
    """
    ordered: dict[str, Relation] = {}
    for name in populations:
        _visit(name if "." in name else f"population.{name}", ordered)
    needed = {name for relation in ordered.values() for name in relation.needs}
    return tuple(
        relation if relation.name in needed else replace(relation, is_kept=False)
        for relation in ordered.values()
    )


def reads(sql: str) -> tuple[str, ...]:
    """What a SELECT reads of `known` and `population`, named in full."""
    return tuple(sorted(set(_READ.findall(_COMMENT.sub("", sql)))))


def supplied(population: str) -> frozenset[str]:
    """The supplementary tables that a population reads, itself or through others."""
    texts = (_COMMENT.sub("", relation.select) for relation in relations([population]))
    return frozenset(table for text in texts for table in _SUPPLIED.findall(text))


def given(populations: Iterable[str]) -> frozenset[str]:
    """The code lists and exports that some populations read: `codelist.paragraph`, `supply.offer`.

    Themselves or through others; what only a comment names is among them.
    """
    return frozenset().union(*(_given(relation.select) for relation in relations(populations)))


@cache
def _given(select: str) -> frozenset[str]:
    return frozenset(_GIVEN.findall(select))


def measure(population: str, kpis: Sequence[Indicator], dimensions: Sequence[str] = ("",)) -> str:
    """One query that counts all its indicators for all periods and breakdowns ('' for the total).

    It gives period, breakdown, member and then the counts. Conditions stand word for
    word; a NULL condition is not met.
    """
    counts = ",\n".join(f"  {count}" for kpi in kpis for count in _counts(kpi))
    if not any(dimensions):
        return (
            f"select\n  period,\n  '' as breakdown,\n  '' as member,\n{counts}\n"
            f"from population.{population}\ngroup by period\norder by period;"
        )
    named = [name for name in dimensions if name]
    which = " ".join(f"when grouping(by_{name}) = 0 then '{name}'" for name in named)
    members = ", ".join(f"by_{name}" for name in named)
    sets = ", ".join(f"(period, by_{name})" if name else "(period)" for name in dimensions)
    return (
        f"select\n  period,\n  case {which} else '' end as breakdown,\n"
        f"  coalesce({members}, '') as member,\n{counts}\n"
        f"from (\n  select *, {', '.join(map(_member, named))}\n"
        f"  from population.{population}\n)\n"
        f"group by grouping sets ({sets})\norder by period, breakdown, member;"
    )


def script(kpi: Indicator) -> str:
    """All SQL behind one indicator, as it runs."""
    steps = [relation.create() for relation in relations([kpi.population])]
    return "\n\n".join([GIVEN, *steps, measure(kpi.population, [kpi])]) + "\n"


def grain(population: str) -> str:
    """What one row of a population is: the first line of its file."""
    return _read(f"population.{population}").select.splitlines()[0].removeprefix("-- ")


def member(by: str) -> str:
    """The SQL of a row's member in a breakdown; a row without a value has a name, too."""
    text = f"cast({by} as varchar)"
    return f"coalesce({text}, '{NAMELESS[by]}')" if by in NAMELESS else text


def _visit(name: str, ordered: dict[str, Relation]) -> None:
    if name == SCOPE or name in ordered:
        return
    relation = _read(name)
    for needed in relation.needs:
        _visit(needed, ordered)
    ordered[name] = relation


@cache
def _read(name: str) -> Relation:
    """A population's file, or a template: the versions of a profile, the rounds of a survey."""
    schema, _, table = name.partition(".")
    if schema == "known":
        template = (POPULATIONS / "known.sql.template").read_text("utf-8")
        return Relation(name, template.replace("{profile}", table), (), False)
    text = _text(table)
    return Relation(name, text, reads(text))


def _text(population: str) -> str:
    if population.startswith(ROUND):
        template = (POPULATIONS / f"{ROUND}.sql.template").read_text("utf-8")
        return template.replace("{table}", population.removeprefix(f"{ROUND}_"))
    path = POPULATIONS / f"{population}.sql"
    if not path.is_file():
        raise unknown("population", population, (f.stem for f in POPULATIONS.glob("*.sql")))
    return path.read_text("utf-8")


def _counts(kpi: Indicator) -> Iterator[str]:
    for name, aggregate in kpi.formula.aggregates(kpi.persons).items():
        yield f'{aggregate} as "{kpi.id}.{name}"'


def _member(by: str) -> str:
    return f"{member(by)} as by_{by}"
