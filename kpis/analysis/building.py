"""From the engine's populations to the tables of the analysis database, in one open build."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from kpis import compile, ladder_order
from kpis.analysis import folding, grounds, results
from kpis.analysis.model import SCHEMA
from kpis.analysis.numbers import KINDS, Numbers
from kpis.disclosure import SMALLEST_SHOWN
from kpis.evaluate import compute
from kpis.periods import Period
from kpis.warehouse import Reader

HERE = Path(__file__).resolve().parent
RELATIONS = HERE / "relations"
MACROS = HERE / "macros.sql"
FILE = "published"  # the file that is written, as the reader knows it
STAGED = "memory.main.staged"
ORDERED = 3  # by so many columns rows are put in order, the drawn numbers first
AT_ONCE = 20_000  # rows handed to the engine in one statement


# Relations that are alike but for the table of a survey: their template, and that table.
SURVEYS = {
    "borgersvar": ("answer_of_a_person", "citizen_survey_answer"),
    "netvaerkssvar": ("answer_of_a_person", "network_survey_answer"),
    "personalesvar": ("answer_of_a_unit", "staff_survey_answer"),
    "partnersvar": ("answer_of_a_unit", "partner_survey_answer"),
}


def relation_sql(name: str) -> str:
    """The SELECT behind one relation; its first line is its grain."""
    if name not in SURVEYS:
        return (RELATIONS / f"{name}.sql").read_text("utf-8")
    template, table = SURVEYS[name]
    return (RELATIONS / f"{template}.sql.template").read_text("utf-8").replace("{table}", table)


def relation_names() -> tuple[str, ...]:
    """Every relation that has a file, or shares a template, by name."""
    return tuple(sorted([*SURVEYS, *(file.stem for file in RELATIONS.glob("*.sql"))]))


class Building:
    """Writes the tables of one analysis database. `months` are those its populations span."""

    def __init__(self, reader: Reader, months: Sequence[Period]) -> None:
        self._reader = reader
        self._months = months
        reader.run(f"create schema {FILE}.{SCHEMA}")
        reader.run(MACROS.read_text("utf-8"))
        reader.run(f"set variable smallest = {SMALLEST_SHOWN}")
        self._numbers = Numbers(reader)
        self._made: set[str] = set()

    def populations(self) -> None:
        """The populations of the indicators and the other relations, each month under its order.

        What is not told by month is told under the order of steps that is valid now.
        """
        texts = {name: relation_sql(name) for name in relation_names()}
        monthly = [name for name, text in texts.items() if compile.SCOPE in text]
        orders = list(ladder_order.by_order(self._months))
        for ladder, own in orders:
            self._compute(ladder, own, texts.values())
            for population in grounds.populations():
                self._ground(population)
            for name in monthly:
                self._publish(name, texts[name])
        if len(orders) > 1:
            self._compute(orders[-1][0], self._months, texts.values())
        for name in texts.keys() - set(monthly):
            self._publish(name, texts[name])

    def catalogue(self, warehouse: Path) -> None:
        """The indicators, their released results and the strategy they serve."""
        self._table("noegletal", results.CATALOGUE, results.catalogue_rows())
        self._table("strategi", results.STRATEGY, results.strategy_rows())
        self._table("noegletal_resultat", results.RESULTS, [])
        for rows in results.result_rows(self._months, warehouse):
            self._insert("noegletal_resultat", rows)

    def _compute(self, ladder: str, asked: Sequence[Period], texts: Iterable[str]) -> None:
        """All that is read, and the table of periods by the name that relations know."""
        self._reader.start_over()
        read = dict.fromkeys(name for text in texts for name in compile.reads(text))
        wanted = (*grounds.populations(), *(name for name in read if name != compile.SCOPE))
        compute(self._reader, wanted, asked, None, ladder)

    def _ground(self, population: str) -> None:
        columns = self._columns(f"population.{population}")
        select = grounds.select(population, columns)
        exact = grounds.conditions_name(population)
        self._publish(f"{grounds.PREFIX}{population}", select, exact | {"periode"})

    def _publish(
        self, name: str, select: str, exact: Iterable[str] = frozenset({"periode"})
    ) -> None:
        """Rows with drawn numbers and folded categories, in an order that tells nothing."""
        self._reader.run(f"create or replace table {STAGED} as {select}")
        columns = self._columns(STAGED)
        numbered = [column for column in columns if column in KINDS]
        for column in numbered:
            self._numbers.draw(STAGED, column)
        people = folding.counted([*columns])
        told = ", ".join(
            f"{_told(column, kind, people, exact)} as {column}" for column, kind in columns.items()
        )
        joins = " ".join(
            f'left join number.{KINDS[column]} as "n_{column}" on "n_{column}".id = staged.{column}'
            for column in numbered
        )
        start = (
            f"insert into {FILE}.{SCHEMA}.{name}"
            if name in self._made
            else (f"create table {FILE}.{SCHEMA}.{name} as")
        )
        order = ", ".join(map(str, range(1, min(len(columns), ORDERED) + 1)))
        self._reader.run(f"{start} select {told} from {STAGED} as staged {joins} order by {order}")
        self._made.add(name)

    def _columns(self, table: str) -> dict[str, str]:
        return {row[0]: row[1] for row in self._reader.rows(f"describe {table}")}

    def _table(self, name: str, columns: str, rows: Sequence[results.Row]) -> None:
        self._reader.run(f"create table {FILE}.{SCHEMA}.{name} ({columns})")
        self._insert(name, rows)

    def _insert(self, name: str, rows: Sequence[results.Row]) -> None:
        for first in range(0, len(rows), AT_ONCE):
            self._reader.insert_many(f"{FILE}.{SCHEMA}.{name}", rows[first : first + AT_ONCE])


def _told(column: str, kind: str, people: str, exact: Iterable[str]) -> str:
    """What is published of a column: its number, its category unless rare, or itself."""
    if column in KINDS:
        return f'"n_{column}".number'
    if kind == "VARCHAR" and people and column not in exact:
        return folding.folded(STAGED, f"staged.{column}", column, people)
    if kind == "DATE":  # an open end is no day that another program can read
        return f"if(isfinite(staged.{column}), staged.{column}, null)"
    return f"staged.{column}::bigint" if kind == "HUGEINT" else f"staged.{column}"
