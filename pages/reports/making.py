"""The four kinds of files a frozen report becomes. A writer is loaded when it is first used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from kpis.errors import unknown
from pages.parts.texts import DANISH, spoken
from pages.reports.frozen import Report


@dataclass(frozen=True)
class Kind:
    """`module` and `function` write it; `media` is its type over the wire."""

    module: str
    function: str
    media: str


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: Mapping[str, Kind] = {
    "pdf": Kind("paper", "pdf", "application/pdf"),
    "pptx": Kind("slides", "pptx", f"{OFFICE}.presentationml.presentation"),
    "html": Kind("web", "html", "text/html"),
    "xlsx": Kind("workbook", "xlsx", f"{OFFICE}.spreadsheetml.sheet"),
}


def kind(to: str) -> Kind:
    """A kind by its ending; an unknown one raises `UnknownName` with the nearest."""
    if to not in KINDS:
        raise unknown("kind of report", to, KINDS)
    return KINDS[to]


def made(report: Report, to: str) -> bytes:
    """The report as a file of one kind, in Danish as it was frozen."""
    its = kind(to)
    module = import_module(f"pages.reports.{its.module}")
    write: Callable[[Report], bytes] = getattr(module, its.function)
    with spoken(DANISH):
        return write(report)


def file_name(asked: Sequence[str], period: str, to: str) -> str:
    """'strategi_borgeren_foerst_2026-10.pdf'."""
    subject = asked[0] if len(asked) == 1 else "udvalg"
    return f"strategi_{subject}_{period}.{to}"
