"""The page Udforsk, opened for real: what is chosen, what is asked, and what it says."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

import kpis
from kpis import analysis, sandbox
from kpis.breaks import Break, BreakKind
from kpis.model import Status
from pages.parts import explorer_choice, explorer_panels, formats
from pages.parts.texts import text
from tests.pages import invented
from tests.pages.plots import alternative, plots, told
from tests.pages.walk import heading, links, markup, source, words

pytestmark = pytest.mark.usefixtures("forked_statements")

NB = "\N{NO-BREAK SPACE}"
ON_TIME = "followup_on_time"


@pytest.fixture
def opened(open_page):
    """The page with these ids in its address."""

    def open_it(numbers=invented.evaluate, known_from=None, **address):
        return open_page("udforsk", numbers, known_from=known_from, **address)

    return open_it


def said(page):
    return " ".join(words(markup(page)).split())


def table(page, at=0):
    """The rows of a table of the page, as lists of words."""
    body = markup(page).split("<tbody>")[at + 1].split("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [
        [words(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in rows
    ]


def offered(page):
    """What the page asks to choose: name, id, and whether it is chosen."""
    radio = r'<input type="radio" name="(\w+)" value="([^"]*)"( checked)?>'
    return [(name, id, bool(now)) for name, id, now in re.findall(radio, markup(page))]


def to_add(page):
    """The states of the links that add or remove an indicator."""
    queries = (urlsplit(link) for link in links(page) if link.startswith("udforsk"))
    return [{name: its[0] for name, its in parse_qs(url.query).items()} for url in queries]


# What is said


def test_the_first_thing_said_is_the_number(opened):
    page = opened(noegletal=ON_TIME)
    value = table(page)[0][1]
    assert heading(page) == f"Andelen af rettidige opfølgninger var {value} i oktober 2026"
    assert f"{NB}%" in value


def test_the_numbers_are_those_that_were_released(opened):
    page = opened(noegletal=ON_TIME, opdeling="sex", visning="tabel", spaend="2")
    expected = kpis.evaluate([ON_TIME], kpis.months_back("2026-10", 24), ("", "sex"))
    shown = {(row[0], row[1]): row for row in table(page)}
    assert len(shown) == len(expected)
    for its in expected:
        name = {"K": "Kvinder", "M": "Mænd", "": "Alle"}[its.member]
        row = shown[name, formats.period(its.period)]
        if its.status is Status.SUPPRESSED:
            assert row[2] == "skjult (få borgere)"
        else:
            assert row[3].replace(".", "") == f"{its.numerator:g}"
            assert row[4].replace(".", "") == f"{its.denominator:g}"


def test_what_is_hidden_is_said_in_words(opened):
    page = opened(noegletal=ON_TIME, opdeling="age_group")
    assert "En gruppe er skjult for at beskytte få borgere." in said(page)
    assert "Der skjules altid mindst to grupper" in said(page)
    assert table(page)[0][4] == "skjult (få borgere)"


def test_the_definition_is_one_click_away(opened):
    body = markup(opened(noegletal=ON_TIME))
    (meaning,) = re.findall(r'<details class="card meaning">(.*?)</details>', body, re.DOTALL)
    assert "Tæller" in meaning
    assert "Nævner" in meaning
    assert f'href="noegletal?noegletal={ON_TIME}"' in meaning


def test_it_says_how_fresh_the_numbers_are(opened):
    assert "Data kendt til og med 31.10.2026." in said(opened())


# The year before


def test_a_year_before_stands_beside_each_number(opened):
    page = opened(noegletal=ON_TIME, mod="aaret_foer", visning="tabel")
    rows = {row[1]: row for row in table(page)}
    other = {row[1]: row for row in table(opened(noegletal=ON_TIME, spaend="2", visning="tabel"))}
    assert rows["oktober 2026"][6] == other["oktober 2025"][2]
    assert f"I oktober 2025 var tallet {other['oktober 2025'][2]}.".replace(NB, " ") in said(page)


def test_a_year_before_is_a_dashed_line(opened):
    page = opened(noegletal=ON_TIME, mod="aaret_foer")
    assert "Året før:" in said(page)
    (plot,) = plots(page)
    assert any(line.startswith("Før: ") for line in told(plot)[0])


def test_across_a_break_there_is_no_difference_and_no_line(opened, monkeypatch):
    law = Break("law", date(2026, 3, 1), BreakKind.LAW, "En ny lov.", "Jura", (ON_TIME,))
    monkeypatch.setattr(kpis, "breaks_known", lambda *_: (law,))
    page = opened(noegletal=ON_TIME, mod="aaret_foer")
    assert "Kan ikke sammenlignes. Fra 01.03.2026: En ny lov." in said(page)
    assert "Tallet kan ikke sammenlignes med tal fra før 1. marts 2026. En ny lov." in said(page)


# Several indicators, two breakdowns


def test_indicators_in_one_unit_share_a_chart_and_others_get_their_own(opened):
    page = opened(noegletal=ON_TIME, sammen="own_home_share,cost_per_full_year_citizen")
    assert len(plots(page)) == 2
    assert "I samme periode: Støtte i eget hjem" in said(page)
    assert "kr.." not in said(page)
    assert "kr." in alternative(plots(page)[1])


def test_two_breakdowns_stand_each_by_itself(opened):
    page = opened(noegletal=ON_TIME, opdeling="sex", opdeling2="age_group")
    assert len(plots(page)) == 2
    assert text("udforsk.one_at_a_time") in said(page)


def test_one_period_is_told_by_bars(opened):
    page = opened(noegletal=ON_TIME, opdeling="step", spaend="periode")
    assert not plots(page)
    assert 'class="share hatched"' in markup(page)


def test_of_many_lines_the_largest_are_drawn_and_all_stand_in_the_table(opened, monkeypatch):
    members = {"sex": {str(n): n * 100 for n in range(1, 10)}}
    monkeypatch.setattr(invented, "MEMBERS", members)
    page = opened(lambda *asked, **named: invented.evaluate(*asked, **named), opdeling="sex")
    most = explorer_panels.MOST_DRAWN
    assert f"Grafen viser de {most} største af 8 grupper." in said(page)
    assert len(table(page)[0]) == 1 + 9 + 1
    assert len(re.findall(r'class="stroke', markup(page))) == most + 1


# The address


@pytest.mark.parametrize(
    "address",
    [
        {"noegletal": ON_TIME, "periodetype": "quarter", "periode": "2026-Q3", "spaend": "2"},
        {"noegletal": ON_TIME, "opdeling": "sex", "opdeling2": "step", "mod": "aaret_foer"},
        {"noegletal": ON_TIME, "sammen": "own_home_share", "visning": "tabel", "spaend": "5"},
    ],
)
def test_a_shared_address_opens_the_same_view(opened, address):
    page = opened(**address)
    assert not page.warning
    chosen = {name: id for name, id, now in offered(page) if now}
    assert chosen.items() >= {(name, id) for name, id in address.items() if name in chosen}
    kept = {name: id for name, id in address.items() if name != "sammen"}
    assert all(state.items() >= kept.items() for state in to_add(page))


def test_every_choice_opens(opened):
    address = {"noegletal": ON_TIME, "opdeling": "sex", "opdeling2": "step"}
    choices = offered(opened(**address))
    assert {name for name, *_ in choices} == {
        *("periodetype", "spaend", "opdeling", "opdeling2", "mod", "visning"),
    }
    for name, id, _ in choices:
        page = opened(**address | {name: id})
        assert not page.warning, (name, id)
        assert (name, id, True) in offered(page) or id in (*address.values(), "ingen")


def test_an_indicator_is_added_and_taken_out_again(opened):
    more = to_add(opened(noegletal=ON_TIME))[0]
    page = opened(**more)
    title = text(f"kpi.{more['sammen']}.title")
    assert f'aria-label="Fjern {title}"' in markup(page)
    out = [state for state in to_add(page) if "sammen" not in state]
    assert "I samme periode" not in said(opened(**out[0]))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        *(("opdeling", "nonsense"), ("spaend", "99"), ("mod", "x"), ("visning", "x")),
        *(("sammen", "nonsense"), ("periode", "2019-01"), ("periodetype", "week")),
    ],
)
def test_an_unknown_id_is_said_once_and_gives_the_usual(opened, name, wanted):
    page = opened(noegletal=ON_TIME, **{name: wanted})
    (warning,) = page.warning
    assert f"»{wanted}«" in warning.value
    assert heading(page)


def test_a_breakdown_of_another_indicator_is_let_go(opened):
    page = opened(noegletal="budget_adherence", opdeling="sex")
    assert not page.warning
    assert "opdelt efter køn" not in said(page)


def test_a_month_gives_way_to_the_quarter_around_it(opened):
    page = opened(noegletal=ON_TIME, periode="2026-05", periodetype="quarter")
    assert "2. kvartal 2026" in heading(page).replace(NB, " ")


def test_no_more_than_four_indicators_are_shown(opened):
    names = list(kpis.catalogue())[:6]
    page = opened(noegletal=names[0], sammen=",".join(names[1:]))
    assert len(re.findall(r"<dt>", markup(page).split("</dl>")[0])) == 4
    assert text("udforsk.most", most=explorer_choice.MOST_INDICATORS) in said(page)


# The SQL


def test_the_sql_shown_is_the_sql_that_was_run(opened):
    page = opened(noegletal=ON_TIME, opdeling="sex", visning="tabel")
    sql = source(page)
    assert sql.startswith(
        "-- Opfølgning til tiden, november 2025 til oktober 2026, opdelt efter køn"
    )
    answer = sandbox.run(sql, analysis.published().path)
    assert answer.verdict == "ok"
    assert len(answer.rows) == len(table(page))


def test_the_sql_can_be_taken_to_the_workbench(opened):
    page = opened(noegletal=ON_TIME)
    body = "".join(block.proto.body for block in page.get("html"))
    (onward,) = re.findall(r'href="(analyse\?[^"]*)"', body)
    query = parse_qs(urlsplit(onward.replace("&amp;", "&")).query)
    assert query["sql"] == [source(page)]
    assert query["titel"] == ["Opfølgning til tiden, november 2025 til oktober 2026"]


# States


def test_an_export_that_is_missing_is_named(opened):
    page = opened(invented.evaluate_without("T09"), noegletal="citizen_spoken_with")
    assert heading(page).startswith("Talt med – ikke om: intet tal for oktober 2026")
    assert "T09" in said(page)
    assert not plots(page)


def test_a_database_that_cannot_be_read_is_said_calmly(opened, monkeypatch):
    def broken():
        raise analysis.NotPublished("The analysis database could not be made.")

    put_in_place = invented.put_in_place

    def without(patch, *asked, **named):
        put_in_place(patch, *asked, **named)
        patch.setattr(analysis, "published", broken)

    monkeypatch.setattr(invented, "put_in_place", without)
    page = opened()
    assert heading(page) == text("udforsk.not_published.title")
    assert "python -m kpis publish" in said(page)


def test_in_english(opened):
    page = opened(noegletal=ON_TIME, opdeling="age_group", mod="aaret_foer", sprog="en")
    assert re.search(r"was \d\d\.\d% in October 2026$", heading(page))
    assert "By age the numbers go from" in said(page)
    assert "The year before" in said(page)
