"""A frozen report as a tagged PDF: A4, Danish, one page a node where it fits, charts as vectors.

The layout stands in paper.typ. Typst refuses to write a PDF/UA without a text alternative or
with a heading left out, so what is not accessible is an error and not a surprise.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kpis.model import Course
from pages.parts import palette
from pages.parts.texts import text
from pages.reports import drawing, facts, shapes
from pages.reports.frozen import Figure, Page, Report

LAYOUT = Path(__file__).with_name("paper.typ")
FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
STANDARDS = ("a-2a", "ua-1")
WORDS = (
    *("author", "product", "no_number", "answers", "companions", "newest", "also", "waiting"),
    *("page", "of", "contents", "code", "node", "definitions", "seal"),
    *("name", "value", "count", "course", "period", "target", "remark"),
)
TERMS_ON_PAPER = ("definition", "numerator", "denominator", "window")
LISTS_ON_PAPER = ("may_use", "may_not_use")
NEWEST = 6  # rows of the table below the one chart of a page; the spreadsheet has them all
SMALL = drawing.Paper(width=270, height=76, type_size=8.5)
LARGE = drawing.Paper(width=520, height=170, type_size=9.5)


def pdf(report: Report) -> bytes:
    """The report as a PDF/A-2a and PDF/UA-1 file. The same report gives the same bytes."""
    made: bytes = _compiler().compile(
        LAYOUT,
        format="pdf",
        sys_inputs={"report": json.dumps(sheet(report), ensure_ascii=False)},
        pdf_standards=list(STANDARDS),
        timestamp=_made_at(report),
    )
    return made


def sheet(report: Report) -> dict[str, Any]:
    """All that the layout reads: the report's words, its drawings, colours and shapes."""
    is_alone = {
        number: page.kind == "indicator" for page in report.pages for number in page.numbers
    }
    figures = {its.number: its for its in report.figures}
    return {
        **{name: value for name, value in asdict(report).items() if name != "figures"},
        "made": list(_made_at(report).timetuple()[:3]),
        "example_short": text("reports.paper.example") if report.is_example else "",
        "pages": [_page(page, figures) for page in report.pages],
        "figures": [_figure(its, is_alone[its.number]) for its in report.figures],
        "definitions": list(_definitions(report)),
        "words": {name: text(f"reports.paper.{name}") for name in WORDS},
        "colours": {**drawing.COLOURS, **_more_colours()},
        "tones": {str(course): asdict(palette.TONES[course]) for course in Course},
        "polygons": {name: list(map(list, its)) for name, its in shapes.POLYGONS.items()},
    }


@cache
def _compiler() -> Any:
    """Made once: its fonts are ours alone, so that every machine sets the same page."""
    import typst

    fonts = typst.Fonts(False, False, [str(FONTS)])
    return typst.Compiler(root=str(LAYOUT.parent), font_paths=fonts)


def _made_at(report: Report) -> datetime:
    """The day of the build: a page printed twice is the same page."""
    moment = datetime.fromisoformat(report.built_at or "2000-01-01")
    return moment.replace(tzinfo=UTC, microsecond=0)


def _more_colours() -> Mapping[str, str]:
    return {
        "border": palette.BORDER,
        "soft_ink": palette.SOFT_INK,
        "header": palette.HEADER,
        "gold": palette.GOLD,
    }


def _page(page: Page, figures: Mapping[str, Figure]) -> dict[str, Any]:
    """A page, each part with the figures it shows itself and those shown further up."""
    seen: set[str] = set()
    sections = []
    for part in page.sections:
        new = [number for number in part.numbers if number not in seen]
        old = [number for number in part.numbers if number in seen]
        seen |= set(new)
        elsewhere = [{"number": one, "title": figures[one].title} for one in old]
        sections.append({**asdict(part), "new": new, "elsewhere": elsewhere})
    code = "" if page.kind == "indicator" else page.code
    return {**asdict(page), "sections": sections, "code_shown": code}


def _figure(figure: Figure, is_alone: bool) -> dict[str, Any]:
    told = asdict(figure)
    points = told["trend"].pop("points")
    told["svg"] = drawing.svg(figure.trend, LARGE if is_alone else SMALL)
    told["newest"] = points[-NEWEST:][::-1] if is_alone else []
    told["facts"] = [asdict(its) for its in facts.facts(figure)]
    told["target"]["line"] = facts.target_line(figure)
    told["before"]["line"] = facts.before_line(figure)
    return told


def _definitions(report: Report) -> Iterator[dict[str, Any]]:
    for its in sorted(report.definitions, key=lambda one: one.title.casefold()):
        told = asdict(its)
        told["terms"] = [term for term in told["terms"] if term["name"] in TERMS_ON_PAPER]
        told["lists"] = [part for part in told["lists"] if part["name"] in LISTS_ON_PAPER]
        yield told
