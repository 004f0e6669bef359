"""What is no share is told in its own unit, in a sentence somebody would say."""

from dataclasses import replace

import pytest

from kpis.model import Result
from pages.parts import sentences, units
from tests.pages.results import ok, target

NB = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def measured(kpi: str, value: float) -> Result:
    """A result without the two sides of a share."""
    without_counts = replace(ok(0.5, kpi=kpi), numerator=None, denominator=None)
    return replace(without_counts, value=value, low=None, high=None)


@pytest.mark.parametrize(
    ("kpi", "value", "words"),
    [
        ("civil_partnerships_active", 12, f"12{NB}aftaler med foreninger og frivillige er i brug"),
        ("civil_partnerships_active", 1, f"1{NB}aftale med foreninger og frivillige er i brug"),
        ("ladder_steps_in_use", 6, f"6{NB}trin på indsatstrappen er i brug"),
        (
            "new_tech_trials",
            4,
            f"4{NB}nye teknologier er afprøvet sammen med borgere det seneste år",
        ),
        ("temporary_stay_duration", 14.23, f"Et midlertidigt ophold varer typisk 14,2{NB}måneder"),
        (
            "cost_per_full_year_citizen",
            412_300.4,
            f"Periodens hjælp til en borger koster 412.300{NB}kr.",
        ),
        (
            "new_local_places",
            12,
            f"Antallet af pladser i kommunen har på et år ændret sig med +12{NB}pladser",
        ),
        (
            "new_local_places",
            -1,
            f"Antallet af pladser i kommunen har på et år ændret sig med {MINUS}1{NB}plads",
        ),
        ("budget_adherence", 0.0123, f"Det forventede regnskab afviger +1,2{NB}% fra budgettet"),
        (
            "budget_adherence",
            -0.02,
            f"Det forventede regnskab afviger {MINUS}2,0{NB}% fra budgettet",
        ),
    ],
)
def test_a_headline_of_another_kind(kpi, value, words):
    assert sentences.headline(measured(kpi, value)) == words


@pytest.mark.parametrize(
    ("kpi", "low", "high", "words"),
    [
        ("temporary_stay_duration", 6, 24, f"mellem 6 og 24{NB}måneder"),
        ("ladder_steps_in_use", 6, None, f"mindst 6{NB}trin"),
        ("budget_adherence", -0.02, 0.01, f"mellem {MINUS}2{NB}% og +1{NB}%"),
        ("sickness_absence", None, 0.055, f"højst 5,5{NB}%"),
    ],
)
def test_a_target_of_another_kind(kpi, low, high, words):
    assert sentences.target_words(target(low, high, kpi)) == words


@pytest.mark.parametrize(
    ("kpi", "value", "low", "high", "words"),
    [
        ("temporary_stay_duration", 26.5, 6, 24, f"2,5{NB}måneder over måltallet"),
        ("temporary_stay_duration", 24.01, 6, 24, f"mindre end 0,1{NB}måneder over måltallet"),
        ("ladder_steps_in_use", 5, 6, None, f"1{NB}trin under måltallet"),
        ("budget_adherence", 0.02, -0.02, 0.01, f"1,0{NB}procentpoint over måltallet"),
    ],
)
def test_the_distance_to_a_target_of_another_kind(kpi, value, low, high, words):
    assert sentences.distance_words(measured(kpi, value), target(low, high, kpi)) == words


def test_what_is_no_share_has_no_percentage_count_or_interval():
    result = measured("temporary_stay_duration", 14.2)
    assert sentences.percentage(result) is None
    assert sentences.count(result) == sentences.counted(result) == sentences.interval(result) == ""
    assert "procent" not in sentences.change_since(result, measured(result.kpi, 12.0))


def test_a_share_is_counted_in_its_own_words():
    assert sentences.counted(ok(0.5)) == "500 af 1.000 opfølgninger"


@pytest.mark.parametrize(
    ("beside", "value", "words"),
    [
        ("goal_achievement_rate.better", 0.5, f"50,0{NB}%"),
        ("seamless_plan_shift.median_gap", 1, f"1{NB}dag"),
        ("target_group_match.physical_score", 4.25, f"4,2{NB}point"),
        ("budget_adherence.against_original", 0.01, f"+1,0{NB}%"),
    ],
)
def test_what_is_counted_beside_an_indicator_has_its_own_unit(beside, value, words):
    result = ok(value, kpi=beside) if units.is_share(beside) else measured(beside, value)
    assert sentences.value_or_reason(result) == words
