"""The page Data: what was loaded, what was set aside, and nothing personal."""

import dataclasses

import pytest

from pages.parts import rules
from pages.parts.texts import text
from tests.pages import invented, walk
from tests.pages.walk import heading, markup


@pytest.fixture
def shown(open_page):
    return markup(open_page("data"))


def test_the_title_counts_reports_not_broken_rules(shown):
    assert "<h1>2 af 2.209 indberetninger er lagt til side</h1>" in shown


def test_a_report_that_was_put_right_is_no_longer_counted(shown):
    assert "1 er siden læst igen og indlæst" in shown
    assert "<td>læst igen og indlæst</td>" in shown


def test_every_broken_rule_is_explained_with_what_to_do(shown):
    assert "Indsatsen mangler oplysningen »startdato«." in shown
    assert "Ret oplysningen i fagsystemet" in shown
    assert "carePlan.<wbr>period.<wbr>start.<wbr>min" in shown


def test_files_are_named_without_their_folders(shown):
    assert "ffb_2026-10.ndjson.gz" in shown
    assert "in/ffb" not in shown


def test_the_loaders_english_is_not_shown(shown):
    assert "A sentence of" not in shown


def test_tables_are_named_in_danish_with_their_rows(shown):
    assert "Indsatser" in shown
    assert "1.702" in shown


def test_data_that_are_invented_are_marked(shown):
    assert "<td>Opdigtede data</td>" in shown


def test_nothing_set_aside_is_said(open_page):
    clean = dataclasses.replace(invented.DELIVERIES, set_aside=())
    page = open_page("data", deliveries=clean)
    assert heading(page) == "Alle 2.207 indberetninger er indlæst"
    assert "Ingen indberetninger er lagt til side." in markup(page)


@pytest.mark.parametrize(
    ("rule", "meaning"),
    [
        ("carePlan.period.start.min", "Indsatsen mangler oplysningen »startdato«."),
        ("condition.severity.binding", "Tilstanden har en kode i »sværhedsgrad«, som ikke findes"),
        ("citizen.name.prohibited", "Borgeren indeholder »navn«, som ikke må indberettes."),
        ("intervention.x.y.unknown", "Ydelsen indeholder »x.y«, som reglerne ikke kender."),
        ("cpr", "CPR-nummeret er ikke et gyldigt CPR-nummer."),
        ("json.truncated", "Indberetningen er skåret over, beskadiget"),
        ("doc-one-citizen", "Indberetningen handler ikke om præcis én borger."),
        ("something-new", "En regel for indberetningen er ikke overholdt."),
        ("no.such.kind.of.rule", "En regel for indberetningen er ikke overholdt."),
    ],
)
def test_a_rule_explains_itself_in_danish(rule, meaning):
    assert rules.meaning(rule).startswith(meaning)


@pytest.mark.parametrize(
    ("rule", "advice"),
    [
        ("carePlan.period.start.min", "Ret oplysningen i fagsystemet"),
        ("citizen.name.prohibited", "Bed leverandøren"),
        ("json.truncated", "Lav udtrækket igen"),
        ("cpr", "Indberet borgeren igen, når"),
        ("per-1", "Ret oplysningen i fagsystemet"),
    ],
)
def test_a_rule_says_who_can_do_something_about_it(rule, advice):
    assert rules.what_now(rule).startswith(advice)


def supplementary():
    """The same deliveries with an export of which a row was set aside, and rules that count."""
    its = invented.DELIVERIES
    leverance = {
        **its.files[0],
        "path": "in/T13_leveringslog.csv",
        "sha256": "t13",
        "kind": "T13",
        "rows_read": 5000,
        "rows_loaded": 4999,
        "rows_set_aside": 1,
    }
    aside = {**its.set_aside[0], "sha256": "t13", "line": 8, "rule": "V03", "place": "CPR"}
    counts = (
        counted("V11", "warning", "placement", "TilbudsID", 3),
        counted("V01", "info", "contact", "CPR", 70),
        counted("V01", "info", "absence", "CPR", 30),
        counted("V08", "warning", "budget_account", "Forbrug", 0),
    )
    return dataclasses.replace(
        its,
        files=(*its.files, leverance),
        set_aside=(*its.set_aside, aside),
        counts=counts,
        tables={**its.tables, "contact": 4999},
    )


def counted(rule, level, table, place, rows):
    return {
        "run_id": 1,
        "rule": rule,
        "level": level,
        "table_name": table,
        "place": place,
        "sentence": "A sentence of the loader.",
        "rows_counted": rows,
    }


def test_rows_of_exports_are_counted_apart_from_reports(open_page):
    page = open_page("data", deliveries=supplementary())
    assert heading(page) == "2 af 2.209 indberetninger er lagt til side"
    assert "Af supplerende udtræk er 4.999 rækker indlæst og 1 lagt til side." in markup(page)
    assert "T13 leveringslog" in markup(page)


def test_a_row_set_aside_says_what_is_wrong_and_what_to_do(open_page):
    shown = markup(open_page("data", deliveries=supplementary()))
    (row,) = [row for row in shown.split("<tr>") if "V03" in row and "retry" in row]
    assert "Borgeren findes ikke i borgerstatus (T01)." in row


def test_rules_that_count_are_told_with_warnings_before_notices(open_page):
    shown = markup(open_page("data", deliveries=supplementary()))
    table = shown.split("Regler, der kun tæller</h2>")[1].split("</table>")[0]
    assert table.index("V11") < table.index("V01")
    assert "4 regler er prøvet i den seneste indlæsning. 1 fandt intet." in table
    assert "V08" not in table
    (notice,) = [row for row in table.split("<tr>") if "V01" in row]
    assert "T13 leveringslog, T06 fravær" in notice
    assert '<td class="figure">100</td>' in notice


def test_what_a_rule_found_in_the_reports_is_told_by_what_they_hold(open_page):
    counts = (
        counted("V19", "warning", "care_plan", "period.end", 341),
        counted("V19", "warning", "intervention", "basedOn", 161),
        counted("V26", "warning", "condition", "meta.lastUpdated", 4),
        counted("V26", "warning", "citizen", "meta.lastUpdated", 3),
    )
    shown = markup(
        open_page("data", deliveries=dataclasses.replace(supplementary(), counts=counts))
    )
    rows = shown.split("Regler, der kun tæller</h2>")[1].split("</table>")[0].split("<tr>")
    [plans, moved, times] = [row for row in rows if "<td" in row]
    assert "Indsatsen er åben, men alle dens ydelser er afsluttet." in plans
    assert "Indsatser (FFB)" in plans
    assert "Ydelsen er flyttet til en anden indsats." in moved
    assert "Tilstande (FFB), Borgere (FFB)" in times
    assert '<td class="figure">7</td>' in times


def test_a_build_without_such_rules_shows_no_heading_for_them(shown):
    assert "Regler, der kun tæller" not in shown


def test_long_lists_are_not_sent_before_they_are_asked_for(open_page, monkeypatch):
    monkeypatch.setattr(walk, "FOLDS", ())
    folded = markup(open_page("data"))
    assert text("data.aside.list_caption") not in folded
    monkeypatch.undo()
    assert text("data.aside.list_caption") in markup(open_page("data"))
