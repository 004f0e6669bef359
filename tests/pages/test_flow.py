"""The diagram of moves: what is hidden has no width of its own, what is shown has its count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.ladder import Move
from kpis.model import Status
from pages.parts import bands, flow
from tests.pages.results import ok, without

NAMES = {"A": "Kom til", "B": "Trin 1-3", "C": "Trin 4-5", "D": "Trin 6-9"}
AFTERS = NAMES | {"exit": "Stoppet"}


def flows(*moves):
    return flow.between([Move(*move) for move in moves], NAMES, AFTERS)


def links(its):
    link = flow.figure(its)["data"][0]["link"]
    return list(zip(link["source"], link["target"], link["value"], link["customdata"], strict=True))


def test_a_shown_count_is_the_width_of_its_band_and_stands_in_its_words():
    ((source, target, value, words),) = links(flows(("D", "C", 20)))
    assert (source, target, value) == (0, 1, 20)
    assert words == "Fra Trin 6-9 til Trin 4-5: 20 borgere"


def test_what_is_hidden_of_one_origin_is_one_band_however_much_it_is():
    one = flows(("D", "D", 300), ("D", "C", None))
    three = flows(("D", "D", 300), ("D", "C", None), ("D", "B", None), ("D", "exit", None))
    assert links(one) == links(three)
    assert [value for *_, value, words in links(one) if "skjult" in words] == [6.0]


counts = st.lists(st.one_of(st.none(), st.integers(1, 900)), min_size=4, max_size=4)


@given(counts)
def test_a_hidden_band_is_as_wide_as_any_other_and_follows_from_what_is_shown(told):
    its = flows(*(("D", after, n) for after, n in zip(("D", "C", "B", "exit"), told, strict=True)))
    if not its.shown:
        assert not flow.is_drawn(its)
        return
    values = [value for *_, value, words in links(its) if "skjult" in words]
    shown = sum(n for n in told if n)
    assert values == ([max(1.0, flow.HIDDEN_WIDTH * shown)] if None in told else [])


@given(counts)
def test_no_node_lies_over_another(told):
    its = flows(*((before, before, n) for before, n in zip("ABCD", told, strict=True)))
    if not flow.is_drawn(its):
        return
    nodes = flow.figure(its)["data"][0]["node"]
    for side in (0.001, 0.999):
        places = [y for x, y in zip(nodes["x"], nodes["y"], strict=True) if x == side]
        assert places == sorted(places)
        assert all(0 < place < 1 for place in places)


@given(counts)
def test_bands_are_as_thick_as_their_counts_and_fill_their_places(told):
    its = flows(*(("D", after, n) for after, n in zip(("D", "C", "B", "exit"), told, strict=True)))
    if not flow.is_drawn(its):
        return
    (trace,), height = flow.figure(its)["data"], flow.HEIGHT
    each = bands.pixels_for_one(trace, height)
    places = bands.places(trace, height, each)
    drawn = list(bands.bands(trace, places, each))
    link = trace["link"]
    assert [band.thick / each for band in drawn] == pytest.approx(
        [value for _, value in sorted(zip(link["target"], link["value"], strict=True))]
    )
    (left,) = [place for place in places if place.is_left]
    assert sum(band.thick for band in drawn) == pytest.approx(left.height)
    edges = [left.top, *(band.left + band.thick for band in drawn)]
    assert [band.left for band in drawn] == pytest.approx(edges[:-1])
    rights = [place for place in places if not place.is_left]
    assert [band.right for band in drawn] == pytest.approx([place.top for place in rights])
    for place in places:
        assert place.top >= -1
        assert place.top + place.height <= height + 1


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("5", "3", "down"),
        ("3", "5", "up"),
        ("4", "4", "same"),
        ("6", "exit", "gone"),
        ("6", "akut/udredning", "gone"),
        ("0", "3", "came"),
        ("A", "A", "came"),
    ],
)
def test_the_way_of_a_move(before, after, way):
    assert flow.way(before, after) == way


def step(numerator, member="5"):
    return ok(numerator / 100, of=100, by="step", member=member, kpi="ladder_down_rate")


def test_who_stayed_is_told_only_where_down_and_up_are():
    hidden = without(Status.SUPPRESSED, by="step", member="6", kpi="ladder_up_rate")
    its = flow.from_steps(
        [step(9), step(7, "6")], [step(3), hidden], {"5": "Trin 5", "6": "Trin 6"}
    )
    told = {(one.before, one.way): one.citizens for one in its.flows}
    assert told["5", "same"] == 88
    assert told["6", "same"] is None
    assert told["6", "down"] == 7


def test_the_words_instead_name_every_move_and_that_something_is_hidden():
    words = flow.alternative(flows(("D", "D", 342), ("D", "C", 20), ("B", "exit", None)))
    assert "Fra Trin 6-9 til Trin 4-5: 20 borgere" in words
    assert "342" not in words
    assert "er skjult" in words


def test_the_legend_names_only_what_is_drawn():
    assert "way_up" not in flow.legend(flows(("D", "C", 20)))
    assert "way_down" in flow.legend(flows(("D", "C", 20)))
    assert "way_hidden" in flow.legend(flows(("D", "C", 20), ("D", "B", None)))
