"""A frozen report as slides: a cover, a summary of each node, and one slide a figure."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import count
from math import ceil
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Cm, Pt

from pages.parts import palette
from pages.parts.texts import text
from pages.reports import facts, slide_chart
from pages.reports import slide_look as look
from pages.reports.frozen import Answer, Definition, Figure, Page, Report

ROWS = 10  # of a summary's table; more go on to the next slide
LONGEST_WHY = 115  # letters that fit below an answer
ROW = 1.1  # cm
COLUMNS = (2.3, 12.1, 4.6, 5.9, 5.7)  # cm


def pptx(report: Report) -> bytes:
    """The report as a presentation with charts that can be edited."""
    made = look.presentation(report)
    numbers = count(1)
    _cover(made, report, next(numbers))
    for page in report.pages:
        if page.kind != "indicator":
            _summaries(made, report, page, numbers)
        for figure in report.page_figures(page):
            _figure(made, report, figure, next(numbers))
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _cover(made: Any, report: Report, number: int) -> None:
    """The answer first: how many are on course, and which call for a hand."""
    slide = made.slides.add_slide(made.slide_layouts[look.COVER])
    back = look.block(slide, (0, 0, look.WIDTH, 8.2), palette.HEADER)
    slide.shapes._spTree.remove(back._element)
    slide.shapes._spTree.insert(2, back._element)  # behind the title that is there already
    heading, below = slide.placeholders[0].text_frame, slide.placeholders[1].text_frame
    heading.vertical_anchor = MSO_ANCHOR.MIDDLE
    for frame in (heading, below):
        look.sides(frame, 0)
    look.write(heading, report.headline, 40, palette.CARD, bold=True)
    look.write(below, report.lead, 20 if len(report.lead) < 160 else 17, palette.SOFT_INK)
    look.box(slide, (look.EDGE, 2.2, 30, 1.2), report.title, 20, palette.GOLD, bold=True)
    look.box(slide, (look.EDGE, 8.9, 30, 0.9), report.measured, 16, palette.MUTED)
    for at, tally in enumerate(report.tallies):
        x = look.EDGE + at * (look.WIDTH - 2 * look.EDGE) / len(report.tallies)
        look.box(slide, (x, 13.3, 6, 2), str(tally.count), 40, palette.INK, bold=True)
        look.pill(slide, tally.course, x, 15.5, 16 if len(report.tallies) < 5 else 11)
    look.footer(slide, report, number, report.example)
    _notes(slide, (report.headline, report.lead, report.measured, report.example))


def _summaries(made: Any, report: Report, page: Page, numbers: Iterator[int]) -> None:
    """The figures of a node as a table, and what calls for a hand in the notes."""
    figures = report.page_figures(page)
    rows = ceil(len(figures) / max(1, ceil(len(figures) / ROWS))) or 1  # as many on each slide
    for start in range(0, max(len(figures), 1), rows):
        slide = made.slides.add_slide(made.slide_layouts[look.CONTENT])
        key = "goes_on" if start else "summary"
        look.title(slide, text(f"reports.slides.{key}", name=page.title, headline=page.headline))
        lead = page.lead if figures else text("reports.headline.not_measured")
        look.box(slide, (look.EDGE, 3.35, 30.6, 1.2), lead, 15, palette.SOFT_INK)
        shown = figures[start : start + rows]
        if shown:
            _table(slide, page, shown)
        look.footer(slide, report, next(numbers), _example(report))
        _notes(slide, (page.purpose, page.lead, *(part.words for part in page.sections)))


def _table(slide: Any, page: Page, figures: Sequence[Figure]) -> None:
    where = (look.EDGE, 4.9, sum(COLUMNS), ROW * (len(figures) + 1))
    frame = slide.shapes.add_table(len(figures) + 1, len(COLUMNS), *map(Cm, where))
    frame.name = page.title
    table = frame.table
    table.horz_banding = False
    for at, width in enumerate(COLUMNS):
        table.columns[at].width = Cm(width)
    names = ("number", "indicator", "value", "target", "course")
    for at, name in enumerate(names):
        _cell(
            table.cell(0, at), text(f"reports.columns.{name}"), palette.CARD, palette.HEADER, True
        )
    for row, figure in enumerate(figures, start=1):
        its = look.tone(figure.course.code)
        value = figure.words
        told = (figure.number, figure.title, value, figure.target.words or "–")
        for at, words in enumerate(told):
            _cell(table.cell(row, at), words, palette.INK, palette.CARD, at == 2)
        _cell(table.cell(row, 4), figure.course.words, its.text, its.tint, True, 0.95)
        y = where[1] + ROW * row + 0.38
        look.symbol(
            slide, figure.course.shape, where[0] + sum(COLUMNS[:4]) + 0.35, y, 0.34, its.text
        )


def _cell(
    cell: Any, words: str, code: str, fill: str, bold: bool = False, left: float = 0.25
) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = look.colour(fill)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left, cell.margin_right = Cm(left), Cm(0.15)
    cell.margin_top = cell.margin_bottom = Cm(0.05)
    size = 13 if len(words) < 46 else 10 if len(words) < 100 else 9
    look.write(cell.text_frame, words, size, code, bold)


def _figure(made: Any, report: Report, figure: Figure, number: int) -> None:
    """The finding as the title, the number on the left, its course over time on the right."""
    slide = made.slides.add_slide(made.slide_layouts[look.CONTENT])
    look.title(slide, figure.headline)
    _number(slide, figure)
    told = [event.words for event in figure.trend.events] or [figure.trend.method]
    where = (11.0, 3.6, 21.5, 9.3)
    if figure.trend.is_drawn:
        slide_chart.add(slide, figure, where)
        look.box(slide, (11.2, 12.95, 21.2, 0.9), told[-1], 10.5, palette.MUTED)
    else:
        look.box(slide, where, figure.trend.alternative, 18, palette.SOFT_INK)
    for at, answer in enumerate(figure.answers):
        _answer(slide, answer, look.EDGE + at * 7.75)
    source = text("reports.slides.source", number=figure.number, title=figure.title)
    look.footer(slide, report, number, f"{source} {_example(report)}")
    _notes(slide, _talking_points(figure, report.definition(figure.kpi)))


def _number(slide: Any, figure: Figure) -> None:
    value = facts.facts(figure)[0]
    words = value.number
    size = 60 if len(words) < 7 else 42 if len(words) < 11 else 28
    look.box(slide, (look.EDGE, 3.8, 9, 0.9), f"{figure.number} · {value.label}", 15, palette.MUTED)
    look.box(slide, (look.EDGE, 4.7, 9.2, 2.7), words, size, palette.INK, bold=True)
    look.box(slide, (look.EDGE, 7.5, 9, 0.9), value.words, 16, palette.SOFT_INK)
    look.pill(slide, figure.course, look.EDGE, 8.6)
    lines = (facts.target_line(figure), figure.distance_words, facts.before_line(figure))
    frame = look.box(slide, (look.EDGE, 10.3, 9, 3.2), lines[0], 15).text_frame
    for line in filter(None, lines[1:]):
        paragraph = frame.add_paragraph()
        paragraph.space_before = Pt(4)
        look.run_of(paragraph, line, 15, palette.INK)


def _answer(slide: Any, answer: Answer, x: float) -> None:
    """One of the four answers: shape, word, and the question it answers."""
    its = look.tone(answer.tone)
    look.block(slide, (x, 14.1, 7.4, 3.3), palette.PAGE)
    look.block(slide, (x, 14.1, 0.12, 3.3), its.fill)
    frame = look.box(slide, (x + 0.4, 14.28, 6.9, 3.0), answer.asked, 11, palette.MUTED).text_frame
    look.symbol(slide, answer.shape, x + 0.42, 14.98, 0.34, its.text)
    paragraph = frame.add_paragraph()
    paragraph.space_before, paragraph.space_after = Pt(3), Pt(3)
    _indented(paragraph, Cm(0.55))
    look.run_of(paragraph, answer.word, 12.5, its.text, bold=True)
    if len(answer.why) < LONGEST_WHY:  # the notes have all of them
        look.run_of(frame.add_paragraph(), answer.why, 10, palette.SOFT_INK)


def _indented(paragraph: Any, left: int) -> None:
    """Room for the shape beside the word; python-pptx has no words for it."""
    paragraph._p.get_or_add_pPr().set("marL", str(int(left)))


def _talking_points(figure: Figure, meaning: Definition) -> Iterator[str]:
    yield text("reports.slides.points")
    yield f"{figure.headline}. {figure.paragraph}".strip()
    for answer in figure.answers:
        yield f"{answer.asked} {answer.word}. {answer.why}"
    yield f"{figure.target.sentence} {figure.target.provenance}".strip()
    yield from (event.words for event in figure.trend.events)
    yield f"{meaning.question} {meaning.terms[0].label}: {meaning.terms[0].words}"
    for part in meaning.lists:
        if part.name in ("may_use", "may_not_use"):
            yield f"{part.label}: {' '.join(part.lines)}"
    for its in figure.companions:
        yield f"{its.title}: {its.words}"


def _notes(slide: Any, paragraphs: Any) -> None:
    frame = slide.notes_slide.notes_text_frame
    first = True
    for words in filter(None, paragraphs):
        paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
        first = False
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = words
        run._r.get_or_add_rPr().set("lang", look.LANGUAGE)


def _example(report: Report) -> str:
    return text("reports.paper.example") if report.is_example else ""
