"""Freezes nodes and indicators of one period into a report. The only part that asks for numbers."""

from collections.abc import Iterable, Sequence

import kpis
from kpis.model import Course
from pages.parts import figures, formats, fresh, node_finding, sentences
from pages.parts.kinds import complete_periods, kind_of
from pages.parts.markup import SHORT
from pages.parts.standing import Standing
from pages.parts.texts import DANISH, counted, listed, spoken, text
from pages.reports import asked as asking
from pages.reports.asked import Part, Subject
from pages.reports.defining import definition
from pages.reports.drawing_up import Read, course_mark, figure
from pages.reports.frozen import Figure, Page, Report, Section, Waiting, sealed
from pages.reports.summing import is_measured, standing_of, sum_up, worth

NAMED = 3
"""At most so many indicators are named in a lead."""


def freeze(asked: str | Sequence[str], period: str = "") -> Report:
    """The report about nodes and indicators (ids, slugs or 'all') in a period.

    `period` is a month, quarter or year among those shown; the latest complete month where
    it is left out. Raises `UnknownName` or `UnknownPeriod` with the nearest right name, and
    `NoWarehouse` where nothing has been loaded. Reports are Danish, whatever the language of
    the page they are asked for on.
    """
    with spoken(DANISH):
        return _freeze(asked, period)


def _freeze(asked: str | Sequence[str], period: str) -> Report:
    subjects = asking.subjects(asked)
    chosen = _known_period(period or figures.latest_month())
    build = figures.build()
    report = _report(subjects, asked, chosen, build)
    if figures.build().build_id != build.build_id:  # a load ended while we read: once more
        return _freeze(asked, period)
    return sealed(report)


def _known_period(period: str) -> str:
    kpis.period(period)
    known = complete_periods(kind_of(period), figures.months())
    if period not in known:
        near = known[0] if known and period < known[0] else "".join(known[-1:])
        hint = f" Did you mean '{near}'?" if near else ""
        raise kpis.UnknownPeriod(f"There are no numbers for '{period}'.{hint}")
    return period


def _report(
    subjects: Sequence[Subject], asked: str | Sequence[str], period: str, build: "kpis.BuildInfo"
) -> Report:
    names = dict.fromkeys(kpi for its in subjects for kpi in its.planned if _is_declared(kpi))
    beside = figures.beside_each(list(names), period)
    read = {kpi: Read(kpi, period, beside) for kpi in names}
    courses = {kpi: its.course for kpi, its in read.items() if its.is_measured}
    measured = [kpi for its in subjects for kpi in its.planned if kpi in courses]
    whole = sum_up(subjects, read)
    return Report(
        title=_title(subjects, asked, period),
        headline=whole.headline,
        lead=f"{worth(read.values())} {lead(courses)}".strip(),
        measured=_measured(len(courses), subjects),
        period=period,
        period_words=formats.period(period),
        build_id=build.build_id,
        edition=formats.edition(build.build_id),
        known_at=build.known_at.isoformat() if build.known_at else "",
        built_at=build.built_at.isoformat() if build.built_at else "",
        freshness=fresh.words(build),
        is_example=build.is_example,
        example=text("ui.example") if build.is_example else "",
        tallies=whole.tallies,
        pages=tuple(_page(its, read) for its in subjects),
        figures=tuple(_figures(subjects, read)),
        definitions=tuple(map(definition, dict.fromkeys(measured))),
    )


def _is_declared(kpi: str) -> bool:
    return kpi in figures.catalogue()


def _title(subjects: Sequence[Subject], asked: str | Sequence[str], period: str) -> str:
    words = formats.period(period)
    if len(subjects) == 1:
        return text("reports.title.one", name=subjects[0].title, period=words)
    is_all = tuple(subjects) == asking.nodes()
    return text(f"reports.title.{'all' if is_all else 'several'}", period=words)


def lead(courses: dict[str, str]) -> str:
    """Which indicators call for a hand or an eye."""
    if all(its == Course.NOT_JUDGED for its in courses.values()):
        return text("reports.no_judged")
    calls = [_call(courses, its) for its in (Course.ACT, SHORT, Course.WATCH)]
    return " ".join(filter(None, calls)) or text("reports.no_calls")


def _call(courses: dict[str, str], course: str) -> str:
    concerned = [kpi for kpi, its in courses.items() if its == course]
    if not concerned:
        return ""
    names = [text("reports.named", title=text(f"kpi.{kpi}.title")) for kpi in concerned[:NAMED]]
    if len(concerned) > NAMED:
        names.append(counted("reports.others", len(concerned) - NAMED))
    return counted(f"reports.{course}", len(concerned), names=listed(names))


def _measured(count: int, subjects: Sequence[Subject]) -> str:
    every = {kpi for its in subjects for kpi in its.planned}
    return text("reports.measured", of=formats.count_of(count, len(every)))


def _page(subject: Subject, read: dict[str, Read]) -> Page:
    courses = {kpi: read[kpi].course for kpi in subject.planned if is_measured(kpi, read)}
    whole = sum_up((subject,), read)
    return Page(
        id=subject.id,
        kind=subject.kind,
        code=subject.code,
        title=subject.title,
        document=subject.document,
        purpose=subject.purpose,
        headline=whole.headline,
        lead=lead(courses),
        tallies=whole.tallies,
        sections=tuple(_section(subject, part, read) for part in subject.parts),
        numbers=tuple(subject.number(kpi) for kpi in courses),
    )


def _section(subject: Subject, part: Part, read: dict[str, Read]) -> Section:
    planned = subject.of_part(part)
    measured = [kpi for kpi in planned if is_measured(kpi, read)]
    its = standing_of(subject, part, read)
    return Section(
        node=part.node,
        label=part.label,
        words=part.words,
        course=course_mark(its.course),
        behind=_finding(its, measured, read) if subject.kind != "indicator" else "",
        numbers=tuple(map(subject.number, measured)),
        waiting=tuple(
            Waiting(subject.number(kpi), kpi, text(f"kpi.{kpi}.title"), _need(kpi, read))
            for kpi in planned
            if kpi not in measured
        ),
    )


def _finding(its: Standing, measured: Sequence[str], read: dict[str, Read]) -> str:
    told = {kpi: read[kpi].course for kpi in measured}
    return node_finding.finding(its, told, lambda kpi: text(f"kpi.{kpi}.title"))


def _need(kpi: str, read: dict[str, Read]) -> str:
    if kpi not in read:
        return text("ui.waiting.not_built")
    exports = listed(sentences.exports(figures.waits_for(read[kpi].result)))
    return text("ui.waiting.exports", exports=exports)


def _figures(subjects: Sequence[Subject], read: dict[str, Read]) -> Iterable[Figure]:
    for subject in subjects:
        for kpi in subject.planned:
            if is_measured(kpi, read):
                yield figure(subject.number(kpi), read[kpi])
