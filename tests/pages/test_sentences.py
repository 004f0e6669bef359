"""What the numbers say, word for word."""

from datetime import date
from pathlib import Path

import pytest

from kpis.breaks import Break, BreakKind
from kpis.comparison import Change
from kpis.model import Status
from pages.parts import sentences
from tests.pages.results import ok, target, without

NB = "\N{NO-BREAK SPACE}"


def test_the_headline_states_the_finding():
    assert sentences.headline(ok(0.8421)) == f"84,2{NB}% af opfølgningerne blev holdt til tiden"


def test_a_headline_without_a_number_says_so():
    assert sentences.headline(without(Status.SUPPRESSED)) == (
        "Opfølgning til tiden: intet tal for oktober 2026"
    )


def test_of_fewer_than_ten_the_counts_are_said_instead_of_a_percentage():
    assert sentences.headline(ok(7 / 9, of=9)) == "Opfølgning til tiden: 7 af 9 i oktober 2026"
    assert sentences.value_or_reason(ok(7 / 9, of=9)) == "7 af 9"
    assert sentences.value_or_reason(ok(0.7, of=10)) == f"70,0{NB}%"


def test_of_fewer_than_ten_nothing_else_is_said_in_percent():
    few = ok(7 / 9, of=9)
    assert sentences.percentage(few) is None
    assert sentences.interval(few) == sentences.interval_of_100(few) == ""
    assert "ingen procent" in sentences.change_since(few, ok(0.5))
    assert "ingen procent" in sentences.change_since(ok(0.5), few)
    assert "procent" not in sentences.change_since(ok(0.5), ok(0.5))
    assert sentences.change_since(without(Status.NO_DATA), ok(0.5)) == ""


@pytest.mark.parametrize(
    ("status", "begins"),
    [
        (Status.NO_DATA, "Der var ingen opfølgninger at måle på i oktober 2026."),
        (Status.SUPPRESSED, "Tallet vises ikke. Det ville fortælle om så få borgere"),
        (Status.TOO_EARLY, "Perioden er ikke slut"),
        (Status.NOT_MEASURABLE, "Nøgletallet kan ikke beregnes"),
    ],
)
def test_every_missing_number_has_its_own_reason(status, begins):
    assert sentences.reason(without(status)).startswith(begins)


def test_a_number_needs_no_reason():
    assert sentences.reason(ok(0.5)) == ""


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.9, None, f"mindst 90{NB}%"),
        (None, 0.125, f"højst 12,5{NB}%"),
        (0.55, 0.85, f"mellem 55{NB}% og 85{NB}%"),
        (None, None, ""),
    ],
)
def test_a_target_in_words(low, high, words):
    assert sentences.target_words(target(low, high)) == words


def test_an_indicator_without_a_fixed_target_says_why():
    assert sentences.target_sentence("own_home_share", None).startswith(
        "Måltallet er en stigning på 1"
    )
    assert sentences.target_sentence("followup_on_time", None) == "Der er ikke fastsat et måltal."


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (0.858, 0.9, None, f"4,2{NB}procentpoint under måltallet"),
        (0.9, 0.9, None, "Måltallet er nået"),
        (0.7, 0.55, 0.85, "Inden for måltallet"),
        (0.9, 0.55, 0.85, f"5,0{NB}procentpoint over måltallet"),
        (0.9, None, None, "Kan ikke vurderes"),
    ],
)
def test_the_distance_to_the_target_in_words(value, low, high, words):
    assert sentences.distance_words(ok(value), target(low, high)) == words


def test_a_gap_too_small_to_print_is_called_small_not_zero():
    words = sentences.distance_words(ok(0.89999), target(0.9))
    assert words == f"mindre end 0,1{NB}procentpoint under måltallet"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (None, ""),
        (Change(0.0, False), "Samme tal som nu."),
        (Change(0.03, False), "Forskellen kan skyldes tilfældige udsving."),
        (Change(0.081, True), f"8,1{NB}procentpoint højere nu."),
        (Change(-0.081, True), f"8,1{NB}procentpoint lavere nu."),
    ],
)
def test_two_numbers_are_called_different_only_when_they_clearly_are(change, words):
    assert sentences.change_words(change).startswith(words)


def test_two_numbers_on_either_side_of_a_break_are_not_compared_and_it_says_why():
    law = Break("law", date(2026, 1, 1), BreakKind.LAW, "En ny lov.", "Jura", ("followup_on_time",))
    before, now = ok(0.5, period="2025-10"), ok(0.9)
    assert sentences.change_since(now, before, [law]) == (
        "Kan ikke sammenlignes. Fra 01.01.2026: En ny lov."
    )
    assert "højere nu" in sentences.change_since(now, before, [])


def test_the_chart_in_words_gives_first_last_and_extremes():
    series = [
        without(Status.NO_DATA, period="2026-06"),
        ok(0.80, period="2026-07"),
        ok(0.91, period="2026-08"),
        ok(0.72, period="2026-09"),
        ok(0.85, period="2026-10"),
    ]
    words = sentences.chart_alternative(series, target(0.9))
    assert "fra juli 2026 til oktober 2026" in words
    assert f"Første tal er 80,0{NB}%, seneste er 85,0{NB}%." in words
    assert f"Laveste er 72,0{NB}%, højeste er 91,0{NB}%." in words
    assert f"Måltallet er mindst 90{NB}%." in words


def test_only_the_module_that_counts_to_ten_writes_percentages():
    """Beside it the profiles of columns, whose shares are of rows and tell of no result."""
    parts = Path(sentences.__file__).parent
    users = {file.name for file in parts.glob("*.py") if "formats.percent(" in file.read_text()}
    assert users == {"sentences.py", "workbench_schema.py", "workbench_table.py"}
