"""The blocks of Nøgletal: what one indicator shows in one period."""

from dataclasses import dataclass
from datetime import date

import kpis
from kpis import distance, year_before
from kpis.model import Course, Result, Target
from pages.parts import (
    charts,
    figures,
    finding,
    formats,
    four_answers,
    marks,
    sentences,
    subtitle,
    units,
    widgets,
)
from pages.parts.markup import safe
from pages.parts.selection import Choice
from pages.parts.texts import text


@dataclass(frozen=True, eq=False)
class View:
    """Everything the page needs, asked once. `before` is the same period a year earlier.

    One is kept for each build and choice, and is itself the key of what is drawn of it.
    """

    choice: Choice
    result: Result
    before: Result | None
    told: kpis.Answers
    judged: kpis.Series
    series: charts.Trend

    @property
    def target(self) -> Target | None:
        """The target in force in the chosen period."""
        return self.told.target

    @property
    def course(self) -> Course:
        """The chosen result against it."""
        return self.told.course


def view(choice: Choice) -> View:
    """The numbers behind a choice, kept for all readers of a build."""
    return _view(figures.build().build_id, kept_by(choice), choice)


def kept_by(choice: Choice) -> str:
    """What a view depends on beside the build: the choice, the day, what people entered."""
    return f"{choice.kpi} {choice.period} {date.today()} {figures.entered()}"


@widgets.cached_in_words
def _view(build_id: str, kept_by: str, _choice: Choice) -> View:
    results = _results(_choice)
    by_period = {result.period: result for result in results}
    result = by_period[_choice.period]
    until = results[: results.index(result) + 1]
    told = figures.answers(until, figures.not_assessed(_choice.kpi, _choice.period))
    judged = figures.judged(until, told.target)
    events = tuple((its.first, marks.event_words(its)) for its in figures.events(_choice.kpi))
    return View(
        _choice,
        result,
        by_period.get(year_before(_choice.period)),
        told,
        judged,
        charts.Trend(results, figures.targets(results), _choice.period, judged, events),
    )


def _results(choice: Choice) -> tuple[Result, ...]:
    if choice.kind == "month":
        return figures.trend(choice.kpi)
    return figures.of_periods(choice.kpi, choice.periods)


def answer(shown: View) -> str:
    """The finding as heading, what is measured, the paragraph, the target with who decided it."""
    kpi = shown.choice.kpi
    target = f"{sentences.target_sentence(kpi, shown.target)} {sentences.provenance(shown.target)}"
    return (
        f'<div class="hero"><div><h1>{safe(finding.title(shown.told))}</h1>'
        f'<p class="subtitle">{safe(subtitle.of(kpi, shown.choice.period))}</p>'
        f"<p>{safe(finding.paragraph(shown.told))}</p>"
        f'<p class="dim">{safe(target)}</p></div></div>'
    )


def four(shown: View) -> str:
    """The four answers about the number."""
    return four_answers.cards(shown.told, shown.judged)


def numbers(shown: View) -> str:
    """The row of numbers: value, distance to target, uncertainty if any, a year before."""
    is_sampled = units.is_share(shown.choice.kpi) or shown.result.low is not None
    uncertainty = _uncertainty(shown) if is_sampled else ""
    cells = (_value(shown), _distance(shown), uncertainty, _year_before(shown))
    return f'<dl class="figures">{"".join(cells)}</dl>'


def _cell(term: str, number: str, words: str) -> str:
    return f"<div><dt>{safe(term)}</dt><dd>{safe(number)}<small>{safe(words)}</small></dd></div>"


def _value(shown: View) -> str:
    result = shown.result
    term = formats.period(result.period).capitalize()
    if result.value is None:
        return _cell(term, text("noegletal.numbers.none"), sentences.reason_short(result))
    return _cell(term, sentences.value_or_reason(result), sentences.counted(result))


def _distance(shown: View) -> str:
    term = text("noegletal.distance.label")
    gap = distance(shown.result, shown.target)
    if gap is None or shown.course is Course.NOT_JUDGED:
        return _cell(term, "–", _not_judged(gap))
    if not gap:
        met = text("noegletal.distance.none_left")
        return _cell(term, met, sentences.target_words(shown.target))
    number, unit = sentences.size_of(shown.choice.kpi, gap).rsplit(formats.NBSP, 1)
    return _cell(term, number, f"{unit} {text(f'noegletal.distance.side_{_side(gap)}')}")


def _not_judged(gap: float | None) -> str:
    """Why no distance is told: nothing to hold together, or too few."""
    return text(f"noegletal.distance.{'none' if gap is None else 'too_few'}")


def _side(gap: float) -> str:
    return "above" if gap > 0 else "below"


def _uncertainty(shown: View) -> str:
    term = text("noegletal.numbers.interval")
    words = sentences.interval_of_100(shown.result)
    if shown.result.value is not None and not words:
        words = sentences.too_few()
    return _cell(term, sentences.interval(shown.result) or "–", words)


def _year_before(shown: View) -> str:
    period = year_before(shown.result.period)
    term = formats.period(period).capitalize()
    before = shown.before
    if before is None:
        return _cell(term, "–", text("noegletal.numbers.not_shown"))
    if before.value is None:
        return _cell(term, text("noegletal.numbers.none"), sentences.reason_short(before))
    words = sentences.change_since(shown.result, before, figures.breaks())
    return _cell(term, sentences.value_or_reason(before), words)
