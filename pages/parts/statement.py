"""The accessibility statement that Danish law asks for, made from one reviewed list.

Lov om tilgængelighed af offentlige organers websteder og mobilapplikationer § 4, and the
Commission's model statement (implementing decision (EU) 2018/1523): status, what is not
accessible and why, other ways, how and when it was measured, contact, enforcement. What differs
between municipalities stands in data/accessibility/statement.yaml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from pages.parts import formats
from pages.parts.markup import items, safe
from pages.parts.texts import text

FILE = Path(__file__).resolve().parents[2] / "data" / "accessibility" / "statement.yaml"
WAYS = ("table", "address", "colours", "print", "ask")
MEASURED = ("automatic", "keyboard", "contrast", "narrow", "not_tried")
REACHED_BY = ("email", "phone", "official")


@dataclass(frozen=True)
class Fault:
    """One thing that does not live up to WCAG 2.1 AA, and whose it is."""

    id: str
    criterion: str
    origin: str
    found: str
    rule: str = ""
    selector: str = ""


@dataclass(frozen=True)
class Measured:
    """When the pages were last tried, and with which versions."""

    day: date
    axe: str
    streamlit: str
    chromium: str

    def next(self) -> date:
        """Bekendtgørelse 904 of 22 August 2019: at least once a year."""
        last_day = 28 if (self.day.month, self.day.day) == (2, 29) else self.day.day
        return self.day.replace(year=self.day.year + 1, day=last_day)


@dataclass(frozen=True)
class Statement:
    """What the file says."""

    contact: Mapping[str, str]
    measured: Measured
    faults: tuple[Fault, ...]

    @property
    def is_filled_in(self) -> bool:
        """Whether the municipality has written who it is and how it is reached."""
        return all(self.contact.values())


@cache
def statement(file: Path = FILE) -> Statement:
    """The file as read; a key that is missing or unknown is a TypeError or KeyError."""
    said = yaml.safe_load(file.read_text("utf-8"))
    faults = tuple(Fault(**fault) for fault in said["not_accessible"])
    return Statement(said["contact"], Measured(**said["measured"]), faults)


def answer() -> str:
    """What the law asks for, and how far the dashboard lives up to it."""
    its = statement()
    owner = its.contact["owner"] or text("tilgaengelighed.owner_unknown")
    status = "partly" if its.faults else "fully"
    return (
        f'<div class="hero"><div><h1>{_said("headline")}</h1><p>{_said("lead")}</p></div></div>'
        f"{'' if its.is_filled_in else _unfilled()}"
        f'<section class="prose"><p>{safe(text("tilgaengelighed.law", owner=owner))}</p>'
        f"<h2>{_said('status.title')}</h2><p>{_said(f'status.{status}')}</p></section>"
    )


def missing() -> str:
    """The faults, one card each: what, why, and what to use instead."""
    faults = statement().faults
    cards = "".join(map(_fault, faults)) or f"<p>{_said('missing.none')}</p>"
    return f'<h2>{_said("missing.title")}</h2><div class="grid two">{cards}</div>'


def ways() -> str:
    """Other ways to the same numbers."""
    return _list("ways", WAYS)


def measured() -> str:
    """How and when the pages were tried."""
    its = statement().measured
    dates = text(
        "tilgaengelighed.dates",
        day=formats.day(its.day),
        streamlit=its.streamlit,
        next=formats.day(its.next()),
    )
    words = _list("measured", MEASURED, axe=its.axe, chromium=its.chromium)
    return f'{words}<p class="dim">{safe(dates)}</p>'


def contact() -> str:
    """How the municipality is reached; says so where it has not been written."""
    reached = statement().contact
    rows = "".join(
        f"<dt>{_said(f'contact.{way}')}</dt><dd>{_reached(way, reached[way])}</dd>"
        for way in REACHED_BY
    )
    return (
        f'<section class="prose"><h2>{_said("contact.title")}</h2>'
        f'<p>{_said("contact.words")}</p><dl class="reached">{rows}</dl></section>'
    )


def complaint() -> str:
    """The enforcement procedure."""
    return (
        f'<section class="prose"><h2>{_said("complaint.title")}</h2>'
        f"<p>{_said('complaint.words')}</p>"
        f'<p><a href="{_said("complaint.address")}">{_said("complaint.link")}</a></p></section>'
    )


def _said(key: str) -> str:
    return safe(text(f"tilgaengelighed.{key}"))


def _unfilled() -> str:
    return (
        f'<div class="example"><p><b>{_said("unfilled.title")}</b></p>'
        f"<p>{_said('unfilled.words')}</p></div>"
    )


def _fault(fault: Fault) -> str:
    own = f"known.{fault.id}"
    instead = text("tilgaengelighed.missing.instead", words=text(f"tilgaengelighed.{own}.instead"))
    criterion = text("tilgaengelighed.missing.criterion", criterion=fault.criterion)
    return (
        f'<section class="card fault"><h3>{_said(f"{own}.title")}</h3>'
        f'<p class="dim">{safe(criterion)}</p><p>{_said(f"{own}.what")}</p>'
        f"<p>{_said(f'missing.origin.{fault.origin}')} {_said(f'{own}.why')}</p>"
        f"<p>{safe(instead)}</p></section>"
    )


def _list(name: str, parts: tuple[str, ...], **values: str) -> str:
    rows = (f"<li>{safe(text(f'tilgaengelighed.{name}.{part}', **values))}</li>" for part in parts)
    return (
        f'<section class="prose"><h2>{_said(f"{name}.title")}</h2>{items(rows, "dots")}</section>'
    )


def _reached(way: str, said: str) -> str:
    if not said:
        return f'<span class="dim">{_said("contact.unknown")}</span>'
    before = {"email": "mailto:", "phone": "tel:", "official": ""}[way]
    return f'<a href="{safe(before + said)}">{safe(said)}</a>'
