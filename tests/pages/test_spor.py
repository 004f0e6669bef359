"""Spor: one track's statements, verbatim, each with its numbers and what is missing."""

import re

import pytest

from kpis.strategy import Track, strategy
from pages.parts import formats
from tests.pages import invented
from tests.pages.walk import forget, heading, links, markup, opened, words

TRACKS = strategy().tracks.tracks


@pytest.fixture(autouse=True)
def results(monkeypatch: pytest.MonkeyPatch) -> None:
    invented.put_in_place(monkeypatch)
    forget()


@pytest.mark.parametrize("track", TRACKS, ids=lambda track: track.slug)
def test_a_track_is_shown_in_its_own_words_and_without_a_number(track: Track) -> None:
    app = opened("spor", spor=track.slug)
    shown = words(markup(app))
    assert heading(app) == formats.title_case(track.title)
    assert all(statement.text in shown for statement in track.statements)
    assert not re.search(r"[Ss]por \d", shown)


def test_two_sentences_of_one_statement_are_measured_apart() -> None:
    shown = words(markup(opened("spor", spor="selvstaendighed_i_eget_liv")))
    first, second = shown.split("Anden sætning")
    assert "Selvbestemmelse i eget liv" in first.split("Første sætning")[1]
    assert "Nedad indsatstrappen" in second


def test_what_keeps_an_indicator_in_balance_stands_on_its_card() -> None:
    body = markup(opened("spor", spor="selvstaendighed_i_eget_liv"))
    card = body.split("noegletal=ladder_down_rate", 1)[1].split('</li><li class="indicator"')[0]
    assert "Holdes op mod" in card
    assert "noegletal=ladder_up_rate" in card


def test_the_other_document_is_named() -> None:
    assert strategy().tracks.title in words(markup(opened("spor")))


def test_all_tracks_are_one_click_away() -> None:
    targets = links(opened("spor"))
    assert all(any(f"spor={track.slug}" in to for to in targets) for track in TRACKS)
