"""Groups beside each other: uncertainty, funnels where units are compared, never a ranking."""

import json

import pytest

import kpis
from kpis.model import Status
from pages.parts import funnel
from tests.pages import invented
from tests.pages.plots import plots
from tests.pages.results import ok
from tests.pages.walk import markup, words

NAMES = {name: f"Enhed {name}" for name in "CABD"}
NB = "\N{NO-BREAK SPACE}"


def unit(name, value, size):
    return ok(value, of=size, by="unit", member=name, kpi="core_task_known")


def a_funnel(*units):
    everybody = ok(0.8, of=900, kpi="core_task_known")
    return kpis.funnel(everybody, units)


SOME = (unit("C", 0.80, 100), unit("A", 0.60, 100), unit("B", 0.78, 40), unit("D", 0.90, 100))


def annotations(figure):
    return [label["text"] for label in figure["layout"]["annotations"]]


def test_only_units_outside_the_limits_are_named_on_the_plot():
    drawn = funnel.figure(a_funnel(*SOME), NAMES)
    assert annotations(drawn) == ["Enhed A", "Enhed D"]


def test_the_sentence_names_them_in_their_own_order_with_which_way():
    assert funnel.finding(a_funnel(*SOME), NAMES) == (
        f"2 af de 4 enheder skiller sig ud: Enhed A ligger meget lavere (60,0{NB}%) og "
        f"Enhed D ligger højere (90,0{NB}%)."
    )


def test_where_nobody_stands_out_the_sentence_says_so():
    its = a_funnel(unit("C", 0.8, 100), unit("A", 0.79, 90), unit("B", 0.82, 50))
    assert funnel.finding(its, NAMES).startswith("Ingen af de 3 enheder skiller sig ud")
    assert annotations(funnel.figure(its, NAMES)) == []


def test_the_points_lie_at_their_numbers_and_the_axis_holds_them():
    figure = funnel.figure(a_funnel(*SOME), NAMES)
    points = [t for t in figure["data"] if t["mode"] == "markers"]
    places = sorted((x, y) for trace in points for x, y in zip(trace["x"], trace["y"], strict=True))
    assert places == [(40, 0.78), (100, 0.6), (100, 0.8), (100, 0.9)]
    low, high = figure["layout"]["yaxis"]["range"]
    assert low <= 0.6
    assert high >= 0.9
    assert figure["layout"]["xaxis"]["range"][1] >= 100
    assert all(
        axis["fixedrange"] for axis in (figure["layout"]["xaxis"], figure["layout"]["yaxis"])
    )


def test_a_long_name_is_broken_between_words_and_escaped():
    names = NAMES | {"A": "Bofællesskabet på den lange <b>Eksempelvej</b>"}
    (name, _) = annotations(funnel.figure(a_funnel(*SOME), names))
    assert max(map(len, name.split("<br>"))) <= 30
    assert "&lt;b&gt;" in name


def units_of(ids, asked, by=("",), **_):
    """Units with enough of each to be compared."""
    every = invented.evaluate(ids, asked, by)
    sizes = {"A": 100, "B": 40, "C": 60}
    found = []
    for one in every:
        if one.by != "unit":
            found.append(one)
        elif one.member == "A":
            found += [
                invented.result(one.kpi, one.period, "unit", name, size)
                for name, size in sizes.items()
            ]
            found.append(invented.result(one.kpi, one.period, "unit", "D", 9))
            found.append(invented.missing(one.kpi, one.period, "unit", "E", Status.SUPPRESSED))
    return found


def test_units_are_compared_by_a_funnel_with_the_same_numbers_in_a_table(open_page):
    page = open_page("noegletal", units_of, noegletal="core_task_known", opdeling="unit")
    (chart,) = page.get("plotly_chart")
    assert chart.proto.alt.startswith("Tragtdiagram over")
    spec = json.loads(chart.proto.spec)
    points = [y for t in spec["data"] if t["mode"] == "markers" for y in t["y"]]
    assert len(points) == 3
    assert "Enheder med færre end 10 er ikke tegnet." in words(markup(page))
    table = open_page(
        "noegletal", units_of, noegletal="core_task_known", opdeling="unit", visning="tabel"
    )
    shown = words(markup(table))
    assert "Tragt, 99,8 %" in shown
    assert [y for y in points if f"{y * 100:.1f}".replace(".", ",") not in shown] == []


@pytest.mark.parametrize("kpi", ["sickness_absence", "staff_turnover"])
def test_hours_and_posts_have_bars_and_say_that_no_uncertainty_is_computed(open_page, kpi):
    page = open_page("noegletal", units_of, noegletal=kpi, opdeling="unit")
    assert len(plots(page)) == 1
    assert not page.get("plotly_chart")
    assert "members" in markup(page)


def test_bars_show_the_uncertainty_and_the_number_of_everybody(open_page):
    page = open_page("noegletal", noegletal="own_home_share", opdeling="sex")
    women = invented.result("own_home_share", "2026-10", "sex", "K", 400)
    (row,) = [r for r in markup(page).split("<li>") if "Kvinder" in r]
    assert "whisker" in row
    assert f"{women.numerator} af 400" in words(row)
    assert "To grupper, hvis streger overlapper, kan være ens." in words(markup(page))


@pytest.mark.parametrize(
    ("kpi", "by", "adds_up"),
    [
        ("temporary_stay_duration", "sex", False),
        ("cost_per_full_year_citizen", "step", False),
        ("own_home_share", "sex", True),
    ],
)
@pytest.mark.parametrize("view", ["graf", "tabel"])
def test_the_page_says_where_groups_do_not_add_up_to_all(open_page, kpi, by, adds_up, view):
    page = open_page("noegletal", noegletal=kpi, opdeling=by, visning=view)
    said = "Grupperne kan ikke lægges sammen til tallet for alle" in words(markup(page))
    assert said is not adds_up


def test_a_row_without_a_bar_keeps_its_place(open_page):
    def few(ids, asked, by=("",), **_):
        return [
            invented.result(one.kpi, one.period, one.by, one.member, 9)
            if one.by == "sex" and one.member == "K"
            else one
            for one in invented.evaluate(ids, asked, by)
        ]

    page = open_page("noegletal", few, noegletal="own_home_share", opdeling="sex")
    (row,) = [r for r in markup(page).split("<li>") if "Kvinder" in r]
    assert row.split("</li>")[0].count("<span") == 4
    assert "af 9" in words(row)
