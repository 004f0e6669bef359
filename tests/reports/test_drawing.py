"""The drawing of a trend: everything the page draws, and nothing across a gap or a break."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import pairwise

import pytest

from pages.reports import drawing, freeze
from pages.reports.drawing import Frame, Paper
from pages.reports.frozen import Tick
from tests.reports import states_frozen


@pytest.fixture
def trend(numbers):
    numbers()
    return freeze(["followup_on_time"]).figures[0].trend


def paths(svg: str, colour: str) -> list[str]:
    return re.findall(rf'<path d="([^"]+)" fill="none" stroke="{drawing.COLOURS[colour]}"', svg)


def test_it_is_well_formed_and_stays_on_its_sheet(report):
    for figure in report.figures:
        if not figure.trend.is_drawn:
            continue
        root = ElementTree.fromstring(drawing.svg(figure.trend, Paper(500, 180)))
        for circle in root.iter("{http://www.w3.org/2000/svg}circle"):
            assert 0 <= float(circle.get("cx")) <= 500
            assert 0 <= float(circle.get("cy")) <= 180


def test_a_value_lies_where_the_axis_says(trend):
    frame = Frame(trend, Paper())
    low, high = (tick.at for tick in (trend.y_ticks[0], trend.y_ticks[-1]))
    assert frame.y(trend.low) == pytest.approx(frame.bottom)
    assert frame.y(trend.high) == pytest.approx(frame.top)
    assert frame.y(high) < frame.y(low)
    last = trend.points[-1]
    place = f'cx="{frame.x(len(trend.points) - 1):.1f}" cy="{frame.y(last.value):.1f}"'
    assert place in drawing.svg(trend)


def test_a_hole_is_a_hole(trend):
    whole = paths(drawing.svg(trend), "primary")
    points = list(trend.points)
    points[20] = replace(points[20], value=None)
    holed = paths(drawing.svg(replace(trend, points=tuple(points))), "primary")
    assert len(holed) == len(whole) + 1


def test_no_line_goes_across_a_break(report):
    figure = next(its for its in report.figures if its.trend.events)
    (event,) = figure.trend.events
    frame = Frame(figure.trend, Paper())
    at = frame.x(event.at - 0.5)
    for path in paths(drawing.svg(figure.trend), "primary"):
        xs = [float(x) for x in re.findall(r"(?:M| )(\d+\.\d) \d", path)]
        assert max(xs) < at or min(xs) > at
    assert event.label in drawing.svg(figure.trend)


def test_the_newest_value_stands_beside_its_point(trend):
    assert trend.points[-1].words in drawing.svg(trend)


def test_a_value_of_an_earlier_period_is_quieter(report):
    hidden = next(f for f in report.figures if f.kpi == states_frozen.HIDDEN and f.trend.is_drawn)
    assert 'font-weight="700"' not in drawing.svg(hidden.trend)


def test_marks_of_time_do_not_touch(report):
    for figure in report.figures:
        frame = Frame(figure.trend, Paper(270, 76, 8.5))
        marks = list(drawing._apart(frame))
        for one, after in pairwise(marks):
            assert frame.x(after.at) - frame.x(one.at) > len(one.words) * 8.5 * drawing.CHARACTER


def test_a_mark_that_begins_at_its_place_reaches_further(trend):
    points = (trend.points * 24)[:24]
    close = replace(trend, points=points, x_ticks=(Tick(0, "2024"), Tick(2, "2025")))
    frame = Frame(close, Paper(560, 375, 12.5))
    assert [tick.words for tick in drawing._apart(frame)] == ["2025"]


def test_words_are_escaped(trend):
    changed = replace(trend, alternative="<b> & co")
    assert "&lt;b&gt; &amp; co" in drawing.svg(changed, title="x")


def test_one_point_alone_is_drawn(trend):
    one = replace(trend, points=trend.points[-1:], events=(), x_ticks=trend.x_ticks[:1])
    assert "<circle" in drawing.svg(one)
