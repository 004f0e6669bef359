"""The trend as numbers: gaps stay gaps, nothing is invented, axes are honest."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.model import Status
from pages.parts import charts, tables
from tests.pages.results import ok, target, without

MONTHS = tuple(f"{2024 + at // 12}-{at % 12 + 1:02d}" for at in range(36))


def series(values, a_target=None, chosen=None):
    results = tuple(
        without(Status.SUPPRESSED, period=period) if value is None else ok(value, period=period)
        for period, value in zip(MONTHS, values, strict=False)
    )
    return charts.Trend(results, (a_target,) * len(results), chosen or results[-1].period)


def line(figure):
    (values,) = [trace for trace in figure["data"] if trace["mode"] == "lines+markers"]
    return values


def test_a_missing_value_is_a_gap_and_no_zero():
    figure = charts.trend(series([0.5, None, 0.6]))
    assert line(figure)["y"] == [0.5, None, 0.6]
    assert line(figure)["connectgaps"] is False


def test_the_uncertainty_is_not_drawn_across_a_gap():
    figure = charts.trend(series([0.5, 0.5, None, 0.6]))
    areas = [trace for trace in figure["data"] if trace.get("fill") == "toself"]
    assert [sorted(set(area["x"])) for area in areas] == [[0, 1], [3]]


def test_the_hover_says_why_there_is_no_number():
    figure = charts.trend(series([0.5, None]))
    assert "skjult (få borgere)" in line(figure)["customdata"][1]
    assert "februar 2024" in line(figure)["customdata"][1]


def test_the_chosen_period_is_the_one_that_is_labelled():
    figure = charts.trend(series([0.5, 0.6, 0.7], chosen="2024-02"))
    (label,) = [trace for trace in figure["data"] if trace["mode"] == "markers+text"]
    assert label["x"] == [1]
    assert label["text"] == ["<b>60,0\N{NO-BREAK SPACE}%</b>"]


@pytest.mark.parametrize(("low", "high", "lines"), [(0.9, None, 1), (0.5, 0.8, 2), (None, None, 0)])
def test_a_target_has_a_line_for_each_bound(low, high, lines):
    figure = charts.trend(series([0.5, 0.6], target(low, high)))
    assert sum(trace.get("line", {}).get("dash") == "dash" for trace in figure["data"]) == lines


def test_a_target_that_changes_is_drawn_as_steps():
    results = series([0.5, 0.6, 0.7]).results
    figure = charts.trend(charts.Trend(results, (None, target(0.6), target(0.8)), "2024-03"))
    (steps,) = [trace for trace in figure["data"] if trace.get("line", {}).get("dash")]
    assert (steps["y"], steps["line"]["shape"]) == ([None, 0.6, 0.8], "hv")


def test_a_series_without_any_value_can_still_be_drawn():
    figure = charts.trend(series([None, None]))
    assert figure["layout"]["yaxis"]["range"] == [0.0, 1.0]


shares = st.one_of(st.none(), st.floats(0, 1))


@given(st.lists(shares, min_size=1, max_size=36))
def test_the_axis_holds_every_value_and_stays_between_0_and_100_percent(values):
    figure = charts.trend(series(values, target(0.4, 0.6)))
    low, high = figure["layout"]["yaxis"]["range"]
    assert 0 <= low < high <= 1
    assert all(low <= value <= high for value in values if value is not None)
    ticks = figure["layout"]["yaxis"]["tickvals"]
    assert 1 <= len(ticks) <= charts.MOST_TICKS
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in ticks)


@given(st.lists(st.booleans(), max_size=40))
def test_runs_are_the_stretches_without_a_gap(present):
    stretches = list(charts.runs(present))
    covered = [at for stretch in stretches for at in stretch]
    assert covered == [at for at, is_there in enumerate(present) if is_there]
    assert all(b.start > a.stop for a, b in itertools.pairwise(stretches))


def test_a_bar_lies_where_its_numbers_are():
    drawn = tables.bar(ok(0.25, 0.20, 0.35), ok(0.5))
    assert "width:25.00%" in drawn
    assert "left:20.00%;width:15.00%" in drawn
    assert "left:50.00%" in drawn


@pytest.mark.parametrize(
    ("high", "top"), [(0.02, 0.1), (0.1, 0.1), (0.11, 0.25), (0.3, 0.5), (0.51, 1.0), (1.0, 1.0)]
)
def test_bars_end_where_the_largest_uncertainty_still_fits(high, top):
    assert tables.scale([without(Status.SUPPRESSED), ok(high / 2, 0.0, high)]) == top


def test_a_scaled_bar_keeps_its_proportions():
    drawn = tables.bar(ok(0.05, 0.04, 0.06), ok(0.02), 0.1)
    assert "width:50.00%" in drawn
    assert "left:40.00%;width:20.00%" in drawn
    assert "left:20.00%" in drawn


def test_the_legend_names_the_newest_target_also_for_an_older_period():
    results = series([0.5, 0.6]).results
    drawn = charts.Trend(results, (None, target(0.9)), "2024-01")
    assert ("target", "Måltal: mindst 90\N{NO-BREAK SPACE}%") in charts.legend(drawn)


def test_a_hidden_member_has_no_bar_and_a_reason():
    hidden = without(Status.SUPPRESSED, by="sex", member="K")
    markup = tables.breakdown_table([("Kvinder", hidden)], ok(0.5), "Køn", "Efter køn")
    assert "hatched" in markup
    assert "skjult (få borgere)" in markup
    assert "width:" not in markup


def test_what_comes_from_data_is_escaped():
    markup = tables.table("<b>", [tables.Column("<i>")], [["<script>"]])
    assert "<script>" not in markup
    assert "<b>" not in markup
    assert "&lt;script&gt;" in markup


def test_of_fewer_than_ten_no_percentage_is_drawn():
    seven, ten = ok(7 / 9, of=9, period="2024-01"), ok(0.7, of=10, period="2024-02")
    figure = charts.trend(charts.Trend((seven, ten), (None, None), "2024-01"))
    assert line(figure)["y"] == [None, 0.7]
    assert "7 af 9" in line(figure)["customdata"][0]
    assert [set(area["x"]) for area in figure["data"] if area.get("fill")] == [{1}]
    assert not [trace for trace in figure["data"] if trace["mode"] == "markers+text"]


def test_of_fewer_than_ten_no_bar_is_drawn():
    everybody = ok(0.7)
    assert "fill" in tables.bar(ok(0.7, of=10), everybody)
    assert tables.bar(ok(7 / 9, of=9), everybody) == ""
    assert tables.result_cells(ok(7 / 9, of=9)) == ("7 af 9", "7 af 9", "")


@pytest.mark.parametrize(
    ("values", "place"),
    [([0.5, 0.6, 0.5], "top center"), ([0.6, 0.5, 0.6], "bottom center")],
)
def test_the_label_stands_where_the_line_is_not(values, place):
    figure = charts.trend(series(values, chosen="2024-02"))
    (label,) = [trace for trace in figure["data"] if trace["mode"] == "markers+text"]
    assert label["textposition"] == place
