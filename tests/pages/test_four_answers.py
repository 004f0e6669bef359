"""Four answers as cards: each with a shape, a word and a line why; nothing adds them up."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import kpis
from kpis.breaks import Break, BreakKind
from kpis.model import Status, Target
from pages.parts import charts, four_answers, limits, swings, tables
from tests.pages import invented
from tests.pages.results import ok, target, without
from tests.pages.walk import heading, markup, words

NB = "\N{NO-BREAK SPACE}"
MONTHS = tuple(f"{2023 + at // 12}-{at % 12 + 1:02d}" for at in range(36))
STEADY = [0.80, 0.82, 0.81, 0.79, 0.80, 0.83, 0.81, 0.80, 0.82, 0.79, 0.81, 0.80] * 2
LAW = Break("law", date(2024, 1, 5), BreakKind.LAW, "En ny lov.", "Jura", ("followup_on_time",))


def results(values):
    return tuple(
        without(Status.NO_DATA, period=period) if value is None else ok(value, period=period)
        for period, value in zip(MONTHS, values, strict=False)
    )


def judged(values, a_target: Target | None = None, breaks=()):
    return kpis.series(results(values), kpis.indicator("followup_on_time"), a_target, breaks)


def told(values, breaks=()):
    return kpis.answers(results(values), kpis.indicator("followup_on_time"), breaks=breaks)


def drawn(values, breaks=()):
    series = judged(values, None, breaks)
    return charts.Trend(series.results, (None,) * len(values), series.results[-1].period, series)


def test_each_card_has_a_question_a_shape_a_word_and_a_reason():
    shown = four_answers.cards(told(STEADY), judged(STEADY))
    assert len(re.findall(r'<li class="answer \w+"><h3>[^<]+</h3>', shown)) == 4
    assert len(re.findall(r'<i class="shape [a-z-]+" aria-hidden="true"></i>[^<]+</p>', shown)) == 4
    assert all(re.findall(r'<p class="dim">([^<]*)</p>', shown))


def test_a_point_outside_the_limits_is_called_a_change_and_says_by_which_rule():
    values = [*STEADY, 0.95]
    shown = words(four_answers.cards(told(values), judged(values)))
    assert "Bedre, tallet er steget" in shown
    assert "Højere end de normale udsving." in shown


def test_where_no_limits_fit_the_reason_stands_in_the_card(monkeypatch):
    invented.put_in_place(monkeypatch)
    shown = words(four_answers.cards(told(STEADY[:5]), judged(STEADY[:5])))
    assert "der er færre end 13 perioder at se på" in shown


def test_a_number_that_is_only_new_is_called_preliminary():
    newest = ok(0.8, period="2026-10")
    its = kpis.answers([newest], kpis.indicator("followup_on_time"), breaks=())
    shown = words(four_answers.cards(its, kpis.series([newest], kpis.indicator(newest.kpi))))
    assert "Foreløbigt tal" in shown
    assert "Tallet har forbehold" not in shown


def test_limits_are_drawn_for_each_point_and_the_uncertainty_then_is_not():
    series = drawn(STEADY)
    figure = charts.trend(series)
    lines = [trace for trace in figure["data"] if trace.get("name") == "limits"]
    assert [len(line["x"]) for line in lines] == [24, 24, 24]
    assert {line["line"]["dash"] for line in lines} == {"dash", "solid"}
    assert ("band", "Usikkerhed (95 %)") not in charts.legend(series)


def test_trial_limits_are_dotted_and_named_so():
    series = drawn(STEADY[:9])
    figure = charts.trend(series)
    dashes = {t["line"]["dash"] for t in figure["data"] if t.get("name") == "limits"}
    assert dashes == {"dot", "solid"}
    assert any("Foreløbige grænser" in words for _, words in charts.legend(series))


def test_an_unusual_point_has_a_triangle_that_shows_which_way():
    (low,) = limits.signs(drawn([*STEADY, 0.60]))
    (high,) = limits.signs(drawn([*STEADY, 0.97]))
    assert (low["x"], low["marker"]["symbol"]) == ([24], "triangle-down")
    assert (high["x"], high["marker"]["symbol"]) == ([24], "triangle-up")


def test_no_line_and_no_limits_go_across_a_break():
    series = drawn(STEADY, [LAW])
    figure = charts.trend(series)
    (line,) = [trace for trace in figure["data"] if trace["mode"] == "lines+markers"]
    assert line["y"][line["x"].index(11.5)] is None
    edges = [trace["x"] for trace in figure["data"] if trace.get("name") == "limits"]
    assert {(places[0], places[-1]) for places in edges} == {(0, 11), (12, 23)}
    (mark,) = figure["layout"]["annotations"]
    assert (mark["x"], mark["text"]) == (11.5, "Brud 05.01.2024")


def test_the_cause_of_a_break_is_told_below_the_chart():
    (line,) = swings.breaks(judged(STEADY, None, [LAW]))
    assert line.replace(NB, " ") == "Brud 5. januar 2024: En ny lov. Oplyst af Jura."


def test_limits_and_signs_stand_in_the_table_too():
    series = judged([*STEADY, 0.97])
    shown = words(tables.trend_table(series.results, [""] * 25, "Tal", series))
    assert "Normale udsving" in shown
    assert "Gennemsnit" in shown
    assert "Højere end de normale udsving." in shown


def test_limits_of_a_share_stay_between_0_and_100_percent():
    edges = list(limits.edges(drawn([0.98, 0.99, 1.0, 0.97] * 5)))
    assert all(0 <= edge <= 1 for edge in edges if edge is not None)
    assert edges


@pytest.mark.parametrize(
    ("kpi", "unit"),
    [("temporary_stay_duration", "Måneder"), ("cost_per_full_year_citizen", "Kr.")],
)
def test_another_kind_of_number_has_its_own_axis_and_no_share_anywhere(open_page, kpi, unit):
    page = open_page("noegletal", noegletal=kpi, visning="tabel")
    shown = markup(page)
    assert f'<th scope="col" class="figure">{unit}</th>' in shown
    assert '<th scope="col" class="figure">Andel</th>' not in shown
    assert "Usikkerhed" not in words(shown.split("Ses ved siden af")[0])


def test_without_its_export_a_number_says_which_one_and_who_delivers_it(open_page):
    numbers = invented.evaluate_without("T08")
    page = open_page("noegletal", numbers, noegletal="core_task_known")
    shown = words(markup(page))
    assert heading(page).endswith("der kender kerneopgaven, kan ikke opgøres")
    above = shown.split("Fordelt på grupper")[0]
    assert above.count("mangler T08") == 2  # now and a year before, not for every month
    assert "Mangler: Medarbejdermåling (T08), leveres normalt af HR-afdelingen." in shown


def test_a_number_that_flatters_without_an_export_says_so_in_the_answer_about_trust(open_page):
    numbers = invented.evaluate_without("T01")
    shown = words(markup(open_page("noegletal", numbers, noegletal="ladder_down_rate")))
    assert "Udtræk, der mangler: Borgerstatus (T01)" in shown
    assert "Tallet har forbehold" in shown


def test_a_forecast_that_the_history_refuses_is_refused_without_a_click(open_page):
    page = open_page("noegletal", noegletal="development_goal_share")
    assert "der er ikke fastsat et mål i tal" in words(markup(page))
    assert not [button for button in page.button if button.key.startswith("ask-forecast")]


def test_a_forecast_is_computed_when_it_is_asked_for(open_page):
    page = open_page("noegletal", noegletal="followup_on_time")
    (button,) = [button for button in page.button if button.key.startswith("ask-forecast")]
    assert "tempo" not in words(markup(page)).split("Hvornår nås måltallet?")[1][:200]
    button.click().run()
    told = words(markup(page)).split("Hvornår nås måltallet?")[1][:200]
    assert "Der gives ikke et bud på" in told or "I det nuværende tempo" in told


def test_no_page_starts_with_the_statistics_library():
    script = (
        "import pages.parts.frame, pages.parts.outlook, sys; print('statsmodels' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_the_target_steps_of_each_period_are_drawn():
    steps = charts.Trend(
        results([0.7, 0.7, 0.7]), (None, target(0.6), target(0.8)), MONTHS[2], judged([0.7] * 3)
    )
    (line,) = [t for t in charts.trend(steps)["data"] if t.get("line", {}).get("shape") == "hv"]
    assert line["y"] == [None, 0.6, 0.8]
