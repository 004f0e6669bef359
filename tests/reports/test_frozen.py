"""The frozen report: the same numbers as the page, made once, and nothing of a dashboard."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

import kpis
from kpis.errors import UnknownName
from kpis.periods import UnknownPeriod
from kpis.strategy import strategy
from pages.parts import figures, overview, remembering, sentences, snapshot
from pages.parts import nodes as blocks
from pages.parts.markup import safe
from pages.parts.standing import of_indicator
from pages.reports import freeze, from_json, to_json
from pages.reports.asked import nodes, subjects
from pages.reports.frozen import ChangedReport
from pages.reports.shapes import ANSWERS, COURSES, POLYGONS, of_answer
from tests.pages import invented, states
from tests.reports import states_frozen
from tests.test_architecture import ROOT


def test_a_report_is_the_same_twice_and_survives_its_json(report, every_state):
    again = freeze("all")
    assert to_json(again) == to_json(report)
    assert from_json(to_json(report)) == report
    assert len(report.sha256) == 64


def test_a_report_that_was_changed_is_refused(report):
    told = json.loads(to_json(report))
    told["figures"][0]["words"] = "99,9 %"
    with pytest.raises(ChangedReport, match="was changed"):
        from_json(json.dumps(told))


def test_all_twelve_nodes_have_a_page_and_every_figure_a_number_of_its_own(report):
    assert [page.id for page in report.pages] == [its.id for its in nodes()]
    numbers = [figure.number for figure in report.figures]
    assert len(report.pages) == 12
    assert len(set(numbers)) == len(numbers)
    assert [n for page in report.pages for n in page.numbers] == numbers


def test_a_number_keeps_its_place_when_an_export_is_missing(numbers):
    numbers()
    whole = {(page.id, f) for page in freeze("all").pages for f in page.numbers}
    figures_then = {f.number: f.kpi for f in freeze("all").figures}
    numbers(invented.evaluate_without("T08"))
    remembering.forget()
    fewer = freeze("all")
    assert {(page.id, f) for page in fewer.pages for f in page.numbers} < whole
    assert all(figures_then[f.number] == f.kpi for f in fewer.figures)
    waiting = [w for page in fewer.pages for section in page.sections for w in section.waiting]
    assert waiting
    assert all("T08" in its.reason for its in waiting)


def test_the_whole_and_its_parts_stand_as_on_the_pages(report, every_state):
    now = snapshot.take(report.period)
    assert safe(report.headline) in overview.answer(now)
    tops = [
        *(blocks.theme_top(theme, now) for theme in strategy().long_term.themes),
        *(blocks.track_top(track, now) for track in strategy().tracks.tracks),
    ]
    for page, top in zip(report.pages, tops, strict=True):
        assert safe(page.headline) in top
        for part in page.sections:
            assert part.course.code == now.standing(part.node).course


def test_a_figure_says_what_the_page_says(report, every_state):
    for figure in report.figures:
        result = figures.of_month(report.period)[figure.kpi]
        assert figure.words == sentences.value_or_reason(result)
        assert figure.value == sentences.drawn(result)
        assert figure.numerator == result.numerator
        [target] = figures.targets([result])
        assert figure.course.code == of_indicator(figures.course(result), target)
        assert figure.reason == sentences.reason(result)
        assert [answer.question for answer in figure.answers] == [
            *("course", "variation", "assurance", "trust")
        ]


def test_trends_end_in_the_period_asked_for_and_hold_the_results(numbers):
    numbers()
    (figure,) = freeze(["followup_on_time"], "2026-03").figures
    results = figures.until("followup_on_time", "2026-03")
    assert [point.period for point in figure.trend.points] == [r.period for r in results]
    assert [point.value for point in figure.trend.points] == [r.value for r in results]
    assert figure.trend.points[-1].period == "2026-03"
    assert figure.before.value == figures.of_month("2025-03")["followup_on_time"].value


def test_a_hidden_number_is_nowhere_and_its_reason_is_told(report):
    hidden = [figure for figure in report.figures if figure.kpi == states_frozen.HIDDEN]
    assert hidden
    for figure in hidden:
        assert (figure.value, figure.numerator, figure.low, figure.distance) == (None,) * 4
        assert figure.status == "suppressed"
        assert figure.words == "skjult (få borgere)"
        assert "genkendes" in figure.reason
        assert [point.value for point in figure.trend.points[-2:]] == [None, None]


def test_of_very_few_the_counts_are_told_and_no_share(report):
    few = [figure for figure in report.figures if figure.kpi == states_frozen.VERY_FEW]
    assert few
    for figure in few:
        assert (figure.words, figure.value, figure.low) == ("5 af 7", None, None)
        assert figure.course.code == "not_judged"


def test_a_break_stands_on_the_time_axis_with_its_cause(report):
    broken = [f for f in report.figures if f.kpi in states_frozen.NEW_LAW.indicators]
    assert broken
    for figure in broken:
        (event,) = figure.trend.events
        assert (event.day, event.kind) == ("2025-03-01", "break")
        assert "En ny lov" in event.words
        assert figure.trend.points[event.at].day >= "2025-03-01"


def test_quarters_and_years_can_be_frozen_too(numbers):
    numbers()
    for period in ("2026-Q2", "2025"):
        its = freeze(["borgeren_foerst"], period)
        assert its.period == period
        assert {figure.period for figure in its.figures} == {period}


def test_one_month_of_data_is_a_report_too(numbers):
    numbers(known_from=date(2026, 10, 1))
    its = freeze("all")
    assert {len(figure.trend.points) for figure in its.figures} == {1}
    assert from_json(to_json(its)) == its


@pytest.mark.parametrize(
    ("asked", "period", "error", "nearest"),
    [
        ("borgeren_forst", "", UnknownName, "borgeren_foerst"),
        ("own_home_shar", "", UnknownName, "own_home_share"),
        ("all", "2026-1", UnknownPeriod, "2026-"),
        ("all", "2031-01", UnknownPeriod, "2026-10"),
        ("all", "1999-Q1", UnknownPeriod, "2021-Q4"),
    ],
)
def test_an_unknown_name_or_period_gives_the_nearest(numbers, asked, period, error, nearest):
    numbers()
    with pytest.raises(error, match=nearest):
        freeze(asked, period)


def test_a_track_never_shows_its_inferred_number():
    assert [its.code for its in nodes()] == [
        *("T1", "T2", "T3", "T4"),
        *("SA", "SB", "SC", "SD", "SE", "SF", "SG", "SH"),
    ]


def test_subjects_stand_in_the_order_asked_once():
    asked = subjects(["own_home_share", "effektiv_drift", "fls.t1", "effektiv_drift"])
    assert [its.id for its in asked] == ["own_home_share", "vso.s7", "fls.t1"]


def test_every_state_of_an_answer_has_a_shape_that_can_be_drawn():
    keys = {answer.shape_key for _, told in states.every() for answer in told.each()}
    drawable = {*POLYGONS, "circle", "ring", "half"}
    assert {of_answer(key) for key in keys} <= drawable
    assert {*COURSES.values(), *ANSWERS.values()} <= drawable


def test_a_report_of_another_build_is_frozen_again(numbers, monkeypatch):
    """A load that ends while the numbers are read: never half of each build."""
    numbers()
    infos = iter(["build_000001", "build_000002", "build_000002", "build_000002"])
    info = kpis.build()

    def build():
        return replace(info, build_id=next(infos, "build_000002"))

    monkeypatch.setattr(figures, "build", build)
    assert freeze(["followup_on_time"]).build_id == "build_000002"


def test_no_dashboard_is_imported_to_freeze_and_write():
    code = (
        "import sys; import pages.reports, pages.reports.__main__; "
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'streamlit', 'plotly', 'tornado', 'starlette', 'pptx', 'xlsxwriter', 'typst'}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
