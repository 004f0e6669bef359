"""What a draft counts over, asked of the analysis file through the sandbox and no other way."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kpis import sandbox
from kpis.as_sql import relation
from kpis.drafts.model import DECLARATION, DRAWN, POPULATION, UNFILLED, Problem
from kpis.errors import nearest
from kpis.model import Indicator
from kpis.sandbox import Answer

GRAIN = re.compile(r"--\s*one row per \S+", re.IGNORECASE)


@dataclass(frozen=True)
class Ground:
    """A relation that can be counted over: its name, its own SELECT if it has one, its columns."""

    name: str
    select: str
    types: Mapping[str, str]
    database: Path = field(repr=False)

    def over(self, query: str, drawn: str = "") -> str:
        """A query on it; `drawn` are WITH-queries in the place of relations of the file."""
        given = [*([drawn] if drawn else []), *self._itself()]
        if not given:
            return query
        return f"with {', '.join(given)}\nselect * from (\n{query}\n)"

    def _itself(self) -> list[str]:
        return [f"{self.name} as (\n{self.select}\n)"] if self.select else []

    def ask(self, query: str, drawn: str = "") -> Answer:
        """The answer of the sandbox."""
        return sandbox.run(self.over(query, drawn), self.database)


def ground(
    kpi: Indicator, population: str | None, database: Path
) -> tuple[Ground | None, list[Problem]]:
    """What a declaration counts over; None where there is no such thing, and why."""
    if population is None:
        return _published(kpi, database)
    problems = list(_wrong_grain(population))
    told = Ground(DRAWN, population.strip().rstrip(";"), {}, database)
    answer = told.ask(f"select * from {DRAWN} limit 0")
    if answer.verdict != "ok":
        return None, [*problems, Problem("sql", POPULATION, answer.reason)]
    types = dict(zip(answer.columns, answer.types, strict=True))
    if "periode" not in types:
        sentence = "Populationen har ingen kolonne »periode«, så den kan ikke følges over tid."
        return None, [*problems, Problem("period", POPULATION, sentence)]
    return Ground(DRAWN, told.select, types, database), problems


def _published(kpi: Indicator, database: Path) -> tuple[Ground | None, list[Problem]]:
    name = relation(kpi.population)
    if types := columns(name, database):
        return Ground(name, "", types, database), []
    near = nearest(name, _relations(database)).removeprefix(relation(""))
    sentence = (
        f"Der er ingen population, der hedder »{kpi.population}«, og ingen {POPULATION}; "
        f"den nærmeste er »{near}«."
    )
    return None, [Problem("population", DECLARATION, sentence)]


def columns(name: str, database: Path) -> dict[str, str]:
    """The columns of a published relation and their types; empty where there is none."""
    if not name.isidentifier():
        return {}
    answer = sandbox.run(f"select * from {name} limit 0", database)
    return dict(zip(answer.columns, answer.types, strict=True))


def _relations(database: Path) -> Iterable[str]:
    """The names of the published populations."""
    found = [str(row[0]) for row in sandbox.run("show tables", database).rows]
    return [name for name in found if name.startswith(relation(""))]


def _wrong_grain(population: str) -> Iterable[Problem]:
    first = population.strip().splitlines()[0] if population.strip() else ""
    if UNFILLED in first:
        sentence = "Første linje siger ikke endnu, hvad en række er; udfyld den."
        yield Problem("unfilled", POPULATION, sentence)
    elif not GRAIN.match(first):
        sentence = "Første linje skal sige, hvad en række er: »-- one row per citizen and period«."
        yield Problem("grain", POPULATION, sentence)
