"""How an answer is told: cells, pages of rows, profiles, pivots, charts. No server, no session."""

import re
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from kpis.questions import Chart, ChartKind
from kpis.sandbox import Answer
from pages.parts import workbench_cells as cells
from pages.parts import workbench_chart as chart
from pages.parts import workbench_schema as schema
from pages.parts import workbench_table as table
from tests.pages.walk import words

BY_STEP = Answer(
    "ok",
    columns=("maaned", "trin", "antal"),
    types=("VARCHAR", "VARCHAR", "BIGINT"),
    rows=(
        ("2026-01", "Trin 1", 4),
        ("2026-01", "Trin 2", 6),
        ("2026-02", "Trin 1", 5),
        ("2026-02", "Trin 2", None),
    ),
)


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("antal", (1234, 5), ["1.234", "5"]),
        ("aar", (2026,), ["2026"]),
        ("borger", (1234567,), ["1234567"]),
        ("andel", (0.8512, 0.5), ["0,8512", "0,5000"]),
        ("timer", (12.5, 3.25), ["12,50", "3,25"]),
        ("kroner", (412300.26, 1.0), ["412.300,3", "1,0"]),
        ("beloeb", (Decimal("12.00"),), ["12"]),
        ("uendelig", (float("inf"),), ["inf"]),
        ("dag", (date(2026, 3, 12),), ["12.03.2026"]),
        ("naar", (datetime(2026, 3, 12, 9, 5),), ["12.03.2026 09:05"]),
        ("sandt", (True, False), ["ja", "nej"]),
        ("intet", (None,), ["–"]),
        ("tekst", ("<b>",), ["<b>"]),
    ],
)
def test_a_value_is_written_as_danes_write_it(name, values, told):
    assert [cells.words_for(name, values)(value) for value in values] == told


def test_a_long_text_is_cut_and_says_so():
    assert cells.words_for("x", ())("a" * 400) == "a" * 300 + " …"


def test_what_stands_in_a_cell_is_never_markup():
    answer = Answer("ok", columns=("<i>",), types=("VARCHAR",), rows=(("<script>x</script>",),))
    for shown in (
        table.rows(answer, answer.rows, ""),
        table.pivot(answer, "<i>", "", "", "count"),
        chart.markup(
            Answer("ok", columns=("<i>", "n"), types=("", ""), rows=(("<script>x", 1),)),
            Chart(ChartKind.BAR, "<i>", "n"),
        ),
    ):
        assert "<script" not in shown
        assert "<i>" not in shown.replace('<i class="', "")
        assert "&lt;script&gt;x" in shown


def cells_of(markup: str) -> list[list[str]]:
    """A table's rows, heads first."""
    rows = re.findall(r"<tr>(.*?)</tr>", markup)
    return [
        [words(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in rows
    ]


def test_a_pivot_has_a_row_and_a_column_for_each_value():
    assert cells_of(table.pivot(BY_STEP, "maaned", "trin", "antal", "sum")) == [
        ["maaned", "Trin 1", "Trin 2"],
        ["2026-01", "4", "6"],
        ["2026-02", "5", "–"],
    ]


@pytest.mark.parametrize(
    ("how", "expected"),
    [("count", ["2", "2"]), ("sum", ["9", "6"]), ("mean", ["4,5", "6,0"]), ("high", ["5", "6"])],
)
def test_a_pivot_reckons_over_what_is_there(how, expected):
    _, *rows = cells_of(table.pivot(BY_STEP, "trin", "", "antal", how))
    assert [row[1] for row in rows] == expected


def test_a_pivot_says_what_it_leaves_out():
    many = Answer(
        "ok", columns=("a", "b"), types=("", ""), rows=tuple((n, n % 30) for n in range(300))
    )
    shown = table.pivot(many, "a", "b", "", "count")
    assert len(cells_of(shown)) == 201
    assert len(cells_of(shown)[0]) == 21
    assert "højst 200 rækker og 20 kolonner" in shown


def test_a_drawing_adds_up_what_stands_at_one_place():
    its = chart.drawing(BY_STEP, Chart(ChartKind.LINE, "maaned", "antal"))
    assert its.along == ["2026-01", "2026-02"]
    assert its.series == {"": [10.0, 5.0]}
    assert its.is_time
    split = chart.drawing(BY_STEP, Chart(ChartKind.LINE, "maaned", "antal", "trin"))
    assert split.series == {"Trin 1": [4.0, 5.0], "Trin 2": [6.0, None]}


def test_an_answer_nobody_chose_a_chart_for_gets_one_that_fits():
    assert chart.first_choice(BY_STEP) == Chart(ChartKind.LINE, "maaned", "antal", "trin")
    names = Answer("ok", columns=("trin", "antal"), types=("", ""), rows=(("Trin 1", 4),))
    assert chart.first_choice(names) == Chart(ChartKind.BAR, "trin", "antal")
    alone = Answer("ok", columns=("antal",), types=("",), rows=((4,),))
    assert chart.first_choice(alone) is None


@pytest.mark.parametrize("kind", ChartKind)
def test_every_kind_of_chart_has_its_numbers_as_a_table(kind):
    x = "antal" if kind is ChartKind.SCATTER else "maaned"
    shown = chart.markup(BY_STEP, Chart(kind, x, "antal", "trin"))
    assert 'role="figure" aria-label="' in shown
    assert "<table>" in shown
    assert shown.count('class="swatch"') == 2


def test_bars_of_names_are_a_table_with_a_column_that_is_drawn():
    shown = chart.markup(BY_STEP, Chart(ChartKind.STACKED, "trin", "antal", "maaned"))
    assert cells_of(shown)[1:] == [["Trin 1", "", "4", "5"], ["Trin 2", "", "6", "–"]]
    widths = [float(n) for n in re.findall(r"width:([\d.]+)%", shown)]
    assert widths == pytest.approx([100 * 4 / 9, 100 * 5 / 9, 100 * 6 / 9, 0], abs=0.01)


def test_columns_stand_on_zero_and_reach_below_it():
    rows = (("2026-01", 4), ("2026-02", -2))
    answer = Answer("ok", columns=("m", "n"), types=("", ""), rows=rows)
    drawn = chart.figure(
        chart.drawing(answer, Chart(ChartKind.BAR, "m", "n")), Chart(ChartKind.BAR, "m", "n")
    )
    low, high = drawn["layout"]["yaxis"]["range"]
    assert low < -2
    assert high > 4
    assert drawn["data"][0]["y"] == [0, 4, 4, 0, None, 0, -2, -2, 0, None]


def test_more_groups_than_colours_are_told():
    rows = tuple(("2026-01", f"G{n}", n) for n in range(12))
    answer = Answer("ok", columns=("m", "g", "n"), types=("", "", ""), rows=rows)
    shown = chart.markup(answer, Chart(ChartKind.LINE, "m", "n", "g"))
    assert "Kun de første 8 grupper er tegnet" in shown
    assert shown.count('class="swatch"') == 8


def test_an_empty_drawing_is_still_a_drawing():
    rows = (("2026-01", None), (None, 3))
    answer = Answer("ok", columns=("m", "n"), types=("", ""), rows=rows)
    for kind in ChartKind:
        assert chart.markup(answer, Chart(kind, "m", "n"))


def test_a_histogram_is_as_tall_as_its_tallest_column():
    heights = [float(h) for h in re.findall(r' height="([\d.]+)"', schema.drawing((1, 4, 2)))]
    assert heights == [7.0, 28.0, 14.0]
    places = [float(x) for x in re.findall(r'<rect x="([\d.]+)"', schema.drawing((1, 4, 2)))]
    assert all(second - first == 40 for first, second in pairwise(places))
