"""The course of an indicator over time: a chart with its legend, or the same as a table."""

from collections.abc import Sequence

from kpis.model import Result
from pages.parts import charts, figures, formats, marks, plot, sentences, swings, tables, widgets
from pages.parts.indicator import View, kept_by
from pages.parts.markup import card, in_danish, items, safe
from pages.parts.texts import listed, text


def show(shown: View, as_table: bool) -> str:
    """The course as chart or table, or in one sentence why there is none."""
    return card(heading(shown) + _course(shown, as_table), "trend")


def _course(shown: View, as_table: bool) -> str:
    results = shown.series.results
    if all(result.value is None and result.missing for result in results):
        return f"<p>{safe(sentences.reason(shown.result))}</p>"
    build_id, key = figures.build().build_id, kept_by(shown.choice)
    if as_table or not any(map(_is_drawn, results)):
        return _table(build_id, key, shown)
    return _drawn(build_id, key, shown)


@widgets.cached_in_words
def _drawn(build_id: str, kept_by: str, _shown: View) -> str:
    """The legend, the chart, and what stands below."""
    chart = plot.markup(charts.trend(_shown.series), alternative(_shown))
    return _legend(_shown) + chart + _below(_shown)


def alternative(shown: View) -> str:
    """What the chart shows, for someone who cannot see it."""
    words = sentences.chart_alternative(shown.series.results, shown.target)
    marked = [mark.words.removesuffix(".") for mark in marks.marks(shown.series)]
    return f"{words} {text('trend.marks_alt', marks=listed(marked))}" if marked else words


def _below(shown: View) -> str:
    """The marks in words, and what the limits are or why there are none."""
    method = f'<p class="dim">{safe(swings.method(shown.judged))}</p>'
    return marks.listing(shown.series) + method


def heading(shown: View) -> str:
    """'Udvikling måned for måned', and what days a point looks at."""
    kind = text(f"noegletal.trend.kind_{shown.choice.kind}")
    window = text(f"kpi.{shown.choice.kpi}.window")
    title = text("noegletal.trend.title", kind=kind)
    words = f"{in_danish(safe(window))} {safe(_begins(shown))}"
    return f'<h2 class="first">{safe(title)}</h2><p class="dim">{words}</p>'


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


@widgets.cached_in_words
def _table(build_id: str, kept_by: str, _shown: View) -> str:
    results, targets = _shown.series.results, _shown.series.targets
    caption = text(
        "noegletal.trend.caption",
        title=text(f"kpi.{_shown.choice.kpi}.title"),
        first_period=formats.period(results[0].period),
        last_period=formats.period(results[-1].period),
    )
    return tables.trend_table(
        results, [sentences.target_words(t) for t in targets], caption, _shown.judged
    )
