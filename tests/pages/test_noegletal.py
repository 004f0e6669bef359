"""The page Nøgletal, opened for real: its address, its numbers, and what it says without any."""

import re
from datetime import date

import pytest

import kpis
from kpis.model import Status
from pages.parts import selection, sentences, standing
from pages.parts.texts import text
from tests.pages import invented
from tests.pages.plots import alternative, plots, told
from tests.pages.walk import drop_downs, heading, markup, source, words

NB = "\N{NO-BREAK SPACE}"


@pytest.fixture
def opened(open_page):
    """The page with these ids in its address."""

    def open_it(numbers=invented.evaluate, known_from=None, **address):
        return open_page("noegletal", numbers, known_from=known_from, **address)

    return open_it


def card(page, number):
    """The word of one of the four answers."""
    return words(markup(page).split('<p class="word">')[number + 1].split("</p>")[0]).strip()


def periods(page):
    """What the page's one trend tells of each period: its value first."""
    (plot,) = plots(page)
    return told(plot)


def choice(page, name):
    """The id that a list, or a row of buttons, bound to the address stands on."""
    if found := [each.value for each in drop_downs(page) if each.name == name]:
        (chosen,) = found
        return chosen
    (chosen,) = re.findall(rf'name="{name}" value="([^"]+)" checked', markup(page))
    return chosen


def test_the_title_is_the_finding(opened):
    page = opened(noegletal="followup_on_time", periode="2026-10")
    assert heading(page).startswith("Andelen af rettidige opfølgninger er ")
    assert heading(page).endswith(f"under målet på 90{NB}%")
    assert f"Måltallet er mindst 90{NB}%." in words(markup(page))


def test_a_shared_address_opens_the_same_view(opened):
    page = opened(noegletal="own_home_share", periode="2025-Q2", opdeling="sex", visning="tabel")
    assert choice(page, "noegletal") == "own_home_share"
    assert choice(page, "periode") == "2025-Q2"
    assert choice(page, "periodetype") == "quarter"
    assert choice(page, "opdeling") == "sex"
    assert not plots(page)
    assert "efter køn" in words(markup(page))


def test_the_chart_and_the_table_hold_the_same_numbers(opened):
    page = opened(noegletal="own_home_share")
    shown = [value for value, *_ in periods(page)]
    assert len(shown) == 61
    page = opened(noegletal="own_home_share", visning="tabel")
    assert [number for number in shown if number not in words(markup(page))] == []


def test_the_chart_has_a_text_alternative(opened):
    page = opened(noegletal="own_home_share")
    (plot,) = plots(page)
    assert alternative(plot).startswith("Linjegraf over Støtte i eget hjem fra oktober 2021")


@pytest.mark.parametrize(
    ("status", "title", "why"),
    [
        (
            Status.SUPPRESSED,
            "vises ikke for oktober 2026: tallet ville fortælle om så få borgere, at "
            "enkeltpersoner kunne genkendes",
            "Tallet vises ikke. Det ville fortælle om så få",
        ),
        (
            Status.NO_DATA,
            "kan ikke opgøres for oktober 2026: der var intet at måle på",
            "Der var ingen opfølgninger at måle på i oktober 2026.",
        ),
        (
            Status.TOO_EARLY,
            "kan ikke opgøres for oktober 2026 endnu: perioden er ikke slut, eller dens "
            "indberetninger er ikke modtaget",
            "Perioden er ikke slut",
        ),
        (
            Status.NOT_MEASURABLE,
            "kan ikke beregnes af de data, der er indlæst",
            "Nøgletallet kan ikke beregnes",
        ),
    ],
)
def test_without_a_number_the_page_says_why_and_shows_none(opened, status, title, why):
    numbers = invented.evaluate_nothing(status)
    page = opened(numbers, noegletal="followup_on_time", periode="2026-10")
    assert heading(page) == f"Andelen af rettidige opfølgninger {title}"
    assert why in words(markup(page))
    assert "Kan ikke vurderes" in words(markup(page))
    assert not plots(page)


def test_without_any_group_the_reason_is_said_instead_of_a_table(opened):
    numbers = invented.evaluate_nothing(Status.NO_DATA)
    page = opened(numbers, noegletal="own_home_share", opdeling="sex", periode="2026-10")
    assert words(markup(page)).count("Der var ingen borgere at måle på i oktober 2026.") == 2
    assert "Uoplyst" not in words(markup(page))


@pytest.mark.parametrize("kpi", kpis.catalogue())
def test_every_indicator_has_its_page(opened, kpi):
    page = opened(noegletal=kpi)
    assert choice(page, "noegletal") == kpi
    assert text(f"kpi.{kpi}.question") in words(markup(page))


def test_a_hidden_group_is_said_to_be_hidden(opened):
    page = opened(noegletal="own_home_share", opdeling="age_group")
    assert "75 år og derover" in words(markup(page))
    assert "skjult (få borgere)" in words(markup(page))
    assert "Der skjules altid mindst to grupper" in words(markup(page))


def test_another_indicators_breakdown_gives_way_without_a_complaint(opened):
    page = opened(noegletal="own_home_share", opdeling="goal_type")
    assert choice(page, "opdeling") == "primary_target_group"
    assert not page.warning


def test_an_unknown_indicator_is_named_and_the_first_is_shown(opened):
    page = opened(noegletal="findes_ikke")
    assert "findes_ikke" in page.warning[0].value
    assert choice(page, "noegletal") in selection.figures.catalogue()


def test_choosing_another_kind_of_period_keeps_the_time(opened):
    page = opened(noegletal="own_home_share", periode="2025-05", periodetype="quarter")
    assert choice(page, "periode") == "2025-Q2"
    page = opened(noegletal="own_home_share", periode="2024-Q4", periodetype="year")
    assert choice(page, "periode") == "2024"
    page = opened(noegletal="own_home_share", periode="2026-10", periodetype="year")
    assert choice(page, "periode") == "2025"


def test_the_query_behind_the_number_is_shown_word_for_word(opened):
    page = opened(noegletal="own_home_share")
    assert "step between 1 and 5" in source(page)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("quarter", ("2025-Q4", "2026-Q1")), ("year", ()), ("month", None)],
)
def test_only_whole_periods_can_be_chosen(kind, expected):
    months = ("2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03")
    assert selection.complete_periods(kind, months) == (months if expected is None else expected)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("2025-05", "month"), ("2025-Q2", "quarter"), ("2025", "year"), ("i går", "month")],
)
def test_the_kind_is_read_from_the_period(name, kind):
    assert selection.kind_of(name) == kind


def test_no_month_is_shown_before_anybody_reported(opened):
    page = opened(noegletal="own_home_share", known_from=date(2024, 3, 11))
    assert len(periods(page)) == 32  # March 2024 to October 2026
    assert "februar 2024" not in words(markup(page))


def test_months_that_look_further_back_than_the_first_report_are_left_out(opened):
    page = opened(noegletal="goal_achievement_rate", known_from=date(2024, 3, 1))
    assert len(periods(page)) == 21  # February 2025, a year from 1 March 2024, to October 2026
    assert "Kurven begynder i februar 2025" in words(markup(page))
    assert "første indberetninger er fra marts 2024" in words(markup(page))


def test_a_number_that_looks_further_back_than_any_report_is_shown_but_not_judged(opened):
    page = opened(noegletal="goal_achievement_rate", known_from=date(2026, 9, 15))
    assert "Kan ikke vurderes. Tallet ser længere tilbage" in words(markup(page))
    assert card(page, 0) == "Kan ikke vurderes mod målet"
    assert "Kurven begynder" not in words(markup(page))


def test_only_kinds_of_period_that_are_whole_can_be_chosen(opened):
    page = opened(noegletal="own_home_share", known_from=date(2026, 9, 15), periode="2025")
    assert choice(page, "periodetype") == "month"
    assert choice(page, "periode") == "2026-10"


def test_what_the_indicator_is_seen_beside_has_its_own_numbers(opened):
    page = opened(noegletal="documentation_completeness", periode="2026-10")
    card = markup(page).split("Ses ved siden af")[1].split("</section>")[0]
    shares = kpis.catalogue()["documentation_completeness"].beside
    assert len(shares) == 7
    for share in shares:
        its = f"documentation_completeness.{share.name}"
        (row,) = [row for row in card.split("<tr>") if text(f"beside.{its}") in row]
        assert sentences.count(invented.result(its, "2026-10", "", "", invented.OF)) in row


@pytest.mark.parametrize(
    ("kpi", "other"),
    [
        ("goal_achievement_rate", "goals_well_formed"),
        ("ladder_down_rate", "ladder_up_rate"),
        ("ladder_up_rate", "ladder_down_rate"),
    ],
)
def test_companions_are_shown_with_number_and_course(opened, kpi, other):
    page = opened(noegletal=kpi, periode="2026-06")
    card = markup(page).split("Ses ved siden af")[1].split("</section>")[0]
    (row,) = [row for row in card.split("<tr>") if text(f"kpi.{other}.title") in row]
    result = invented.result(other, "2026-06", "", "", invented.OF)
    assert sentences.value_or_reason(result) in words(row)
    target = kpis.target(other, "2026-06")
    assert f"pill {standing.of_indicator(kpis.course(result), target)}" in row
    assert f"noegletal={other}&amp;periode=2026-06" in row


def test_a_share_that_may_not_be_shown_says_why(opened):
    numbers = invented.evaluate_nothing(Status.SUPPRESSED)
    card = markup(opened(numbers, noegletal="followup_on_time")).split("Ses ved siden af")[1]
    assert "skjult (få borgere)" in card.split("</section>")[0]


def test_the_holes_of_the_line_are_explained_only_where_there_are_any(opened):
    def with_a_hole(ids, asked, by=("",), **_):
        hole = "2025-03"
        every = invented.evaluate(ids, asked, by)
        return [
            invented.missing(one.kpi, hole, one.by, one.member, Status.SUPPRESSED)
            if one.period == hole
            else one
            for one in every
        ]

    assert "Huller i linjen" in words(markup(opened(with_a_hole, noegletal="own_home_share")))


def test_a_line_without_holes_has_no_word_about_them(opened):
    assert "Huller i linjen" not in words(markup(opened(noegletal="own_home_share")))


def test_the_edition_is_a_number_and_the_build_can_be_found(opened):
    page = opened(noegletal="own_home_share")
    assert "Udgave 1." in words(markup(page))
    assert 'title="build_000001"' in markup(page)


def test_the_distance_to_the_target_has_one_sign_its_word(opened):
    shown = words(markup(opened(noegletal="followup_on_time", periode="2026-10")))
    _, _, distance = shown.partition("Afstand til måltal")
    assert "procentpoint under måltallet" in distance[:80]
    assert "\N{MINUS SIGN}" not in distance[:80]


def test_a_month_before_the_first_whole_one_gives_way_to_it_without_a_complaint(opened):
    known_from = date(2024, 3, 1)
    page = opened(noegletal="goal_achievement_rate", periode="2024-05", known_from=known_from)
    assert choice(page, "periode") == "2025-02"
    assert not page.warning
