"""A result as one paragraph: every state has its reviewed sentence, and noise never moves."""

import re

import pytest

from kpis import Balance, Forecast, NoForecast, Part
from kpis.answers import Circumstances, Doubt, DoubtCode, Standing, answers
from kpis.coverage import planned
from kpis.model import Course, Status
from kpis.point_rules import Side
from kpis.spc import Assurance, Variation
from kpis.variation import REASONS
from pages.parts import finding
from pages.parts.formats import NBSP
from pages.parts.texts import all_texts, text
from tests.golden import sentences
from tests.pages import states
from tests.pages.states import HIGHER, Moved, told
from tests.unit.series import FOLLOWUP, declared, monthly

EVERY = dict(states.every())
MOVES = re.compile(r"\b(steg|stiger|steget|faldt|falder|faldet)\b")


def test_every_sentence_is_the_reviewed_one():
    reviewed = sentences.FILE.read_text("utf-8").splitlines()
    assert sentences.text().splitlines() == reviewed, (
        "A sentence is not the reviewed one: run `make golden`, read it aloud, commit it."
    )


def test_the_sentence_the_committee_asked_for():
    its = told(
        HIGHER,
        0.86,
        Moved(Variation.IMPROVEMENT, Side.HIGH),
        Course.ON_COURSE,
        bounds=(0.85, None),
    )
    assert finding.finding(its) == (
        f"Andelen af rettidige opfølgninger steg til 86{NBSP}% – over målet på 85{NBSP}%."
        " Ændringen er større end de normale udsving."
    )


def test_no_two_states_share_a_name():
    assert len(list(states.every())) == len(EVERY) > 900


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("course", Course),
        ("variation", Variation),
        ("assurance", Assurance),
        ("standing", Standing),
    ],
)
def test_every_answer_is_among_the_states(part, values):
    assert {getattr(its, part) for its in EVERY.values()} == set(values)


def test_every_reason_and_status_is_among_the_states():
    assert {its.reason for its in EVERY.values()} == {"", *REASONS}
    assert {its.result.status for its in EVERY.values()} == set(Status)


def test_noise_never_moves():
    """Only a change larger than the ordinary swings may be told as one."""
    wrong = [
        name
        for name, its in EVERY.items()
        if MOVES.search(finding.finding(its)) and its.variation not in finding.CHANGED
    ]
    assert wrong == []


def test_a_change_larger_than_the_swings_is_told_with_its_direction():
    for name, its in EVERY.items():
        if its.variation in finding.CHANGED:
            verb = "steg til" if its.side is Side.HIGH else "faldt til"
            assert verb in finding.finding(its), name


def test_a_number_that_is_not_shown_is_not_told():
    for name, its in EVERY.items():
        if its.result.value is None:
            assert not re.search(r"\d+(,\d)?\W?%", finding.finding(its)), name


def test_every_sentence_is_a_sentence():
    for name, its in EVERY.items():
        words = finding.finding(its)
        assert words[0].isupper(), name
        assert words.endswith("."), name
        assert ".." not in words, name
        assert "  " not in words, name
        assert not re.search(r"[{}]|None", words), name


def test_the_side_told_is_the_side_of_the_target():
    for name, its in EVERY.items():
        target, value, words = its.target, its.result.value, finding.finding(its)
        if value is None or target is None or its.course is Course.NOT_JUDGED:
            continue
        if target.low is not None and value < target.low:
            assert " under målet" in words, name
        elif target.high is not None and value > target.high:
            assert " over målet" in words or " over grænsen" in words, name
        else:
            assert its.course is Course.ON_COURSE, name


@pytest.mark.parametrize("kpi", planned())
def test_every_indicator_of_the_catalogue_has_a_subject(kpi):
    subject = text(f"subjects.{kpi}")
    assert subject.split()[0] in ("Andelen", "Antallet", "Den", "Udgiften", "Afvigelsen") or (
        subject.startswith("Nettotilgangen")
    )
    assert not subject.endswith((".", ","))


def test_no_subject_without_an_indicator():
    keys = {key.partition(".")[2] for key in all_texts() if key.startswith("subjects.")}
    assert keys == set(planned())


def test_from_a_series_to_its_sentence():
    steady = [0.80, 0.83, 0.79, 0.82, 0.78, 0.81, 0.83, 0.80, 0.79, 0.82, 0.81, 0.78, 0.83, 0.80]
    its = answers(monthly([*steady, 0.99]), declared(FOLLOWUP), breaks=[])
    words = finding.finding(its).replace(NBSP, " ")
    assert words.startswith(
        "Andelen af rettidige opfølgninger steg til 99 % – over målet på 90 % for første gang."
        " Ændringen er større end de normale udsving."
    )
    quiet = answers(monthly(steady), declared(FOLLOWUP), breaks=[])
    assert "er 80 % – fortsat under målet på 90 %. Det er inden for de normale udsving." in (
        finding.finding(quiet).replace(NBSP, " ")
    )


def test_each_doubt_is_a_sentence():
    around = Circumstances(not_assessed=0.123, failed_checks=("a", "b"), delivered=frozenset())
    its = answers(monthly([0.8], of=15), declared(FOLLOWUP), breaks=[], circumstances=around)
    assert [line.replace(NBSP, " ") for line in finding.doubts(its)] == [
        "Tallet bygger på 15, og det er færre end 20.",
        "12,3 % er ikke vurderet og er ikke talt med.",
        "Kontrol af data, der ikke er i orden: a og b.",
        "Udtræk, der mangler: FFB-indberetninger (FFB), leveres normalt af fagsystemet for "
        "voksenområdet.",
    ]


@pytest.mark.parametrize("code", DoubtCode)
def test_every_doubt_has_words(code):
    assert text(f"signals.doubt.{code}", detail="x").endswith(".")
    assert Doubt(code).detail == ()


@pytest.mark.parametrize(
    "its",
    [Forecast("2027-05", "2026-12", "2027-11"), NoForecast("no_trend")],
)
def test_a_forecast_never_says_that_something_rose(its):
    assert not MOVES.search(finding.forecast(its))


def part(name: str, scaled: float | None) -> Part:
    return Part(name, "x", scaled, scaled, None)


@pytest.mark.parametrize(
    ("scaled", "words"),
    [
        ((0.4, 0.7, 1.0), "Borgeren er længst fra sit mål."),
        ((0.4, 0.4, 1.0), "Borgeren og fagligheden er lige langt fra deres mål."),
        ((1.0, 1.0, 1.0), "Alle tre er på deres mål."),
        (
            (None, 0.4, 1.0),
            "Fagligheden er længst fra sit mål. Borgeren kan ikke opgøres og kan ligge lavere.",
        ),
        ((None, None, None), "Ingen af de tre kan opgøres."),
        (
            (None, 1.0, None),
            "Fagligheden er på sit mål. Borgeren og økonomien kan ikke opgøres og kan ligge "
            "lavere.",
        ),
        (
            (1.0, 1.0, None),
            "Borgeren og fagligheden er på deres mål. Økonomien kan ikke opgøres og kan ligge "
            "lavere.",
        ),
    ],
)
def test_the_balance_names_the_lowest_and_never_an_average(scaled, words):
    names = ("borger", "faglighed", "oekonomi")
    its = Balance(tuple(part(*pair) for pair in zip(names, scaled, strict=True)))
    assert finding.balance(its) == words
