"""A frozen report as one HTML file: fonts, drawings and look inside, no script, no network.

It opens from a USB stick, follows light and dark, and prints. Numbers stand in real tables.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from pages.parts import palette
from pages.parts.markup import items, safe
from pages.parts.tables import Column, filled_table
from pages.parts.texts import text
from pages.reports import drawing, facts
from pages.reports.frozen import Answer, Definition, Figure, Mark, Page, Report, Section, Tally
from pages.reports.shapes import POLYGONS, tone_of

HERE = Path(__file__).parent
FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
WEIGHTS = (400, 600, 700)
FOLLOWING = {name: f"var(--{name})" for name in drawing.COLOURS}
WIDE = drawing.Paper(width=760, height=250, type_size=13, colours=FOLLOWING)
NARROW = drawing.Paper(width=340, height=210, type_size=13, colours=FOLLOWING)
# Nothing is loaded and nothing runs, whoever changed the file on its way.
RULES = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


def html(report: Report) -> bytes:
    """The report as a web page in one file."""
    return "".join(_document(report)).encode()


def _document(report: Report) -> Iterator[str]:
    yield (
        '<!DOCTYPE html><html lang="da"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{RULES}">'
        f"<title>{safe(report.title)}</title><style>{_styles()}</style></head><body>"
        f'<a class="skip" href="#indhold">{safe(text("reports.web.skip"))}</a>'
    )
    yield _header(report)
    yield '<main id="indhold"><div class="wrap">'
    if report.is_example:
        yield f'<p class="example">{safe(report.example)}</p>'
    yield _board(report.tallies)
    if len(report.pages) > 1:
        yield _contents(report)
    yield from (_page(page, report) for page in report.pages)
    yield _definitions(report.definitions)
    yield "</div></main>"
    seal = f"{text('reports.paper.seal')} {report.sha256} · {report.build_id}"
    told = f'<p>{safe(report.freshness)}</p><p class="dim">{safe(seal)}</p>'
    yield f'<footer><div class="wrap">{told}</div></footer></body></html>'


@cache
def _styles() -> str:
    colours = "".join(
        f"--{name}:light-dark({its.light},{its.dark});" for name, its in palette.SHADES.items()
    )
    look = (HERE / "web.css").read_text("utf-8")
    return f"{''.join(map(_font, WEIGHTS))}:root{{{colours}}}{look}"


def _font(weight: int) -> str:
    file = FONTS / f"ibm-plex-sans-latin-{weight}-normal.woff2"
    data = base64.b64encode(file.read_bytes()).decode()
    return (
        f'@font-face{{font-family:"IBM Plex Sans";font-weight:{weight};font-display:block;'
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def _header(report: Report) -> str:
    return (
        f'<header><div class="wrap"><p>{safe(report.title)}</p><h1>{safe(report.headline)}</h1>'
        f'<p class="lead">{safe(report.lead)}</p><p>{safe(report.measured)}</p></div></header>'
    )


def _board(tallies: Sequence[Tally]) -> str:
    return items((f"<li><b>{its.count}</b>{_pill(its.course)}</li>" for its in tallies), "board")


def _contents(report: Report) -> str:
    rows = "".join(
        f'<li><a href="#{safe(page.id)}">{safe(page.title)}</a>'
        f'<span class="dim span">{safe(_span(page))}</span></li>'
        for page in report.pages
    )
    label = safe(text("reports.paper.contents"))
    return f'<nav aria-labelledby="toc"><h2 id="toc">{label}</h2><ol>{rows}</ol></nav>'


def _span(page: Page) -> str:
    """'T1-01 – T1-10'."""
    if len(page.numbers) < 2:
        return "".join(page.numbers)
    return f"{page.numbers[0]} – {page.numbers[-1]}"


def _page(page: Page, report: Report) -> str:
    seen: set[str] = set()
    parts = []
    for part in page.sections:
        parts.append(_part(part, page, report, seen))
        seen |= set(part.numbers)
    purpose = f"<p>{safe(page.purpose)}</p>" if page.purpose else ""
    return (
        f'<section class="node" id="{safe(page.id)}"><p class="dim">{safe(page.document)}</p>'
        f"<h2>{safe(page.title)}</h2>{purpose}"
        f'<p class="answer-first">{safe(page.headline)}.</p><p>{safe(page.lead)}</p>'
        f"{_board(page.tallies)}{''.join(parts)}</section>"
    )


def _part(part: Section, page: Page, report: Report, seen: set[str]) -> str:
    new = [report.figure(number) for number in part.numbers if number not in seen]
    old = [report.figure(number) for number in part.numbers if number in seen]
    told = f"{part.label} · {part.behind}" if part.behind else part.label
    return (
        f'<section class="part"><div class="part-head"><p class="dim">{safe(told)}</p>'
        f"{_pill(part.course)}</div><h3>{safe(part.words)}</h3>"
        f"{''.join(map(_figure, new))}{_elsewhere(old)}{_waiting(part)}</section>"
    )


def _elsewhere(figures: Sequence[Figure]) -> str:
    if not figures:
        return ""
    links = ", ".join(
        f'<a href="#{its.number}">{its.number} {safe(its.title)}</a>' for its in figures
    )
    return f'<p class="waiting">{safe(text("reports.paper.also"))} {links}.</p>'


def _waiting(part: Section) -> str:
    if not part.waiting:
        return ""
    rows = (f"<li>{safe(f'{its.number} {its.title}. {its.reason}')}</li>" for its in part.waiting)
    label = safe(text("reports.paper.waiting"))
    return f'<div class="waiting"><p><b>{label}</b></p>{items(rows)}</div>'


def _figure(figure: Figure) -> str:
    paragraph = f"<p>{safe(figure.paragraph)}</p>" if figure.paragraph else ""
    target = f"{figure.target.sentence} {figure.target.provenance}"
    return (
        f'<article class="{tone_of(figure.course.code)}" id="{figure.number}">'
        f'<div class="figure-head">'
        f'<h4><span class="number">{figure.number}</span>{safe(figure.title)}</h4>'
        f'{_pill(figure.course)}</div><p class="headline">{safe(figure.headline)}.</p>{paragraph}'
        f'<p class="dim">{safe(target)}</p>{_facts(figure)}{_trend(figure)}'
        f"{items(map(_answer, figure.answers), 'answers')}{_tables(figure)}</article>"
    )


def _facts(figure: Figure) -> str:
    cells = (
        f"<div><dt>{safe(its.label)}</dt><dd>{safe(its.number)}<small>{safe(its.words)}</small>"
        f"</dd></div>"
        for its in facts.facts(figure)
    )
    return f'<dl class="facts">{"".join(cells)}</dl>'


def _trend(figure: Figure) -> str:
    trend = figure.trend
    if not trend.is_drawn:
        return f"<p>{safe(trend.alternative)}</p>"
    marks = (f'<li><i class="{safe(key.mark)}"></i>{safe(key.words)}</li>' for key in trend.legend)
    told = "".join(
        f'<p class="dim">{safe(words)}</p>'
        for words in (trend.method, *(event.words for event in trend.events))
        if words
    )
    drawn = _drawn(figure, "wide", WIDE) + _drawn(figure, "narrow", NARROW)
    return f"<figure>{items(marks, 'legend')}{drawn}</figure>{told}"


def _drawn(figure: Figure, width: str, paper: drawing.Paper) -> str:
    """The trend for a wide or for a narrow window: type must not shrink with the drawing."""
    name = f"{figure.number}-{width}"
    more = f' class="{width}" role="img" aria-labelledby="t-{name} d-{name}"'
    title = f"{figure.trend.title}: {figure.title}"
    return drawing.svg(figure.trend, paper, title, more, name)


def _answer(its: Answer) -> str:
    return (
        f'<li class="{tone_of(its.tone)}"><p class="asked">{safe(its.asked)}</p>'
        f'<p class="word">{shape(its.shape)}{safe(its.word)}</p>'
        f'<p class="why">{safe(its.why)}</p></li>'
    )


def _pill(mark: Mark) -> str:
    css = f"pill {tone_of(mark.code)}"
    return f'<span class="{css}">{shape(mark.shape)}{safe(mark.words)}</span>'


def shape(name: str) -> str:
    """The shape of a state as a small drawing in the colour of its words."""
    if name in POLYGONS:
        corners = " ".join(f"{x:g},{y:g}" for x, y in POLYGONS[name])
        drawn = f'<polygon points="{corners}" fill="currentColor"/>'
    elif name == "circle":
        drawn = '<circle cx="50" cy="50" r="50" fill="currentColor"/>'
    elif name == "ring":
        drawn = (
            '<circle cx="50" cy="50" r="40" fill="none" stroke="currentColor" stroke-width="20"/>'
        )
    else:
        drawn = (
            '<path d="M0 0h50v100h-50z" fill="currentColor"/><path d="M8 8h84v84h-84z" '
            'fill="none" stroke="currentColor" stroke-width="16"/>'
        )
    return f'<svg class="shape" viewBox="0 0 100 100" aria-hidden="true">{drawn}</svg>'


def _tables(figure: Figure) -> str:
    """Every point of the trend and what is read beside it, one click away."""
    caption = f"{figure.number} {figure.title}"
    columns = [Column(text("noegletal.table.period"))]
    columns += [
        Column(text(f"noegletal.table.{name}"), True)
        for name in ("number", "count", "interval", "target")
    ]
    columns.append(Column(text("noegletal.table.remark")))
    rows = [
        (its.label, its.words, its.count, its.interval, its.target, its.remark)
        for its in reversed(figure.trend.points)
    ]
    table = filled_table(caption, columns, rows) + _companions(figure)
    label = safe(text("noegletal.trend.table_below"))
    return f"<details><summary>{label}</summary>{table}</details>"


def _companions(figure: Figure) -> str:
    if not figure.companions:
        return ""
    names = ("name", "value", "count", "course")
    columns = [Column(text(f"reports.paper.{name}"), name in ("value", "count")) for name in names]
    rows = [
        (its.title, its.words, its.count, its.course.words if its.course else "")
        for its in figure.companions
    ]
    caption = text("reports.web.companions", number=figure.number)
    return filled_table(caption, columns, rows)


def _definitions(definitions: Iterable[Definition]) -> str:
    label = safe(text("reports.paper.definitions"))
    shown = "".join(map(_definition, sorted(definitions, key=lambda its: its.title.casefold())))
    return f'<section class="node"><h2>{label}</h2>{shown}</section>'


def _definition(its: Definition) -> str:
    terms = "".join(f"<dt>{safe(term.label)}</dt><dd>{safe(term.words)}</dd>" for term in its.terms)
    lists = "".join(
        f"<dt>{safe(part.label)}</dt><dd>{items(f'<li>{safe(line)}</li>' for line in part.lines)}"
        "</dd>"
        for part in its.lists
    )
    return (
        f'<div class="definition"><h3>{safe(its.title)}</h3><p>{safe(its.question)}</p>'
        f"<dl>{terms}{lists}</dl></div>"
    )
