"""What an indicator means, as frozen words."""

from collections.abc import Iterator

from pages.parts.meanings import TERMS, lines
from pages.parts.texts import has_text, text
from pages.reports.frozen import Definition, Lines, Term

LISTS = ("may_use", "may_not_use", "pitfalls", "references")


def definition(kpi: str) -> Definition:
    """The definition of an indicator, as the page Nøgletal tells it."""
    return Definition(
        kpi,
        text(f"kpi.{kpi}.title"),
        text(f"kpi.{kpi}.question"),
        tuple(
            Term(name, _label(name), text(f"kpi.{kpi}.{name}"))
            for name in TERMS
            if has_text(f"kpi.{kpi}.{name}")
        ),
        tuple(its for its in (_lines(kpi, name) for name in LISTS) if its.lines),
    )


def _lines(kpi: str, name: str) -> Lines:
    return Lines(name, _label(name), tuple(_told(kpi, name)))


def _told(kpi: str, name: str) -> Iterator[str]:
    for line in lines(kpi, name):
        yield text(f"references.{line}") if name == "references" else line


def _label(name: str) -> str:
    return text(f"noegletal.meaning.{name}")
