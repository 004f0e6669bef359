"""The accessibility statement holds what the law asks for, and invents no contact."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pages.parts import registry, statement
from pages.parts.texts import has_text, text
from tests.pages import walk
from tests.pages.walk import heading, markup, words

ROOT = Path(__file__).resolve().parents[2]
FAULTS = statement.statement().faults


def test_the_page_says_what_the_law_asks_for(open_page) -> None:
    app = open_page("tilgaengelighed")
    assert heading(app).replace("\u00ad", "") == "Tilgængelighedserklæring"
    said = words(markup(app))
    for part in ("WCAG 2.1", "EN 301 549", "Digitaliseringsstyrelsen", "axe-core"):
        assert part in said
    headings = re.findall(r"<h2>(.*?)</h2>", markup(app))
    asked = ("status", "missing", "ways", "measured", "contact", "complaint")
    assert headings == [text(f"tilgaengelighed.{part}.title") for part in asked]


def test_every_fault_is_told_with_its_cause_and_another_way(open_page) -> None:
    said = words(markup(open_page("tilgaengelighed")))
    assert FAULTS
    for fault in FAULTS:
        for part in ("title", "what", "why", "instead"):
            assert text(f"tilgaengelighed.known.{fault.id}.{part}") in said
        assert f"WCAG {fault.criterion}" in said


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_the_list_of_faults_is_complete_about_each(fault: statement.Fault) -> None:
    assert re.fullmatch(r"[1-4]\.\d\.\d{1,2}", fault.criterion)
    assert has_text(f"tilgaengelighed.missing.origin.{fault.origin}")
    assert fault.found in ("axe", "manual")
    assert (fault.found == "axe") == bool(fault.rule and fault.selector)


def test_a_contact_that_is_not_filled_in_is_said_and_not_invented(monkeypatch) -> None:
    example = statement.statement()
    assert not example.is_filled_in
    assert text("tilgaengelighed.unfilled.title") in words(statement.answer())
    assert "mailto:" not in statement.contact()

    filled = {
        "owner": "Byen",
        "email": "x@example.org",
        "phone": "+45 00",
        "official": "https://x.example",
    }
    monkeypatch.setattr(statement, "statement", lambda: replace(example, contact=filled))
    assert text("tilgaengelighed.unfilled.title") not in words(statement.answer())
    assert "Byen skal gøre" in words(statement.answer())
    assert 'href="mailto:x@example.org"' in statement.contact()


def test_without_faults_the_status_says_so(monkeypatch) -> None:
    none = replace(statement.statement(), faults=())
    monkeypatch.setattr(statement, "statement", lambda: none)
    assert text("tilgaengelighed.status.fully") in words(statement.answer())
    assert text("tilgaengelighed.missing.none") in words(statement.missing())


def test_the_next_look_is_a_year_later() -> None:
    its = statement.statement().measured
    assert replace(its, day=date(2026, 11, 25)).next() == date(2027, 11, 25)
    assert replace(its, day=date(2028, 2, 29)).next() == date(2029, 2, 28)


def test_what_was_measured_is_what_is_installed() -> None:
    locked = (ROOT / "requirements.txt").read_text("utf-8")
    assert f"streamlit=={statement.statement().measured.streamlit}\n" in locked


@pytest.mark.parametrize("page", registry.PAGES, ids=lambda page: page.title)
def test_every_page_leads_to_the_statement(open_page, page: registry.PageEntry) -> None:
    app = open_page(Path(page.file).stem if page.address else "")
    foot = markup(app).rpartition('<footer class="foot">')[2]
    assert 'href="tilgaengelighed"' in foot
    assert "Data kendt til og med" in foot


def test_the_foot_is_there_also_before_anything_is_loaded(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("STRATEGI_WAREHOUSE", str(tmp_path))
    walk.forget()
    foot = markup(walk.opened()).rpartition('<footer class="foot">')[2]
    assert 'href="tilgaengelighed"' in foot
    assert "Data kendt" not in foot
