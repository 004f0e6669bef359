"""The dictionary, written into the file that it is about: two tables, and comments."""

from datetime import datetime

from kpis.analysis.building import FILE
from kpis.analysis.dictionary import Words, dictionary
from kpis.analysis.model import SCHEMA
from kpis.analysis.profiles import profiles
from kpis.analysis.results import Row
from kpis.warehouse import BuildInfo, Reader

ABOUT = (
    "build_id varchar, bygget timestamp, udgivet timestamp, kendt_til date, er_eksempel boolean, "
    "kommune varchar, beskrivelse varchar"
)
RELATIONS = (
    "nr integer, relation varchar, titel varchar, beskrivelse varchar, raekke varchar, "
    "gruppe varchar, raekker bigint"
)
COLUMNS = (
    "relation varchar, nr integer, kolonne varchar, type varchar, beskrivelse varchar, "
    "mangler double, forskellige bigint, mindste varchar, stoerste varchar, "
    "fordeling bigint[], vaerdier varchar[]"
)
SAID = (
    "Pseudonymiseret analysedatabase. Numre er trukket på ny for hver udgave og kan ikke føres "
    "tilbage; det er stadig personoplysninger, som kun må bruges af dem, der har ret til det."
)


def describe(reader: Reader, info: BuildInfo, municipality: str, now: datetime) -> None:
    """Say of the file, of each relation and of each column what it is.

    Raises KeyError where a relation or a column has no words.
    """
    _create(reader, "om_databasen", ABOUT)
    about = (info.build_id, info.built_at, now, info.known_at, info.is_example, municipality, SAID)
    reader.insert(_named("om_databasen"), [about])
    _create(reader, "ordbog_relation", RELATIONS)
    _create(reader, "ordbog_kolonne", COLUMNS)
    for number, words in enumerate(dictionary().values(), start=1):
        _relation(reader, number, words)


def _create(reader: Reader, name: str, columns: str) -> None:
    reader.run(f"create table {_named(name)} ({columns})")


def _relation(reader: Reader, number: int, words: Words) -> None:
    """The dictionary's own tables come last and tell of themselves as they are by then."""
    table = _named(words.name)
    kinds = {row[0]: row[1] for row in reader.rows(f"describe {table}")}
    rows, found = profiles(reader, table, kinds)
    told = (words.name, words.title, words.description, words.grain, words.group)
    reader.insert(_named("ordbog_relation"), [(number, *told, rows)])
    columns: list[Row] = [
        (words.name, place, name, kind, words.columns[name], one.missing, one.distinct,
         one.low, one.high, list(one.histogram), list(one.values))
        for place, (name, kind) in enumerate(kinds.items(), start=1)
        for one in [found[name]]
    ]  # fmt: skip
    reader.insert(_named("ordbog_kolonne"), columns)
    _comment(reader, "table", table, f"{words.title}. {words.grain}")
    for name in kinds:
        _comment(reader, "column", f"{table}.{name}", words.columns[name])


def _comment(reader: Reader, kind: str, name: str, text: str) -> None:
    quoted = text.replace("'", "''")
    reader.run(f"comment on {kind} {name} is '{quoted}'")


def _named(name: str) -> str:
    return f"{FILE}.{SCHEMA}.{name}"
