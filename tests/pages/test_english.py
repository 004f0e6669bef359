"""The interface in English: every text, numbers as the English write them, no page in both."""

import re
import string
from collections.abc import Callable
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest

import kpis
from kpis.coverage import planned
from kpis.strategy import strategy
from pages.parts import finding, formats, markup, registry, takeaway, texts, units
from pages.parts.formats import MINUS, NBSP
from pages.parts.texts import DANISH, ENGLISH, IN_DANISH, own_texts, spoken, text
from tests.pages import invented
from tests.pages.test_indsatstrappen import a_ladder
from tests.pages.walk import drop_downs, forget, heading, links, opened
from tests.pages.walk import markup as markup_of

PAGES = tuple(Path(entry.file).stem for entry in registry.PAGES)

STREAMLITS = "shell.words."
"""Our words for Streamlit's own English."""

DATES = ("formats.day", "formats.day_long")
"""Each language uses the parts of a date that it needs."""

ALSO_IN_ENGLISH = ("counted", "no_target")
"""What of an indicator's definition stands inside English sentences."""

DANISH_WORDS = re.compile(
    r"[æøåÆØÅ»«]|\b(og|ikke|nogle|vises|udgave|borgere|andelen|antallet|mindst|steg|faldt|"
    r"forslag|afstand|periode|hent|skjult|indlæst|procentpoint|januar|marts|maj|juni|oktober)\b",
    re.IGNORECASE,
)


def needs_english(key: str) -> bool:
    return key.partition(".")[0] not in IN_DANISH and not key.startswith(STREAMLITS)


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


# Texts


def test_every_text_is_there_in_english() -> None:
    """Add what is named to the file of the same name in data/texts/en."""
    english = own_texts(ENGLISH)
    assert [key for key in own_texts(DANISH) if needs_english(key) and key not in english] == []


def test_no_text_is_there_in_english_alone() -> None:
    danish = own_texts(DANISH)
    assert [key for key in own_texts(ENGLISH) if key not in danish] == []


def test_both_languages_fill_in_the_same_places() -> None:
    danish, english = own_texts(DANISH), own_texts(ENGLISH)
    shared = [key for key in english if key in danish and key not in DATES]
    assert [key for key in shared if places(danish[key]) != places(english[key])] == []


def test_what_of_a_definition_stands_in_sentences_is_english() -> None:
    danish, english = own_texts(DANISH), own_texts(ENGLISH)
    keys = [f"kpi.{kpi}.{field}" for kpi in planned() for field in ALSO_IN_ENGLISH]
    assert [key for key in keys if key in danish and key not in english] == []


def test_the_rest_of_a_definition_is_danish_in_both_languages() -> None:
    key = "kpi.own_home_share.definition"
    with spoken(ENGLISH):
        assert text(key) == own_texts(DANISH)[key]


def test_no_english_text_holds_danish_letters_but_in_names() -> None:
    names = ("Fælles Faglige Begreber", "æ, ø or å")
    for key, words in own_texts(ENGLISH).items():
        own = words
        for name in names:
            own = own.replace(name, "")
        assert not re.search("[æøåÆØÅ»«]", own), key
        assert words == " ".join(words.split()), key
        assert '"' not in words, key


@pytest.mark.parametrize(("asked", "spoken_then"), [("en", "en"), ("da", "da"), ("de", "da")])
def test_a_language_there_is_is_spoken_and_danish_for_any_other(asked: str, spoken_then: str):
    with spoken(asked):
        assert texts.language() == spoken_then
    assert texts.language() == DANISH


def test_what_is_done_later_is_done_in_the_language_of_its_page() -> None:
    with spoken(ENGLISH):
        later = texts.in_this_language(lambda: text("ui.course.on_course"))
    assert text("ui.course.on_course") == "På sporet"
    assert later() == "On track"


# Numbers and dates


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (lambda: formats.number(1234.5, 1), "1,234.5"),
        (lambda: formats.number(-0.3, 1), f"{MINUS}0.3"),
        (lambda: formats.percent(0.842), "84.2%"),
        (lambda: formats.percent_short(0.7), "70%"),
        (lambda: formats.points(0.021), f"+2.1{NBSP}percentage points"),
        (lambda: formats.count_of(1200, 1500), "1,200 of 1,500"),
        (lambda: formats.day(date(2026, 3, 2)), "2 Mar 2026"),
        (lambda: formats.day_long(date(2026, 3, 12)), f"12{NBSP}March 2026"),
        (lambda: formats.moment(datetime(2026, 1, 1, 8, 5)), f"1 Jan 2026 at{NBSP}09:05"),
        (lambda: formats.period("2026-10"), "October 2026"),
        (lambda: formats.period("2026-Q3"), f"Q3{NBSP}2026"),
        (lambda: formats.period_short("2026-10"), "Oct 2026"),
        (lambda: texts.listed(["a", "b", "c"]), "a, b and c"),
        (lambda: units.amount("civil_partnerships_active", 1), f"1{NBSP}agreement"),
        (lambda: units.amount("civil_partnerships_active", 12), f"12{NBSP}agreements"),
        (lambda: units.amount("budget_adherence", 0.012), "+1.2%"),
        (lambda: units.amount("cost_per_full_year_citizen", 410_000), f"410,000{NBSP}kr."),
        (lambda: units.bound_amount("cost_per_full_year_citizen", 410_000), f"410,000{NBSP}kr."),
        (lambda: units.bound_amount("temporary_stay_duration", 24), f"24{NBSP}months"),
        (lambda: units.heading("temporary_stay_duration"), "Months"),
    ],
)
def test_numbers_and_dates_are_written_as_in_english(told: Callable[[], str], expected: str):
    with spoken(ENGLISH):
        assert told() == expected


# Pages


@pytest.fixture(autouse=True)
def results(monkeypatch: pytest.MonkeyPatch) -> None:
    invented.put_in_place(monkeypatch)
    monkeypatch.setattr(kpis, "ladder", a_ladder)
    forget()


def without_danish_parts(body: str) -> str:
    """What is read in English: without what is marked as Danish, and without names."""
    body = re.sub(r'<a [^>]*lang="da"[^>]*>.*?</a>', " ", body)
    marked = re.compile(r'<span lang="da">(?:(?!</?span).)*</span>', re.DOTALL)
    while marked.search(body):
        body = marked.sub(" ", body)
    attributes = re.findall(r'(?:aria-label|title|alt)="([^"]*)"', body)
    read = unescape(" ".join((re.sub(r"<[^>]+>", " ", body), *attributes)))
    titles = [text(f"kpi.{kpi}.title") for kpi in planned()]
    parts = (*strategy().long_term.themes, *strategy().tracks.tracks)
    titles += [formats.title_case(part.title) for part in parts]
    for title in sorted(titles, key=len, reverse=True):
        read = read.replace(title, " ")
    return read


@pytest.mark.parametrize("page", ["", "noegletal"])
def test_a_page_in_english_has_no_danish_words_of_ours(page: str) -> None:
    app = opened(page, sprog="en", **({"opdeling": "age_group"} if page else {}))
    read = without_danish_parts(markup_of(app))
    assert DANISH_WORDS.findall(read) == []
    widgets = [*drop_downs(app), *app.get("button_group"), *app.get("button")]
    assert widgets
    assert [w.label for w in widgets if DANISH_WORDS.search(w.label)] == []


def test_the_same_pages_in_danish_are_full_of_them() -> None:
    for page in ("", "noegletal"):
        read = without_danish_parts(markup_of(opened(page)))
        assert len(DANISH_WORDS.findall(read)) > 20


def test_the_overview_tells_its_answer_in_english() -> None:
    assert re.fullmatch(r"\d+ of 14 goals are on track, \d+ partly", heading(opened(sprog="en")))


def test_a_finding_is_an_english_sentence() -> None:
    app = opened("noegletal", sprog="en", noegletal="followup_on_time")
    assert heading(app).startswith("The share of follow-ups held on time ")


@pytest.mark.parametrize("page", PAGES)
def test_switching_back_and_forth_leaves_no_page_in_both_languages(page: str) -> None:
    """What is kept is not dropped between the three."""
    danish = markup_of(opened(page))
    english = markup_of(opened(page, sprog="en"))
    assert markup_of(opened(page)) == danish
    assert english != danish
    forget()
    assert markup_of(opened(page, sprog="en")) == english


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_an_english_page_stays_in_english(page: str) -> None:
    app = opened(page, sprog="en")
    ours = [link for link in links(app) if "://" not in link and not link.startswith("mailto:")]
    danish = [link for link in ours if "sprog=en" not in link]
    assert [re.findall(r"sprog=\w+", link) for link in danish] == [["sprog=da"]]
    assert 'lang="da" hreflang="da">Dansk</a>' in markup_of(app)


def test_no_link_of_a_danish_page_names_a_language_but_the_switch() -> None:
    app = opened("tema", tema="borgeren_foerst", periode="2026-09")
    (switch,) = [link for link in links(app) if "sprog" in link]
    assert switch == "?tema=borgeren_foerst&periode=2026-09&sprog=en"
    assert 'lang="en" hreflang="en">English</a>' in markup_of(app)


def test_an_unknown_language_gives_danish() -> None:
    assert "goals" not in heading(opened(sprog="xx"))


def test_words_that_stay_danish_are_told_as_danish() -> None:
    with spoken(ENGLISH):
        assert markup.in_danish("Drømme") == '<span lang="da">Drømme</span>'
        assert markup.in_danish("") == ""
    assert markup.in_danish("Drømme") == "Drømme"


def test_reports_are_danish_also_when_asked_for_on_an_english_page() -> None:
    with spoken(ENGLISH):
        made = takeaway._when_asked(("followup_on_time",), invented.LATEST, "html")().decode()
    assert '<html lang="da"' in made
    assert "Andelen af rettidige opfølgninger" in made
    assert "The share of" not in made


def test_a_balance_is_told_in_english() -> None:
    its = kpis.balance(*_month())
    with spoken(ENGLISH):
        told = finding.balance(its)
    assert not DANISH_WORDS.search(told)


def _month():
    from pages.parts import figures

    month = invented.LATEST
    answered = figures.answered(month)
    return figures.of_month(month), {kpi: told.target for kpi, told in answered.items()}
