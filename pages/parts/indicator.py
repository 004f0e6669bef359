"""The blocks of Nøgletal: what one indicator shows in one period."""

from collections.abc import Sequence
from dataclasses import dataclass

import kpis
from kpis import distance, year_before
from kpis.model import Course, Result, Target
from pages.parts import (
    charts,
    figures,
    finding,
    formats,
    four_answers,
    sentences,
    swings,
    tables,
    units,
    widgets,
)
from pages.parts.markup import items, safe
from pages.parts.selection import Choice, dimension, member
from pages.parts.texts import text

STEP_BESIDE_LADDER = "akut/udredning"


@dataclass(frozen=True)
class View:
    """Everything the page needs, asked once. `before` is the same period a year earlier."""

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
    """The numbers behind a choice."""
    results = _results(choice)
    by_period = {result.period: result for result in results}
    result = by_period[choice.period]
    until = results[: results.index(result) + 1]
    told = figures.answers(until, figures.not_assessed(choice.kpi, choice.period))
    judged = figures.judged(until, told.target)
    return View(
        choice,
        result,
        by_period.get(year_before(choice.period)),
        told,
        judged,
        charts.Trend(results, figures.targets(results), choice.period, judged),
    )


def _results(choice: Choice) -> tuple[Result, ...]:
    if choice.kind == "month":
        return figures.trend(choice.kpi)
    return figures.of_periods(choice.kpi, choice.periods)


def answer(shown: View) -> str:
    """The finding as heading and paragraph, and the target with who decided it."""
    kpi = shown.choice.kpi
    trail = f"{text(f'kpi.{kpi}.title')} · {formats.period(shown.choice.period)}"
    target = f"{sentences.target_sentence(kpi, shown.target)} {sentences.provenance(shown.target)}"
    return (
        f'<div class="hero"><div><p class="trail">{safe(trail)}</p>'
        f"<h1>{safe(finding.title(shown.told))}</h1>"
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


def show_trend(shown: View, as_table: bool) -> None:
    """The course over time as chart or table; below a chart the table is one click away."""
    results = shown.series.results
    if all(result.value is None and result.missing for result in results):
        widgets.html(f"<p>{safe(sentences.reason(shown.result))}</p>")
        return
    if as_table or not any(map(_is_drawn, results)):
        widgets.html(_trend_table(shown))
        return
    widgets.html(_legend(shown))
    alternative = sentences.chart_alternative(shown.series.results, shown.target)
    widgets.chart(charts.trend(shown.series), "trend", alternative)
    widgets.html(_below(shown))
    with widgets.expander(text("noegletal.trend.table_below")):
        widgets.html(_trend_table(shown))


def _below(shown: View) -> str:
    """What the limits are or why there are none, and the cause of each break."""
    lines = (swings.method(shown.judged), *swings.breaks(shown.judged))
    return "".join(f'<p class="dim">{safe(line)}</p>' for line in lines)


def trend_heading(shown: View) -> str:
    """'Udvikling måned for måned', and what days a point looks at."""
    kind = text(f"noegletal.trend.kind_{shown.choice.kind}")
    window = text(f"kpi.{shown.choice.kpi}.window")
    title = text("noegletal.trend.title", kind=kind)
    words = f"{window} {_begins(shown)}"
    return f'<h2 class="first">{safe(title)}</h2><p class="dim">{safe(words)}</p>'


def _begins(shown: View) -> str:
    """Why the first periods with reports are not drawn; empty when they are."""
    first, known_from = shown.choice.periods[0], figures.build().known_from
    is_whole = figures.is_whole(shown.choice.kpi, first)
    if known_from is None or not (shown.choice.is_cut and is_whole):
        return ""
    return text(
        "noegletal.trend.begins",
        first=formats.period(first),
        known_from=formats.period(f"{known_from:%Y-%m}"),
    )


def _legend(shown: View) -> str:
    marks = (f'<li><i class="{css}"></i>{safe(words)}</li>' for css, words in _marks(shown))
    return items(marks, "legend")


def _marks(shown: View) -> Sequence[tuple[str, str]]:
    marks = charts.legend(shown.series)
    drawn = "".join("x" if _is_drawn(result) else " " for result in shown.series.results)
    has_gap = " " in drawn.strip()
    return [*marks, ("gap", text("noegletal.trend.legend_missing"))] if has_gap else marks


def _is_drawn(result: Result) -> bool:
    return sentences.drawn(result) is not None


def _trend_table(shown: View) -> str:
    results, targets = shown.series.results, shown.series.targets
    caption = text(
        "noegletal.trend.caption",
        title=text(f"kpi.{shown.choice.kpi}.title"),
        first_period=formats.period(results[0].period),
        last_period=formats.period(results[-1].period),
    )
    return tables.trend_table(
        results, [sentences.target_words(t) for t in targets], caption, shown.judged
    )


def breakdown(shown: View, by: str) -> str:
    """The members of a dimension in the chosen period."""
    results = figures.members(shown.choice.kpi, shown.choice.period, by)
    if not any(result.member for result in results):
        return "".join(f"<p>{safe(sentences.reason(result))}</p>" for result in results)
    members = [(member(by, result.member), result) for result in sorted(results, key=_place)]
    caption = text(
        "noegletal.breakdown.caption",
        title=text(f"kpi.{shown.choice.kpi}.title"),
        period=formats.period(shown.choice.period),
        dimension=dimension(by),
    )
    drawn = tables.breakdown_table(members, shown.result, dimension(by).capitalize(), caption)
    return f'{drawn}<p class="dim">{safe(_breakdown_note(results))}</p>'


def _breakdown_note(results: Sequence[Result]) -> str:
    """What the stroke means and, where something is hidden, why."""
    has_interval = any(map(sentences.interval, results))
    line = text(f"noegletal.breakdown.line{'_and_interval' if has_interval else ''}")
    is_hidden = any(result.status == "suppressed" for result in results)
    return f"{line} {text('noegletal.breakdown.small')}" if is_hidden else line


def _place(result: Result) -> tuple[bool, str]:
    """Members in their own order; help beside the ladder and 'Uoplyst' last."""
    last = result.member in ("", STEP_BESIDE_LADDER, "Uoplyst")
    return last, result.member


def breakdown_heading() -> str:
    """Above the choice of a dimension."""
    return f'<h2 class="first">{safe(text("noegletal.breakdown.heading"))}</h2>'
