"""One indicator in one period, read once and put into frozen words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

import kpis
from kpis.model import Course, Result, Target
from pages.parts import (
    charts,
    figures,
    finding,
    formats,
    four_answers,
    sentences,
    tables,
    units,
)
from pages.parts.kinds import complete_periods, kind_of
from pages.parts.standing import of_indicator
from pages.parts.texts import text
from pages.reports import shapes
from pages.reports.frozen import Answer, Before, Companion, Figure, Goal, Mark
from pages.reports.trending import number, trend


@dataclass(frozen=True)
class Read:
    """What is asked about one indicator in one period; each thing once, when it is needed.

    `counted` is what is counted beside all indicators of the report, asked at once.
    """

    kpi: str
    period: str
    counted: Mapping[str, Result]

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """Its periods up to the one asked for, oldest first; that period at least."""
        if kind_of(self.period) == "month":
            return figures.until(self.kpi, self.period)
        until = periods_until(self.period)
        every = figures.of_each_period(until)
        whole = [its for its in until if figures.is_whole(self.kpi, its)]
        wanted = whole if self.period in whole else [self.period]
        return tuple(every[self.kpi, its] for its in wanted)

    @property
    def result(self) -> Result:
        """The result of the period asked for."""
        return self.results[-1]

    @property
    def is_measured(self) -> bool:
        """Whether the exports it takes are loaded."""
        return not figures.waits_for(self.result)

    @cached_property
    def told(self) -> "kpis.Answers":
        """The four answers."""
        left_out = figures.not_assessed(self.kpi, self.period, self.beside)
        return figures.answers(self.results, left_out)

    @property
    def beside(self) -> Mapping[str, Result]:
        """What is counted beside it."""
        own = f"{self.kpi}."
        return {name: its for name, its in self.counted.items() if name.startswith(own)}

    @property
    def course(self) -> str:
        """The result against its target, as the pages name it."""
        return of_indicator(self.told.course, self.told.target)

    @cached_property
    def judged(self) -> "kpis.Series":
        """The series with its limits and breaks."""
        return figures.judged(self.results, self.told.target)

    @cached_property
    def series(self) -> charts.Trend:
        """What a chart draws."""
        targets = figures.targets(self.results)
        return charts.Trend(self.results, targets, self.period, self.judged)


def periods_until(period: str) -> tuple[str, ...]:
    """The periods of the same kind that are shown, up to one of them."""
    complete = complete_periods(kind_of(period), figures.months())
    return (*takewhile(lambda its: its != period, complete), period)


def course_mark(course: str) -> Mark:
    """A course as shape and word."""
    return Mark(str(course), text(f"ui.course.{course}"), shapes.COURSES[str(course)])


def figure(its_number: str, read: Read) -> Figure:
    """The frozen figure."""
    result, kpi = read.result, read.kpi
    gap = kpis.distance(result, read.told.target)
    share = sentences.percentage(result) is not None or not units.is_share(kpi)
    return Figure(
        number=its_number,
        kpi=kpi,
        title=text(f"kpi.{kpi}.title"),
        headline=finding.title(read.told),
        paragraph=finding.paragraph(read.told),
        period=read.period,
        period_words=formats.period(read.period),
        unit=units.unit(kpi),
        number_format=_number_format(kpi),
        decimals=units.decimals(kpi),
        value=sentences.drawn(result),
        words=sentences.value_or_reason(result),
        status=str(result.status),
        reason=sentences.reason(result),
        numerator=number(result.numerator),
        denominator=number(result.denominator),
        count=sentences.counted(result),
        low=number(result.low) if share else None,
        high=number(result.high) if share else None,
        interval=sentences.interval(result),
        interval_of_100=sentences.interval_of_100(result),
        window=text(f"kpi.{kpi}.window"),
        course=course_mark(read.course),
        target=_goal(kpi, read.told.target),
        distance=number(gap) if share else None,
        distance_words=sentences.distance_words(result, read.told.target)
        if read.course != Course.NOT_JUDGED
        else "",
        answers=tuple(_answers(read)),
        trend=trend(read.series, kind_of(read.period)),
        before=_before(read),
        companions=(*_companions(read), *_beside(read)),
    )


def _number_format(kpi: str) -> str:
    if units.is_share(kpi):
        return "share"
    return "signed_share" if units.differs_in_points(kpi) else "amount"


def _goal(kpi: str, target: Target | None) -> Goal:
    words, sentence = sentences.target_words(target), sentences.target_sentence(kpi, target)
    told = sentences.provenance(target)
    if target is None:
        return Goal(words, sentence, told, "", None, None, "", "", "")
    bounds = (number(target.low), number(target.high))
    day = target.valid_from.isoformat()
    return Goal(words, sentence, told, target.kind, *bounds, day, target.decided_by, target.where)


def _answers(read: Read) -> Iterator[Answer]:
    whys = four_answers.whys(read.told, read.judged)
    for answer, why in zip(read.told.each(), whys, strict=True):
        yield Answer(
            question=answer.question,
            asked=text(f"signals.question.{answer.question}"),
            code=answer.code,
            word=four_answers.word(answer, read.told),
            shape=shapes.of_answer(answer.shape_key),
            tone=four_answers.tone(answer),
            why=why,
        )


def _before(read: Read) -> Before:
    period = kpis.year_before(read.period)
    label = formats.period(period)
    its = next((one for one in read.results if one.period == period), None)
    if its is None:
        return Before(period, label, None, "–", text("reports.before.none"))
    change = sentences.change_since(read.result, its, figures.breaks())
    return Before(period, label, sentences.drawn(its), sentences.value_or_reason(its), change)


def _companions(read: Read) -> Iterator[Companion]:
    balanced = figures.balanced_by(read.kpi)
    others = [kpi for kpi in figures.read_with(read.kpi) if kpi in figures.catalogue()]
    results = _of_period(others, read.period)
    for kpi in others:
        relation = "balanced" if kpi in balanced else "read_with"
        [target] = figures.targets([results[kpi]])
        course = course_mark(of_indicator(figures.course(results[kpi]), target))
        yield _companion(kpi, relation, text(f"kpi.{kpi}.title"), results[kpi], course)


def _of_period(names: list[str], period: str) -> dict[str, Result]:
    if kind_of(period) == "month":
        return {kpi: figures.of_month(period)[kpi] for kpi in names}
    every = figures.of_each_period(periods_until(period))
    return {kpi: every[kpi, period] for kpi in names}


def _beside(read: Read) -> Iterator[Companion]:
    for kpi, result in read.beside.items():
        yield _companion(kpi, "beside", text(f"beside.{kpi}"), result, None)


def _companion(
    kpi: str, relation: str, title: str, result: Result, course: Mark | None
) -> Companion:
    words, count = sentences.value_or_reason(result), tables.result_cells(result)[1]
    return Companion(kpi, relation, title, sentences.drawn(result), words, count, course)
