"""Hent: four files on the pages about a theme, a track and an indicator, made on demand."""

import pytest

from kpis.model import Status
from pages.parts import figures, takeaway
from pages.reports import freeze, making
from tests.pages import invented, walk

LABELS = ["Papir (PDF)", "Slides (PowerPoint)", "Webside i én fil (HTML)", "Regneark (Excel)"]


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("tema", {"tema": "borgeren_foerst", "periode": "2026-09"}),
        ("spor", {"spor": "effektiv_drift"}),
        ("noegletal", {"noegletal": "followup_on_time", "periode": "2026-Q3"}),
    ],
)
def test_the_page_offers_four_files_and_makes_none(open_page, monkeypatch, page, address):
    asked = []
    monkeypatch.setattr(takeaway, "freeze", lambda *names: asked.append(names))
    app = open_page(page, **address)
    assert [button.proto.label for button in app.get("download_button")] == LABELS
    assert asked == []


def test_a_click_gives_what_the_command_writes(open_page, monkeypatch):
    open_page("tema")
    give = takeaway._when_asked(("effektiv_drift",), "2026-09", "html")
    assert give() == making.made(freeze("effektiv_drift", "2026-09"), "html")


def test_the_numbers_are_frozen_once_for_all_four(open_page, monkeypatch):
    open_page("tema")
    frozen = []

    def counted(names, period):
        frozen.append(names)
        return freeze(names, period)

    monkeypatch.setattr(takeaway, "freeze", counted)
    for to in making.KINDS:
        assert takeaway._when_asked(("faellesskaber",), "2026-09", to)()
    assert frozen == [("faellesskaber",)]


def test_the_page_and_the_report_say_the_same(open_page):
    shown = walk.words(walk.markup(open_page("noegletal", noegletal="followup_on_time")))
    (figure,) = freeze("followup_on_time", figures.latest_month()).figures
    assert figure.headline in shown
    assert figure.paragraph in shown
    assert figure.words in shown
    for answer in figure.answers:
        assert answer.word in shown
        assert answer.why in shown


def test_a_report_of_nothing_can_be_taken_too(open_page):
    open_page("tema", invented.evaluate_nothing(Status.NO_DATA))
    assert takeaway._when_asked(("effektiv_drift",), "2026-10", "pdf")().startswith(b"%PDF")
