"""An agenda: ids of themes, tracks and indicators in the order they are shown. Pure rules."""

from collections.abc import Iterable, Mapping

from pages.parts import figures
from pages.parts.texts import text
from pages.reports import asked

Agenda = tuple[str, ...]
BETWEEN = ","


def read(words: str) -> Agenda:
    """The agenda in an address; what is not known here, or stands there twice, is left out."""
    known = choices()
    return tuple(dict.fromkeys(name for name in words.split(BETWEEN) if name in known))


def written(agenda: Iterable[str]) -> str:
    """The agenda as it stands in an address."""
    return BETWEEN.join(agenda)


def added(agenda: Agenda, name: str) -> Agenda:
    """With one more at the end; nothing stands there twice."""
    return agenda if name in agenda else (*agenda, name)


def without(agenda: Agenda, name: str) -> Agenda:
    """The others, in their order."""
    return tuple(its for its in agenda if its != name)


def moved(agenda: Agenda, name: str, by: int) -> Agenda:
    """With one of them so many places later, earlier where negative; it stops at the ends."""
    if name not in agenda:
        return agenda
    rest = list(without(agenda, name))
    rest.insert(max(0, agenda.index(name) + by), name)
    return tuple(rest)


def beside(agenda: Agenda, name: str) -> str:
    """What is picked once a name is taken out: the one after it, else the one before."""
    at, rest = agenda.index(name), without(agenda, name)
    return rest[min(at, len(rest) - 1)] if rest else ""


def nodes() -> Agenda:
    """The four themes and the eight tracks."""
    return tuple(its.id for its in asked.nodes())


def choices() -> Mapping[str, str]:
    """Everything that can be on an agenda, id -> 'Spor: Effektiv drift'."""
    of_nodes = {its.id: text(f"moede.item.{its.kind}", title=its.title) for its in asked.nodes()}
    of_indicators = {
        kpi: text("moede.item.indicator", title=text(f"kpi.{kpi}.title"))
        for kpi in figures.catalogue()
    }
    return of_nodes | of_indicators


def numbered(agenda: Agenda) -> Mapping[str, str]:
    """The agenda as it is read, id -> '3. Spor: Effektiv drift'."""
    words = choices()
    return {
        name: text("moede.item.numbered", number=number, words=words[name])
        for number, name in enumerate(agenda, start=1)
    }
