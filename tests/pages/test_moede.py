"""Møde: an agenda in the address, numbers frozen once, a full screen drawn from them alone."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import kpis
from kpis import facts
from kpis.model import Status
from pages.parts import meeting_keeping, meeting_slides
from pages.parts.texts import text
from pages.reports import Report, freeze, to_json
from pages.reports.frozen import sealed
from tests.pages import invented, walk, writing
from tests.pages.writing import ANNE, field, press, shown

DAY = date(2026, 11, 12)
AGENDA = ("fls.t1", "staff_turnover")
LONG = "Sammenhængende helhedsorienteret rehabiliteringsindsats " * 3
Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return writing.own_store(tmp_path, monkeypatch)


def held(agenda: tuple[str, ...] = AGENDA, title: str = "Socialudvalget") -> facts.Version[Any]:
    """A meeting with its frozen rows, about what the pages show now."""
    return meeting_keeping.keep(title, DAY, "2026-09", agenda, ANNE)


def rows(meeting: str) -> Report:
    report = meeting_keeping.report(meeting)
    assert report is not None
    return report


def in_address(app: AppTest, name: str) -> str:
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


def newer_build(patch: pytest.MonkeyPatch, numbers: Callable[..., object]) -> None:
    """A load has ended since: other numbers, another edition, and the old one is gone."""
    invented.put_in_place(patch, numbers)
    info = replace(kpis.build(), build_id="build_000099")
    patch.setattr(kpis, "build", lambda: info)
    walk.forget()


def test_without_meetings_the_page_says_so_and_offers_an_agenda(open_page: Open) -> None:
    app = open_page("moede")
    assert walk.heading(app) == text("moede.plan.title")
    assert text("moede.plan.none") in shown(app)
    assert text("moede.plan.freeze") not in [one.label for one in app.button]
    press(app, text("moede.suggest.nodes"))
    assert len(app.radio[0].options) == 12
    assert len(in_address(app, "dagsorden").split(",")) == 12


def test_the_agenda_is_ordered_by_buttons_and_stands_in_the_address(open_page: Open) -> None:
    app = open_page("moede", dagsorden="fls.t1,vso.s2,staff_turnover")
    app.radio[0].set_value("vso.s2").run()
    press(app, "Flyt op")
    assert in_address(app, "dagsorden") == "vso.s2,fls.t1,staff_turnover"
    press(app, "Flyt ned")
    press(app, "Flyt ned")
    assert in_address(app, "dagsorden") == "fls.t1,staff_turnover,vso.s2"
    press(app, "Tag af dagsordenen")
    assert in_address(app, "dagsorden") == "fls.t1,staff_turnover"
    assert app.radio[0].value == "staff_turnover"
    field(app, "selectbox", text("moede.agenda.pick")).set_value("vso.s3")
    press(app, "Sæt på dagsordenen")
    assert in_address(app, "dagsorden") == "fls.t1,staff_turnover,vso.s3"


def test_what_changed_is_an_agenda_or_said_to_be_nothing(open_page: Open) -> None:
    app = open_page("moede", siden="2026-04")
    press(app, "Ændret siden april 2026")
    assert app.query_params.get("dagsorden") or text("changes.none") in str(app.info[0].value)


def test_an_unknown_point_of_an_agenda_is_left_out(open_page: Open) -> None:
    app = open_page("moede", dagsorden="fls.t1,nonsense")
    assert app.radio[0].options == ["1. Tema: Borgeren først"]


def test_freezing_keeps_the_meeting_and_leads_to_it(open_page: Open) -> None:
    app = open_page("moede", dagsorden=",".join(AGENDA), periode="2026-09")
    press(app, "Frys tallene")
    assert text("skriv.author.first") in writing.said(app)
    assert facts.meetings() == ()
    writing.sign(app)
    press(app, "Frys tallene")
    (meeting,) = facts.meetings()
    assert meeting.fact.agenda == AGENDA
    assert meeting.fact.period == "2026-09"
    assert meeting.author.name == "Anne Holm"
    assert in_address(app, "moede") == meeting.id
    assert walk.heading(app) == text("moede.plan.usual_title")
    assert rows(meeting.id).pages[0].id == "fls.t1"


def test_a_title_that_breaks_a_rule_is_refused_and_nothing_is_kept(open_page: Open) -> None:
    app = open_page("moede", dagsorden="fls.t1")
    writing.sign(app)
    field(app, "text_input", text("moede.plan.name")).set_value("x" * 201)
    press(app, "Frys tallene")
    assert text("skriv.rules.too_long") in writing.said(app)
    assert facts.meetings() == ()
    assert walk.heading(app) == text("moede.plan.title")


def test_rows_that_cannot_be_kept_take_the_meeting_back(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page("moede")
    monkeypatch.setattr(meeting_keeping, "to_json", lambda report: "no JSON")
    with pytest.raises(facts.Refused):
        held()
    assert facts.meetings() == ()


def test_a_meeting_without_rows_says_what_to_do(open_page: Open) -> None:
    open_page("moede")
    bare = facts.add(facts.Meeting("Udvalget", DAY, "2026-09", "build_1", AGENDA), ANNE)
    app = open_page("moede", moede=bare.id, side="2")
    assert text("moede.home.no_rows") in shown(app)
    assert any("dagsorden=fls.t1" in to for to in walk.links(app))


def test_every_page_is_shown_with_its_figure_number_and_edition(open_page: Open) -> None:
    open_page("moede")
    meeting = held()
    report = rows(meeting.id)
    every = meeting_slides.slides(report)
    for number, slide in enumerate(every, start=1):
        app = open_page("moede", moede=meeting.id, side=str(number))
        told = shown(app)
        assert f"{number} af {len(every)}" in told
        assert f"udgave {report.edition}" in told
        if slide.figure:
            assert walk.heading(app) == slide.figure.title
            assert slide.figure.number in told
            assert slide.figure.words in told
            assert all(answer.word in told for answer in slide.figure.answers)


def test_the_first_page_has_the_answer_and_the_last_the_questions(open_page: Open) -> None:
    open_page("moede")
    meeting = held()
    report = rows(meeting.id)
    first = open_page("moede", moede=meeting.id, side="1")
    assert walk.heading(first) == report.headline
    last = str(len(meeting_slides.slides(report)))
    app = open_page("moede", moede=meeting.id, side=last)
    assert text("moede.questions.none") in shown(app)


def test_the_numbers_stay_when_newer_ones_come_and_the_page_says_so(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page("moede")
    meeting = held(("staff_turnover",))
    before = rows(meeting.id)
    assert text("moede.newer", newest="99", edition=before.edition) not in shown(
        open_page("moede", moede=meeting.id, side="2")
    )
    newer_build(monkeypatch, invented.evaluate_nothing(Status.NO_DATA))
    app = walk.opened("moede", moede=meeting.id, side="2")
    asked: list[object] = []
    monkeypatch.setattr(kpis, "evaluate", lambda *a, **k: asked.append(a))
    walk.forget()
    app.run()
    assert before.figures[0].words in shown(app)
    assert text("moede.newer", newest="99", edition=before.edition) in shown(app)
    assert asked == []
    assert rows(meeting.id) == before


def test_rows_that_were_changed_are_not_shown(open_page: Open) -> None:
    open_page("moede")
    report = freeze(("staff_turnover",), "2026-09")
    bare = facts.add(facts.Meeting("Udvalget", DAY, "2026-09", report.build_id, AGENDA), ANNE)
    forged = replace(report, headline="Alt er godt")
    facts.add(facts.Frozen.of(bare.id, to_json(forged)), ANNE)
    app = open_page("moede", moede=bare.id, side="1")
    assert "Alt er godt" not in shown(app)
    assert text("moede.home.no_rows") in shown(app)


def test_rows_of_another_program_are_not_shown(open_page: Open) -> None:
    open_page("moede")
    bare = facts.add(facts.Meeting("Udvalget", DAY, "2026-09", "build_1", AGENDA), ANNE)
    facts.add(facts.Frozen.of(bare.id, '{"headline": "Alt er godt"}'), ANNE)
    app = open_page("moede", moede=bare.id, side="1")
    assert text("moede.home.no_rows") in shown(app)


def test_a_question_is_tied_to_the_figure_and_listed_at_the_end(open_page: Open) -> None:
    open_page("moede")
    meeting = held(("staff_turnover",))
    app = open_page("moede", moede=meeting.id, side="2")
    press(app, "Spørgsmål")
    writing.sign(app)
    field(app, "text_area", "Spørgsmål").set_value("Hvorfor stiger det?")
    field(app, "text_input", "Spurgt af").set_value("et medlem af udvalget")
    press(app, text("opfoelgning.question.send"))
    assert text("moede.ask.kept") in writing.said(app)
    (question,) = facts.questions("staff_turnover", meeting.id)
    figure = rows(meeting.id).figures[0]
    assert question.fact.figure.number == figure.number
    assert question.fact.figure.value == figure.value
    assert question.fact.figure.build_id == rows(meeting.id).build_id
    press(app, "Sidste")
    assert "Hvorfor stiger det?" in shown(app)
    follow_up = open_page("opfoelgning")
    assert "Hvorfor stiger det?" in shown(follow_up)
    assert figure.number in shown(follow_up)


def test_on_a_page_about_a_node_the_figure_is_chosen(open_page: Open) -> None:
    open_page("moede")
    meeting = held(("fls.t1",))
    app = open_page("moede", moede=meeting.id, side="2")
    press(app, "Spørgsmål")
    options = field(app, "selectbox", text("moede.ask.about")).options
    assert [one.split()[0] for one in options] == list(rows(meeting.id).pages[0].numbers)


def test_keys_step_stop_at_the_ends_and_leave(open_page: Open) -> None:
    open_page("moede")
    meeting = held(("staff_turnover",))
    app = open_page("moede", moede=meeting.id, side="1")
    keys = {one.label: one.proto.shortcut for one in app.button}
    assert keys == {
        "Første": "home",
        "Forrige": "left",
        "Næste": "right",
        "Sidste": "end",
        "Spørgsmål": "s",
        "Afslut": "escape",
    }
    press(app, "Næste")
    assert in_address(app, "side") == "2"
    press(app, "Sidste")
    assert in_address(app, "side") == "3"
    press(app, "Afslut")
    assert "side" not in app.query_params
    assert walk.heading(app) == "Socialudvalget"


def test_the_meeting_is_taken_along_in_four_files_from_the_same_rows(open_page: Open) -> None:
    open_page("moede")
    meeting = held()
    app = open_page("moede", moede=meeting.id)
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == [text(f"reports.takeaway.{to}") for to in ("pdf", "pptx", "html", "xlsx")]


def test_a_comment_on_the_number_stands_beside_it(open_page: Open) -> None:
    open_page("moede")
    meeting = held(("staff_turnover",))
    figure = facts.Figure.of(invented.result("staff_turnover", "2026-09", "", "", invented.OF))
    facts.add(facts.Comment(figure, happened="To hold blev lagt sammen."), ANNE)
    assert "To hold blev lagt sammen." in shown(open_page("moede", moede=meeting.id, side="2"))


def test_a_very_long_title_is_shown_whole(open_page: Open) -> None:
    open_page("moede")
    title = LONG.strip()
    meeting = held(title=title)
    report = rows(meeting.id)
    renamed = sealed(
        replace(report, figures=tuple(replace(its, title=LONG) for its in report.figures))
    )
    facts.add(facts.Frozen.of(meeting.id, to_json(renamed)), ANNE)
    app = open_page("moede", moede=meeting.id, side="3")
    assert " ".join(LONG.split()) in " ".join(shown(app).split())
    assert title in shown(open_page("moede", moede=meeting.id))
    assert title in shown(open_page("moede"))


def test_an_unknown_meeting_and_page_are_said_calmly(open_page: Open) -> None:
    app = open_page("moede", moede="nonsense")
    assert "mødet" in str(app.warning[0].value)
    assert walk.heading(app) == text("moede.plan.title")
    meeting = held(("staff_turnover",))
    app = open_page("moede", moede=meeting.id, side="77")
    assert app.warning
    assert "1 af 3" in shown(app)


def test_who_may_not_write_sees_the_meeting_and_no_forms(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.parts.entries_author.may_write", lambda: False)
    app = open_page("moede", dagsorden="fls.t1")
    assert "Frys tallene" not in [one.label for one in app.button]
    meeting = held(("staff_turnover",))
    app = open_page("moede", moede=meeting.id, side="2")
    assert [one.proto.disabled for one in app.button if one.label == "Spørgsmål"] == [True]


def test_nothing_measured_is_a_meeting_too(open_page: Open) -> None:
    open_page("moede", invented.evaluate_nothing(Status.NO_DATA))
    meeting = held()
    for side in ("1", "2", "3"):
        app = open_page(
            "moede", invented.evaluate_nothing(Status.NO_DATA), moede=meeting.id, side=side
        )
        assert re.search(r"\d+ af \d+", shown(app))
