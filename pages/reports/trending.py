"""A trend as frozen points, with the axes and the legend of the page's own chart."""

from collections.abc import Iterator, Sequence
from typing import Any

import kpis
from kpis.model import Result, Target
from pages.parts import charts, formats, sentences, swings
from pages.parts.swings import Swing
from pages.parts.texts import text
from pages.reports.frozen import Event, Key, Point, Tick, Trend


def number(value: Any) -> float | None:
    """A number as it is kept: a plain float whatever computed it."""
    return None if value is None else float(value)


def trend(series: charts.Trend, kind: str) -> Trend:
    """The frozen trend of months, quarters or years."""
    is_drawn = any(sentences.drawn(result) is not None for result in series.results)
    x_axis, y_axis = _axes(series)
    return Trend(
        title=text("noegletal.trend.title", kind=text(f"noegletal.trend.kind_{kind}")),
        points=tuple(_points(series)),
        events=tuple(_events(series)),
        low=float(y_axis["range"][0]),
        high=float(y_axis["range"][1]),
        y_ticks=_ticks(y_axis),
        x_ticks=_ticks(x_axis),
        legend=tuple(Key(mark, words) for mark, words in charts.legend(series)),
        alternative=_alternative(series, is_drawn),
        method=_method(series.judged),
        is_drawn=is_drawn,
    )


def _axes(series: charts.Trend) -> tuple[dict[str, Any], dict[str, Any]]:
    """Those of the page's chart, so that paper and screen show the same."""
    layout = charts.trend(series)["layout"]
    return layout["xaxis"], layout["yaxis"]


def _ticks(axis: dict[str, Any]) -> tuple[Tick, ...]:
    places = zip(axis["tickvals"], axis["ticktext"], strict=True)
    return tuple(Tick(float(at), words) for at, words in places)


def _alternative(series: charts.Trend, is_drawn: bool) -> str:
    if not is_drawn:
        return sentences.reason(series.results[-1]) or text("reports.not_drawn")
    return sentences.chart_alternative(series.results, series.targets[-1])


def _method(judged: "kpis.Series | None") -> str:
    return swings.method(judged) if judged else ""


def _points(series: charts.Trend) -> Iterator[Point]:
    found = swings.swings(series.judged)
    places = zip(series.results, series.targets, strict=True)
    for at, (result, target) in enumerate(places):
        yield _point(result, target, found.get(at), at in series.breaks)


def _point(result: Result, target: Target | None, its: Swing | None, is_new: bool) -> Point:
    share = sentences.drawn(result) is not None
    sign = str(its.side) if its and its.side else ""
    return Point(
        period=result.period,
        day=kpis.period(result.period).last.isoformat(),
        label=formats.period(result.period),
        value=sentences.drawn(result),
        words=sentences.value_or_reason(result),
        numerator=number(result.numerator),
        denominator=number(result.denominator),
        count=sentences.count(result),
        low=number(result.low) if share else None,
        high=number(result.high) if share else None,
        interval=sentences.interval(result),
        lower=_limit(result.kpi, its.lower) if its else None,
        upper=_limit(result.kpi, its.upper) if its else None,
        mean=number(its.mean) if its and its.lower is not None else None,
        is_trial=bool(its and its.is_trial),
        target_low=number(target.low) if target else None,
        target_high=number(target.high) if target else None,
        target=sentences.target_words(target),
        sign=sign,
        meaning=str(swings.meaning(result.kpi, its.side)) if its and its.side else "",
        remark=" ".join(_remarks(its, is_new)),
    )


def _limit(kpi: str, edge: float | None) -> float | None:
    return None if edge is None else float(swings.clipped(kpi, edge))


def _remarks(its: Swing | None, is_new: bool) -> Sequence[str]:
    """As in the table of the page: a break, an unusual point, trial limits."""
    told = [text("noegletal.table.break")] if is_new else []
    if its is not None and its.lower is not None:
        told += [swings.sign(its), text("noegletal.table.trial") if its.is_trial else ""]
    return [words for words in told if words]


def _events(series: charts.Trend) -> Iterator[Event]:
    words = iter(swings.breaks(series.judged)) if series.judged else iter(())
    for (at, its), told in zip(series.breaks.items(), words, strict=True):
        label = f"{text('signals.break.label')} {formats.day(its.day)}"
        yield Event(at, its.day.isoformat(), "break", label, told)
