"""The page Analyse in every state, over a small real database and the real sandbox."""

import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

import kpis
from kpis import analysis, egress, facts
from kpis.analysis import Published, describing
from kpis.facts import Author
from kpis.questions import Parameter, ParameterKind
from pages.parts import workbench_parameters, workbench_run
from pages.parts.texts import text
from pages.parts.workbench_keeping import BLANK
from tests.pages import invented, walk
from tests.pages.results import BUILD
from tests.pages.test_every_page import Nesting
from tests.pages.walk import heading, markup, words
from tests.pages.writing import field, own_store, press

pytestmark = pytest.mark.usefixtures("forked_statements")

SOON = 3  # seconds: a tenth of this on a quiet machine; it stops itself only after 4
ENDLESS = "select sum(hash(a.range, b.range)) from range(1000000) a, range(1000000) b"
COLUMNS = ("borger", "periode", "trin")
Patch = pytest.MonkeyPatch


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty citizens in twelve months, with their dictionary."""
    path = tmp_path_factory.mktemp("analysis") / "analysis.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema api")
        connection.execute(
            "create table api.trin_maaned as select b.range as borger,"
            " printf('2026-%02d', 1 + m.range) as periode, 'Trin ' || (b.range % 3) as trin"
            " from range(40) b, range(10) m"
        )
        connection.execute(f"create table api.om_databasen ({describing.ABOUT})")
        connection.execute(f"create table api.ordbog_relation ({describing.RELATIONS})")
        connection.execute(f"create table api.ordbog_kolonne ({describing.COLUMNS})")
        told = [1, "trin_maaned", "Trin pr. måned", "Hvem der fik støtte.", "En række.", "Borgere"]
        connection.execute("insert into api.ordbog_relation values (?,?,?,?,?,?,?)", [*told, 400])
        for place, name in enumerate(COLUMNS, start=1):
            row = ["trin_maaned", place, name, "VARCHAR", "Om <borgeren>.", 0.25, 3, "1", "9"]
            marks = ", ".join("?" for _ in range(len(row) + 2))
            connection.execute(
                f"insert into api.ordbog_kolonne values ({marks})", [*row, [1, 4, 2], ["Trin 1"]]
            )
    return path


@pytest.fixture(autouse=True)
def database(file: Path, monkeypatch: Patch, tmp_path: Path) -> None:
    """An invented municipality with that database, and a store of its own."""
    own_store(tmp_path, monkeypatch)
    monkeypatch.delenv("STRATEGI_ANALYSTS", raising=False)
    invented.put_in_place(monkeypatch)
    its = Published(file, BUILD, datetime(2026, 11, 1), date(2026, 10, 31), True)
    monkeypatch.setattr(analysis, "published", lambda *_: its)
    walk.forget()


def with_text(sql: str, **address: str) -> AppTest:
    """The page with a statement in its editor."""
    app = walk.opened("analyse", **address)
    app.session_state["analyse-text"] = sql
    app.run()
    assert not app.exception
    return app


def ran(sql: str, **address: str) -> AppTest:
    """The same after it has been run and answered."""
    app = with_text(sql, **address)
    press(app, text("analyse.run"))
    settled(app)
    return app


def settled(app: AppTest) -> None:
    for _ in range(40):
        if "analyse-running" not in app.session_state:
            return
        time.sleep(0.3)
        app.run()
        assert not app.exception
    raise AssertionError("no answer came")


def said(app: AppTest) -> str:
    return words(markup(app))


def test_before_anything_is_asked_the_page_says_what_it_is() -> None:
    app = walk.opened("analyse")
    assert heading(app) == "Stil et spørgsmål til data"
    assert "kan køre i 7 sekunder og vise 5.000 rækker" in said(app)
    assert 'data-insert="trin_maaned"' in markup(app)
    assert "Om <borgeren>." in said(app)
    assert "Svar" not in said(app)


def test_an_answer_is_a_table() -> None:
    app = ran("select trin, count(*) as antal from trin_maaned group by all order by all")
    assert "3 rækker på" in said(app)
    assert "Trin 0" in said(app)
    whole = Nesting()
    whole.feed(markup(app))
    assert whole.open == []


@pytest.mark.parametrize(
    ("sql", "title"),
    [
        ("drop table trin_maaned", "refused"),
        ("select * from hemmelig", "refused"),
        ("select $intet", "refused"),
        ("select cast(trin as integer) from trin_maaned", "error"),
    ],
)
def test_what_is_not_answered_says_why(sql: str, title: str) -> None:
    app = ran(sql)
    assert text(f"analyse.verdict.{title}") in said(app)
    assert "Svar" not in said(app)


def test_in_english_a_refusal_is_english() -> None:
    app = with_text("select * from hemmelig", sprog="en")
    press(app, "Run")
    settled(app)
    assert "The query was refused" in said(app)
    assert "Der er ingen" not in said(app)


def test_what_is_cut_off_and_what_is_empty_say_so() -> None:
    assert "Vist er de første 5.000 rækker" in said(ran("select * from range(6000)"))
    empty = ran("select * from trin_maaned where periode = '1900-01'")
    assert text("analyse.empty") in said(empty)


@pytest.mark.parametrize("view", ["tabel", "graf", "pivot", "kolonner"])
def test_every_view_of_an_answer_is_whole(view: str) -> None:
    app = ran(
        "select periode, trin, count(*) as antal from trin_maaned group by all order by all",
        resultat=view,
    )
    whole = Nesting()
    whole.feed(markup(app))
    assert whole.open == []
    assert "None" not in said(app)
    assert "juli 2026" in said(app) or "2026-07" in said(app) or view == "kolonner"


def test_without_its_database_the_page_says_so_calmly(monkeypatch: Patch) -> None:
    def broken(*_: object) -> Published:
        raise analysis.NotPublished("The disk is full.")

    monkeypatch.setattr(analysis, "published", broken)
    walk.forget()
    app = walk.opened("analyse")
    assert heading(app) == text("analyse.not_made.title")
    assert "disk" not in said(app)


# On its way


def test_stop_stops_and_the_next_runs_at_once() -> None:
    app = with_text(ENDLESS)
    press(app, text("analyse.run"))
    assert "Kører" in said(app)
    began = time.monotonic()
    press(app, text("analyse.stop"))
    assert time.monotonic() - began < SOON
    assert text("analyse.verdict.stopped") in said(app)
    app.session_state["analyse-text"] = "select 42 as svar"
    press(app, text("analyse.run"))
    settled(app)
    assert "1 række på" in said(app)


def running(app: AppTest) -> Any:
    return app.session_state["analyse-running"].running


def test_leaving_the_page_stops_the_statement() -> None:
    app = with_text(ENDLESS)
    press(app, text("analyse.run"))
    left = running(app)
    app.switch_page("pages/data.py").run()
    assert "analyse-running" not in app.session_state
    assert left.answer(0).verdict == "stopped"


def test_a_statement_nobody_asks_after_is_stopped(monkeypatch: Patch) -> None:
    monkeypatch.setattr(workbench_run, "SECONDS_ALONE", 0.2)
    app = with_text(ENDLESS)
    press(app, text("analyse.run"))
    assert running(app).answer(4).verdict == "stopped"


# The log


def test_every_statement_stands_in_the_log_also_a_refused_one() -> None:
    ran("select 1 as en")
    ran("drop table trin_maaned")
    newest, before = egress.log.history(n=2)
    assert (newest.statement, newest.verdict) == ("drop table trin_maaned", "refused")
    assert (before.statement, before.verdict, before.row_count) == ("select 1 as en", "ok", 1)


def test_an_answer_that_cannot_be_logged_is_not_shown(monkeypatch: Patch, tmp_path: Path) -> None:
    app = with_text("select 'hemmeligt' as svar")
    monkeypatch.setenv("STRATEGI_STATE_URL", f"sqlite:///{tmp_path}/findes/ikke.sqlite3")
    (tmp_path / "findes").write_text("en fil, hvor en mappe skulle være")
    press(app, text("analyse.run"))
    settled(app)
    assert "loggen kunne ikke skrives" in said(app)
    assert "hemmeligt" not in said(app)


def test_history_is_of_the_session_or_of_who_is_known(monkeypatch: Patch) -> None:
    app = ran("select 1 as en", liste="historik")
    assert "select 1 as en" in said(app)
    assert text("analyse.history.none") in said(walk.opened("analyse", liste="historik"))
    monkeypatch.setenv("STRATEGI_USER", "Anne Holm")
    ran("select 2 as to")
    fresh = said(walk.opened("analyse", liste="historik"))
    assert "select 2 as to" in fresh
    assert "select 1 as en" not in fresh


# Who may ask


@pytest.fixture
def real(monkeypatch: Patch) -> None:
    """The municipality is no example."""
    its = replace(kpis.build(), is_example=False)
    monkeypatch.setattr(kpis, "build", lambda *_: its)
    walk.forget()


@pytest.mark.parametrize(
    ("analysts", "user", "is_open"),
    [
        ("", "", False),
        ("", "Anne Holm", False),
        ("Bo Lund", "Anne Holm", False),
        ("Bo Lund, anne holm", "Anne Holm", True),
        (",", "", False),
        ("*", "", True),
    ],
)
def test_real_data_are_open_to_those_who_are_named(
    real: None, monkeypatch: Patch, analysts: str, user: str, is_open: bool
) -> None:
    monkeypatch.setenv("STRATEGI_ANALYSTS", analysts)
    monkeypatch.setenv("STRATEGI_USER", user)
    app = walk.opened("analyse")
    assert (heading(app) == text("analyse.title")) is is_open
    assert (heading(app) == text("analyse.closed.title")) is not is_open
    assert ("trin_maaned" in markup(app)) is is_open


def test_a_name_that_anybody_can_type_opens_nothing(real: None, monkeypatch: Patch) -> None:
    monkeypatch.setenv("STRATEGI_ANALYSTS", "Anne Holm")
    app = walk.opened("analyse")
    app.session_state["author-name"] = "Anne Holm"
    app.run()
    assert heading(app) == text("analyse.closed.title")


# Questions that are kept


@pytest.fixture
def kept() -> facts.Version[facts.Query]:
    month = Parameter("maaned", "Måned", ParameterKind.MONTH, "2026-09")
    query = facts.Query(
        "Hvor mange er der?",
        "Prøver",
        "Antal i en måned.",
        "select count(*) as antal, $maaned as maaned from trin_maaned where periode = $maaned",
        "Analyse",
        (month,),
    )
    return facts.add(query, Author("Anne Holm"))


def test_a_link_opens_a_question_and_runs_it_with_its_values(
    kept: facts.Version[facts.Query],
) -> None:
    app = walk.opened("analyse", spoergsmaal=kept.id, maaned="2026-05")
    settled(app)
    assert heading(app) == "Hvor mange er der?"
    assert field(app, "selectbox", "Måned").value == "2026-05"
    assert "2026-05" in said(app)
    assert "1 række på" in said(app)


def test_a_value_nobody_offers_gives_the_default(kept: facts.Version[facts.Query]) -> None:
    app = walk.opened("analyse", spoergsmaal=kept.id, maaned="1066-10")
    assert field(app, "selectbox", "Måned").value == "2026-09"


def test_a_chosen_value_stands_in_the_address(kept: facts.Version[facts.Query]) -> None:
    app = walk.opened("analyse", spoergsmaal=kept.id)
    field(app, "selectbox", "Måned").set_value("2026-03").run()
    assert app.query_params["maaned"] in ("2026-03", ["2026-03"])


def test_a_question_that_was_withdrawn_is_unknown(kept: facts.Version[facts.Query]) -> None:
    facts.withdraw(kept, Author("Anne Holm"))
    app = walk.opened("analyse", spoergsmaal=kept.id)
    assert [its.value for its in app.info] == [text("analyse.unknown")]
    assert heading(app) == text("analyse.title")


def test_kept_questions_are_found_by_words(kept: facts.Version[facts.Query]) -> None:
    app = walk.opened("analyse", liste="gemte")
    assert f"spoergsmaal={kept.id}" in markup(app)
    field(app, "text_input", text("analyse.search")).set_value("findes ikke").run()
    assert f"spoergsmaal={kept.id}" not in markup(app)
    assert text("analyse.found_none") in said(app)


def test_a_change_is_a_version_more_with_the_statement_as_it_stands_now(
    kept: facts.Version[facts.Query], monkeypatch: Patch
) -> None:
    monkeypatch.setenv("STRATEGI_USER", "Bo Lund")
    app = walk.opened("analyse", spoergsmaal=kept.id, maaned="2026-04")
    settled(app)
    changed = f"{kept.fact.sql} and trin = 'Trin 1'"
    app.session_state["analyse-text"] = changed
    app.session_state["analyse-save"] = True
    app.run()
    press(app, text("analyse.save.revise"))
    newest = facts.latest(kept.id)
    assert newest is not None
    assert (newest.fact.sql, newest.author.name) == (changed, "Bo Lund")
    assert newest.fact.parameters[0].default == "2026-04"
    assert [its.value for its in app.success] == [text("analyse.save.revised")]


def test_a_statement_from_another_page_is_not_run_by_itself() -> None:
    app = walk.opened("analyse", sql="select 1 as en", titel="Hvad er en?")
    assert heading(app) == "Hvad er en?"
    assert app.session_state["analyse-text"] == "select 1 as en"
    assert "analyse-answered" not in app.session_state
    assert "sql" not in app.query_params


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("fra_maaned", ParameterKind.MONTH),
        ("periode", ParameterKind.MONTH),
        ("slutdato", ParameterKind.DATE),
        ("mindst", ParameterKind.NUMBER),
        ("hoejst_antal", ParameterKind.NUMBER),
        ("aarsag", ParameterKind.TEXT),
        ("dagtilbud", ParameterKind.TEXT),
    ],
)
def test_a_parameter_nobody_declared_is_known_by_its_name(name: str, kind: str) -> None:
    (its,) = workbench_parameters.declared(f"select ${name}", BLANK)
    assert its.kind is kind
