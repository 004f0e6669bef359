"""The trend as we draw it: every number at its place, nothing across a gap, dark colours."""

import base64
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.parts import charts, palette, plot
from tests.pages.plots import alternative, told
from tests.pages.results import target
from tests.pages.test_charts import series


def drawn(figure):
    """The markup without its opening, as a page is split into plots."""
    return plot.markup(figure, "ord").removeprefix('<div class="plot"')


def svg(figure):
    (found,) = re.findall(r"data:image/svg\+xml;base64,([^\"]*)", drawn(figure))
    return base64.b64decode(found).decode()


def dots(figure):
    """The places of the small points: across 0-1000, down in pixels."""
    (path,) = re.findall(r'd="((?:M[\d.-]+ [\d.-]+h0)+)"', svg(figure))
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.-]+) ([\d.-]+)h0", path)]


@settings(deadline=None)  # the first one reads the texts
@given(st.lists(st.floats(0, 1), min_size=2, max_size=36))
def test_every_value_is_drawn_at_its_place(values):
    figure = charts.trend(series(values))
    layout = figure["layout"]
    low, high = layout["yaxis"]["range"]
    first, last = layout["xaxis"]["range"]
    height = layout["height"] - layout["margin"]["t"] - plot.BELOW
    places = dots(figure)
    assert len(places) == len(values)
    for at, (x, y) in enumerate(places):
        assert first + x / plot.WIDE * (last - first) == pytest.approx(at, abs=0.01)
        assert high - y / height * (high - low) == pytest.approx(values[at], abs=0.001)


def test_no_line_goes_across_a_gap():
    figure = charts.trend(series([0.5, 0.6, None, 0.6, 0.7]))
    lines = [path for path in re.findall(r'<path d="([^"]*)"', svg(figure)) if "L" in path]
    assert lines[-1].count("M") == 2
    assert len(dots(figure)) == 4


def test_a_target_that_changes_goes_in_steps():
    results = series([0.5, 0.6, 0.7]).results
    figure = charts.trend(charts.Trend(results, (None, target(0.6), target(0.8)), "2024-03"))
    (steps,) = re.findall(r'd="(M[^"]*H[\d.]+V[\d.]+)"[^>]*stroke-dasharray', svg(figure))
    assert steps.count("M") == 1


def test_every_period_is_told_also_without_a_number():
    figure = charts.trend(series([0.5, None, 0.6]))
    lines = told(drawn(figure))
    assert [its[0] for its in lines][::2] == ["50,0\N{NO-BREAK SPACE}%", "60,0\N{NO-BREAK SPACE}%"]
    assert "skjult (få borgere)" in lines[1]
    assert [its[1] for its in lines] == ["januar 2024", "februar 2024", "marts 2024"]


def test_the_last_value_and_its_target_are_written_beside_the_line():
    markup = drawn(charts.trend(series([0.5, 0.6], target(0.9))))
    assert ">60,0\N{NO-BREAK SPACE}%<" in markup.split("value middle-right")[1]
    assert "mindst<br>90\N{NO-BREAK SPACE}%" in markup


def test_every_colour_of_the_picture_has_its_dark_one():
    picture = svg(charts.trend(series([0.5, 0.6, None, 0.7], target(0.5, 0.8))))
    used = set(re.findall(r'class="(\w+)-([\w-]+)"', picture))
    light = {palette.light(name) for _, name in used}
    assert light >= {palette.PRIMARY, palette.TARGET, palette.RULE}
    for part, name in used:
        assert f".{part}-{name}{{{part}:{palette.SHADES[name].dark}}}" in picture


def test_what_stands_above_the_picture_follows_the_mode_of_the_page():
    assert not re.search(r"#[0-9A-Fa-f]{6}|rgba?\(", drawn(charts.trend(series([0.5, 0.6]))))


def test_words_are_escaped():
    figure = charts.trend(series([0.5, 0.6]))
    figure["layout"]["yaxis"]["ticktext"][0] = "<script>"
    markup = plot.markup(figure, '"<script>')
    assert "<script>" not in markup
    assert alternative(markup.removeprefix('<div class="plot"')) == '"<script>'


def test_a_series_without_any_value_can_still_be_drawn():
    assert "<svg" in svg(charts.trend(series([None, None])))


def test_where_there_is_little_room_every_second_year_goes_and_the_last_stays():
    figure = charts.trend(series([0.5] * 30))
    years = re.findall(r'<span class="(xaxis[^"]*)"[^>]*>([^<]*)<', drawn(figure))
    assert years[-1][0] == "xaxis"
    assert len(years) > 2
    for (css, _), (after, _) in pairwise(years):
        assert ("second" in css) != ("second" in after)
    assert '<g class="dots">' in svg(figure)
    assert "max-width:300px" in svg(figure)
