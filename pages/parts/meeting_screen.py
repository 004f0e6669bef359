"""What stands on each page of a meeting, as markup made of the frozen rows alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kpis import facts
from pages.parts import formats, meeting_chart, meeting_questions
from pages.parts.entries_comments import parts
from pages.parts.entries_refusals import signed
from pages.parts.markup import items, link, pill, safe
from pages.parts.meeting_keeping import Meeting
from pages.parts.meeting_slides import Slide, places
from pages.parts.registry import MOEDE
from pages.parts.texts import DANISH, language, spoken, text
from pages.reports.frozen import Answer, Figure, Page, Report, Section, Tally
from pages.reports.shapes import POLYGONS

LONG = 12
"""A number of more characters than this, or a reason instead of one, is set smaller."""


@dataclass(frozen=True)
class Screen:
    """What all pages of one meeting share.

    `newer` says that there are newer numbers; `language` is the reader's.
    """

    meeting: Meeting
    report: Report
    slides: Sequence[Slide]
    newer: str = ""
    language: str = DANISH
    at: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, meeting: Meeting, report: Report, slides: Sequence[Slide], newer: str) -> "Screen":
        """With the places that links lead to."""
        return cls(meeting, report, slides, newer, language(), places(slides))

    def way(self, words: str, to: str) -> str:
        """A link to the page of a node or a figure; the words alone where there is none."""
        if to not in self.at:
            return safe(words)
        with spoken(self.language):
            return link(words, MOEDE, moede=self.meeting.id, side=str(self.at[to]))


def markup(slide: Slide, screen: Screen) -> str:
    """One page, in Danish as its rows were frozen; its links keep the reader's language."""
    inside = {"first": _first, "node": _node, "figure": _figure, "last": _last}[slide.kind]
    with spoken(DANISH):
        return (
            f'<section class="stage of-{slide.kind}" lang="{DANISH}">'
            f'<div class="inside">{inside(slide, screen)}</div>{_source(slide, screen)}</section>'
        )


def title(slide: Slide, screen: Screen) -> str:
    """What a page is called in the bar."""
    if slide.figure:
        return slide.figure.title
    if slide.page:
        return slide.page.title
    return text("moede.questions.title") if slide.kind == "last" else screen.meeting.fact.title


def _first(slide: Slide, screen: Screen) -> str:
    report, fact = screen.report, screen.meeting.fact
    rows = (
        f"<li>{screen.way(page.title, page.id)}<span>{safe(page.headline)}</span></li>"
        for page in report.pages
    )
    return (
        f'<p class="over">{safe(fact.title)} · {safe(formats.day_long(fact.day))}</p>'
        f'<h1>{safe(report.headline)}</h1><p class="lead">{safe(report.lead)}</p>'
        f"{_board(report.tallies)}<h2>{safe(text('moede.agenda.title'))}</h2>"
        f"{items(rows, 'contents')}"
    )


def _node(slide: Slide, screen: Screen) -> str:
    page = _page(slide)
    return (
        f'<p class="over">{safe(page.document)}</p><h1>{safe(page.title)}</h1>'
        f'<p class="finding">{safe(page.headline)}.</p><p class="lead">{safe(page.lead)}</p>'
        f"{_board(page.tallies)}{items((_part(its, screen) for its in page.sections), 'parts')}"
    )


def _part(part: Section, screen: Screen) -> str:
    ways = " · ".join(screen.way(number, number) for number in part.numbers)
    numbers = f'<p class="dim">{safe(part.label)} {ways}</p>'
    return f"<li>{numbers}<p>{safe(part.words)}</p>{pill(part.course.code, part.course.words)}</li>"


def _figure(slide: Slide, screen: Screen) -> str:
    page, its = _page(slide), slide.figure
    assert its is not None
    above = its.number if page.kind == "indicator" else f"{its.number} · {page.title}"
    return (
        f'<div class="told"><p class="over">{safe(above)}</p><h1>{safe(its.title)}</h1>'
        f"{pill(its.course.code, its.course.words)}{_number(its)}{_facts(its)}"
        f"{_comment(its)}</div>"
        f'<div class="shown">{_legend(its)}{meeting_chart.markup(its.trend)}'
        f"{_answers(its.answers)}</div>"
    )


def _number(its: Figure) -> str:
    size = "reason" if its.value is None or len(its.words) > LONG else "value"
    count = f'<p class="count">{safe(its.count)}</p>' if its.count else ""
    return f'<p class="{size}">{safe(its.words)}</p>{count}'


def _facts(its: Figure) -> str:
    before = text("moede.before", period=its.before.label, value=its.before.words)
    told = f"<p>{safe(its.target.sentence)}</p>"
    if its.target.provenance:
        told += f'<p class="dim">{safe(its.target.provenance)}</p>'
    return told + (f"<p>{safe(before)}</p>" if its.before.value is not None else "")


def _comment(its: Figure) -> str:
    """The newest thing written about the number; the number beside it stays the frozen one."""
    found = facts.comments(its.kpi, its.period)
    if not found:
        return ""
    return (
        f'<aside aria-label="{safe(text("moede.comment"))}" class="comment">'
        f'{parts(found[-1].fact)}<p class="dim">{safe(signed(found[-1]))}</p></aside>'
    )


def _legend(its: Figure) -> str:
    if not its.trend.is_drawn:
        return ""
    marks = (
        f'<li><i class="{safe(key.mark)}"></i>{safe(key.words)}</li>' for key in its.trend.legend
    )
    return items(marks, "legend")


def _answers(answers: Iterable[Answer]) -> str:
    rows = (
        f'<li class="answer {its.tone}"><p class="dim">{safe(its.asked)}</p>'
        f'<p class="word">{_shape(its.shape)}{safe(its.word)}</p></li>'
        for its in answers
    )
    return items(rows, "short-answers")


def _shape(name: str) -> str:
    """A state's shape in the colour of its word."""
    if name in POLYGONS:
        corners = ",".join(f"{x:.0f}% {y:.0f}%" for x, y in POLYGONS[name])
        return f'<i class="shape" aria-hidden="true" style="clip-path:polygon({corners})"></i>'
    return f'<i class="shape is-{name}" aria-hidden="true"></i>'


def _last(slide: Slide, screen: Screen) -> str:
    return (
        f'<p class="over">{safe(screen.meeting.fact.title)}</p>'
        f"<h1>{safe(text('moede.questions.title'))}</h1>"
        f"{meeting_questions.asked(screen.meeting.id, screen.way)}"
    )


def _source(slide: Slide, screen: Screen) -> str:
    """Which figure it is, of which edition, and whether there is a newer one."""
    report = screen.report
    number = text("moede.source.figure", number=slide.figure.number) if slide.figure else ""
    edition = text("moede.source.edition", edition=report.edition, period=report.period_words)
    example = text("reports.paper.example") if report.is_example else ""
    told = " ".join(filter(None, (number, edition, example, screen.newer)))
    return f'<p class="source-line">{safe(told)}</p>'


def _board(tallies: Sequence[Tally]) -> str:
    rows = (
        f"<li><b>{its.count}</b>{pill(its.course.code, its.course.words)}</li>"
        for its in tallies
        if its.count
    )
    return items(rows, "board")


def _page(slide: Slide) -> Page:
    assert slide.page is not None
    return slide.page
