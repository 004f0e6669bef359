"""The data behind a number: its exports, when they came, what was set aside and why."""

from dataclasses import replace
from datetime import datetime

from pages.parts import subtitle
from tests.pages import invented
from tests.pages.walk import links, markup, words


def card(page):
    return words(markup(page).split("Data bag tallet")[1])


def test_the_reports_behind_a_number_are_told_with_what_was_set_aside(open_page):
    page = open_page("noegletal", noegletal="followup_on_time")
    shown = " ".join(card(page).split())
    assert "FFB-indberetninger (FFB) Fagsystemet for voksenområdet" in shown
    assert "01.11.2026 kl. 06.02 2.210 2.207 2" in shown  # two reports: one broke two rules
    assert "CPR-nummeret er ikke et gyldigt CPR-nummer" in shown
    assert "(1)" in shown


def test_an_export_that_never_came_says_so_and_leads_to_its_page(open_page):
    page = open_page("noegletal", noegletal="core_task_known")
    assert "Medarbejdermåling (T08) HR-afdelingen Ikke indlæst" in " ".join(card(page).split())
    assert "leverance?udtraek=T08" in links(page)


def test_rules_that_only_count_are_told_with_the_rows_they_found(open_page):
    counts = (
        {
            "run_id": 1,
            "rule": "key.T05",
            "level": "warning",
            "table_name": "absence",
            "place": "AnsættelsesID",
            "sentence": "",
            "rows_counted": 103,
        },
    )
    file = {**invented.DELIVERIES.files[0], "kind": "T06", "sha256": "T06", "rows_set_aside": 0}
    loaded = replace(invented.DELIVERIES, files=(*invented.DELIVERIES.files, file), counts=counts)
    page = open_page("noegletal", deliveries=loaded, noegletal="sickness_absence")
    assert "T06:" in card(page)
    assert "(103)" in card(page)


def test_rules_that_only_count_in_the_reports_are_told_too(open_page):
    counts = (
        {
            "run_id": 1,
            "rule": "V18",
            "level": "warning",
            "table_name": "condition",
            "place": "code",
            "sentence": "",
            "rows_counted": 858,
        },
    )
    page = open_page(
        "noegletal",
        deliveries=replace(invented.DELIVERIES, counts=counts),
        noegletal="followup_on_time",
    )
    assert "Borgeren har flere aktive tilstande med samme kode" in card(page)
    assert "(858)" in card(page)


def test_a_build_from_before_there_were_times_is_told_without(open_page):
    runs = ({**invented.DELIVERIES.runs[0], "published_at": None},)
    loaded = replace(invented.DELIVERIES, runs=runs)
    page = open_page("noegletal", deliveries=loaded, noegletal="followup_on_time")
    assert "ukendt" in card(page)
    assert not isinstance(loaded.runs[0]["published_at"], datetime)


def test_the_subtitle_tells_what_in_what_where_and_when(open_page):
    open_page("noegletal", noegletal="followup_on_time")
    assert subtitle.of("followup_on_time", "2026-10") == (
        "Opfølgning til tiden, procent af opfølgninger. Eksempelkommunen, oktober 2026."
    )
    assert "kr. Eksempelkommunen" in subtitle.of("cost_per_full_year_citizen", "2025")
    assert "procent med fortegn" in subtitle.of("budget_adherence", "2025-Q2")
