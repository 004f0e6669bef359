"""What is written on a trend: nothing over something else, every mark in words too."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kpis
from kpis.breaks import Break, BreakKind
from kpis.facts import Event
from pages.parts import charts, labels, marks
from tests.pages.results import ok, target

MONTHS = tuple(f"{2022 + at // 12}-{at % 12 + 1:02d}" for at in range(48))
LAW = Break("law", date(2024, 1, 5), BreakKind.LAW, "En ny lov.", "Jura", ("followup_on_time",))


def series(values=(0.8,) * 48, a_target=None, events=(), breaks=(), chosen=None):
    results = tuple(ok(v, period=m) for v, m in zip(values, MONTHS, strict=False))
    judged = kpis.series(results, kpis.indicator("followup_on_time"), a_target, breaks)
    chosen = chosen or results[-1].period
    held = (a_target,) * len(results)
    return charts.Trend(results, held, chosen, judged, tuple(events))


def event(year, month, day, words="Nyt hus åbnet"):
    return date(year, month, day), words


def texts(figure):
    return [label["text"] for label in figure["layout"]["annotations"]]


def test_a_single_event_carries_its_day_and_several_carry_numbers():
    assert texts(charts.trend(series(events=[event(2023, 5, 2)]))) == ["Hændelse 02.05.2023"]
    drawn = charts.trend(series(events=[event(2023, 5, 2), event(2025, 1, 9)], breaks=[LAW]))
    assert texts(drawn) == ["<b>1</b>", "<b>2</b>", "<b>3</b>"]
    assert [shape["x0"] for shape in drawn["layout"]["shapes"]] == [16.0, 23.5, 36.0]


def test_the_list_below_tells_each_mark_by_its_number_in_order():
    its = series(events=[event(2025, 1, 9, "2: <b>"), event(2023, 5, 2, "1: før")], breaks=[LAW])
    shown = marks.listing(its)
    assert shown.index(">1<") < shown.index("1: før") < shown.index("En ny lov.")
    assert shown.index("En ny lov.") < shown.index("2: &lt;b&gt;")
    assert marks.listing(series()) == ""


def test_an_event_outside_the_months_drawn_is_not_shown():
    assert marks.marks(series(events=[event(2021, 12, 31), event(2026, 1, 1)])) == ()


def test_an_event_of_several_days_says_both():
    its = Event("Flytning", date(2024, 3, 1), date(2024, 3, 8))
    assert marks.event_words(its).replace("\N{NO-BREAK SPACE}", " ") == (
        "1. marts 2024 til 8. marts 2024: Flytning"
    )
    one = Event("Flytning", date(2024, 3, 1))
    assert " til " not in marks.event_words(one)


days = st.dates(date(2022, 1, 1), date(2025, 12, 31))


@given(st.lists(days, max_size=12))
def test_no_two_numbers_of_one_row_touch_and_there_is_room_above_for_all_rows(told):
    its = series(events=[(day, "Noget") for day in told])
    found = marks.marks(its)
    rows = marks.rows(found, 48)
    for row in set(rows):
        places = [mark.at for mark, own in zip(found, rows, strict=True) if own == row]
        gaps = [b - a for a, b in itertools.pairwise(places)]
        assert all(gap >= 48 / marks.WIDEST for gap in gaps)
    top = charts.trend(its)["layout"]["margin"]["t"]
    assert top == charts.TOP + marks.ROW * max(rows, default=0)


heights = st.floats(-500, 500)


@given(st.one_of(st.none(), heights), st.lists(heights, max_size=4))
def test_words_at_the_end_keep_apart_and_in_their_order(anchor, others):
    moved = [its + by for its, by in zip(others, labels.spread(anchor, others), strict=True)]
    kept = sorted([*moved, *([] if anchor is None else [anchor])])
    assert all(b - a >= labels.LINE - 1e-6 for a, b in itertools.pairwise(kept))
    if anchor is not None:
        assert all((a >= anchor) == (b >= anchor) for a, b in zip(others, moved, strict=True))


def test_what_is_far_enough_apart_is_not_moved():
    assert labels.spread(100.0, [10.0, 160.0, 200.0]) == [0.0, 0.0, 0.0]
    assert labels.spread(100.0, [95.0]) == [-22.0]


def test_the_target_stands_at_the_end_of_its_line():
    drawn = charts.trend(series(a_target=target(0.55, 0.85)))
    assert texts(drawn) == [
        "mindst<br>55\N{NO-BREAK SPACE}%",
        "højst<br>85\N{NO-BREAK SPACE}%",
    ]


def test_the_last_value_is_told_also_where_another_month_was_chosen():
    drawn = charts.trend(series(values=(0.8,) * 30 + (0.7,) * 18, chosen="2024-03"))
    assert texts(drawn) == ["70,0\N{NO-BREAK SPACE}%"]


def test_a_ring_lies_around_the_same_month_a_year_before():
    its = series(values=[0.7 + at / 1000 for at in range(48)])
    (ring,) = [t for t in charts.trend(its)["data"] if t.get("name") == "year_before"]
    assert (ring["x"], ring["y"]) == ([35], [its.results[35].value])
    assert ("before", "December 2024: 73,5\N{NO-BREAK SPACE}%") in charts.legend(its)


def test_without_a_year_of_months_there_is_no_ring():
    its = series(values=[0.7] * 9)
    assert not [t for t in charts.trend(its)["data"] if t.get("name") == "year_before"]
    assert not [words for css, words in charts.legend(its) if css == "before"]


@pytest.mark.parametrize("values", [(0.8,), (0.8, 0.8)])
def test_one_or_two_months_are_drawn(values):
    assert charts.trend(series(values=values))["data"]


def test_of_one_month_the_target_is_still_a_line():
    (line,) = [
        t
        for t in charts.trend(series(values=(0.8,), a_target=target(0.9)))["data"]
        if t.get("line", {}).get("shape") == "hv"
    ]
    assert line["y"] == [0.9, 0.9]
    assert line["x"][0] < 0 < line["x"][1]
