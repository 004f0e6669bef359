"""The page Måltal og hændelser: one history, and forms that say first what they will do."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import kpis
from kpis import facts
from kpis.facts import Event, Fault, Form, SeriesBreak
from pages.parts import entries_breaks, entries_target_form, entries_targets
from pages.parts.entries_numbers import Misread
from tests.pages import writing
from tests.pages.walk import heading, markup
from tests.pages.writing import ANNE, BO, KPI, field, press, said, shown, sign, unfold

NB = "\N{NO-BREAK SPACE}"
TITLE = "Opfølgning til tiden"
TYPED = {
    "kpi": KPI,
    "kind": "political",
    "low": "85 %",
    "high": "",
    "valid_from": date(2026, 9, 1),
    "decided_by": "Socialudvalget",
    "where": "Dagsorden 3. februar 2026, punkt 4",
}
FLOOR = entries_target_form.made(TYPED)
LAW = SeriesBreak(date(2026, 3, 1), facts.BreakKind.LAW, "Loven blev en anden.", "Jura", (KPI,))


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    return writing.own_store(tmp_path, monkeypatch)


@pytest.fixture
def opened(open_page):
    return lambda **address: open_page("maaltal", **address)


@pytest.fixture
def target_form(opened):
    page = opened(maaltal=KPI)
    sign(page)
    unfold(page, "open-target")
    return page


def fill(page, **typed):
    kinds = {"Mindst": "text_input", "Højst": "text_input", "Gælder fra": "date_input"}
    for label, value in typed.items():
        field(page, kinds[label], label).set_value(value)


def fill_all(page, low="85 %", day=date(2026, 9, 1)):
    fill(page, Mindst=low, **{"Gælder fra": day})
    field(page, "text_input", "Besluttet af").set_value("Socialudvalget")
    field(page, "text_input", "Hvor det kan læses").set_value("Punkt 4, 3. februar 2026")


def test_what_nobody_decided_is_not_called_decided(opened):
    assert heading(opened()) == "Ingen måltal er besluttet endnu"


def test_every_target_of_the_file_is_in_the_history(opened):
    words = shown(opened())
    assert all(entries_targets.words(its) in words for its in kpis.target_history())
    assert "Gennemgået fil" in words


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (FLOOR, f"mindst 85{NB}%"),
        (replace(FLOOR, low=0.55, high=0.85), f"mellem 55{NB}% og 85{NB}%"),
        (replace(FLOOR, form=Form.WORDS, low=None), "Endnu uden tal"),
        (
            replace(FLOOR, form=Form.RISE, low=0.6, baseline="2023-12", step=0.02),
            f"stiger 2,0{NB}procentpoint om året fra december 2023, til det er mindst 60{NB}%",
        ),
        (
            replace(FLOOR, form=Form.CEILING, low=None, baseline="2023-12", step=0.0),
            "højst som i december 2023",
        ),
        (
            replace(FLOOR, form=Form.GROWTH, low=None, baseline="2023", step=0.5),
            f"vokser 50{NB}% om året fra 2023",
        ),
    ],
)
def test_a_target_is_told_in_words(fact, words):
    assert entries_targets.words(fact) == words


def test_a_target_is_shown_before_it_is_kept(target_form):
    fill_all(target_form)
    press(target_form, "Se, hvad måltallet kommer til at sige")
    words = shown(target_form)
    assert f"Måltallet for »{TITLE}« er mindst 85{NB}% fra 1.{NB}september 2026." in words
    assert f"første måned er september 2026, første kvartal er 3.{NB}kvartal 2026" in words
    assert f"holdt op mod mindst 90{NB}%" in words
    assert facts.targets() == ()
    press(target_form, "Gem det")
    (kept,) = facts.targets()
    assert kept.fact == replace(FLOOR, where="Punkt 4, 3. februar 2026")
    assert said(target_form) == "Måltallet er gemt og gælder fra sin første dag."
    assert "Skrevet her af Anne Holm" in shown(target_form)
    assert heading(target_form).endswith("nøgletal med måltal har et, der er besluttet")


def test_a_kept_target_judges_at_once_and_only_from_its_day(open_page):
    before = shown(open_page("noegletal", noegletal=KPI, periode="2026-10"))
    assert f"Måltallet er mindst 90{NB}%." in before
    facts.add(replace(FLOOR, low=0.01), ANNE)
    page = open_page("noegletal", noegletal=KPI, periode="2026-10")
    assert f"Måltallet er mindst 1{NB}%." in shown(page)
    page.query_params["periode"] = "2026-08"
    page.run()
    assert f"Måltallet er mindst 90{NB}%." in shown(page)


def test_answers_that_are_kept_change_as_soon_as_a_target_is_entered(open_page):
    page = open_page("noegletal", noegletal=KPI, periode="2026-10")
    assert f"Måltallet er mindst 90{NB}%." in shown(page)
    facts.add(replace(FLOOR, low=0.01), ANNE)
    page.run()
    assert f"Måltallet er mindst 1{NB}%." in shown(page)


@pytest.mark.parametrize(
    ("changed", "name", "key"),
    [
        ({"low": "85.5 %"}, "low", "skriv.number.english"),
        ({"high": "9"}, "high", "skriv.number.percent"),
        ({"low": " "}, "low", "maaltal.new.no_bound"),
        ({"low": "90 %", "high": "80 %"}, "high", "maaltal.new.reversed"),
        ({"valid_from": None}, "valid_from", "skriv.no_day"),
        ({"decided_by": " "}, "decided_by", "skriv.rules.empty"),
        ({"where": ""}, "where", "skriv.rules.empty"),
    ],
)
def test_each_mistake_names_its_field(changed, name, key):
    with pytest.raises(Misread) as refused:
        entries_target_form.made(TYPED | changed)
    assert (refused.value.field, refused.value.key) == (name, key)


def test_a_mistake_stands_at_its_field_and_nothing_is_lost(target_form):
    fill_all(target_form, low="85.5 %")
    press(target_form, "Se, hvad måltallet kommer til at sige")
    assert "Skriv komma før decimaler" in field(target_form, "text_input", "Mindst").label
    assert field(target_form, "text_input", "Mindst").value == "85.5 %"
    assert not [one for one in target_form.button if one.label == "Gem det"]


def test_a_target_that_would_change_what_was_judged_is_refused(target_form):
    facts.add(replace(FLOOR, valid_from=date(2026, 10, 1)), BO)
    fill_all(target_form)
    press(target_form, "Se, hvad måltallet kommer til at sige")
    press(target_form, "Gem det")
    assert "Der gælder allerede et måltal fra den dag" in said(target_form)
    assert "Vælg en senere dag" in field(target_form, "date_input", "Gælder fra").label
    assert len(facts.targets()) == 1


def test_a_proposal_says_that_it_replaces_no_decision():
    words = entries_target_form.preview(replace(FLOOR, kind="proposal"))
    assert "kun hvor intet er besluttet" in words


def test_an_event_is_entered_and_taken_back_by_its_author(opened):
    page = opened()
    assert "Ingen har skrevet en hændelse endnu." in shown(page)
    sign(page)
    unfold(page, "open-event")
    field(page, "text_input", "Hvad skete der?").set_value("Nyt hus åbnet")
    field(page, "date_input", "Første dag").set_value(date(2026, 5, 1))
    field(page, "multiselect", "Nøgletal, den vises ved").set_value([KPI])
    press(page, "Gem hændelsen")
    (kept,) = facts.events(KPI)
    assert kept.fact == Event("Nyt hus åbnet", date(2026, 5, 1), indicators=(KPI,))
    assert "Nyt hus åbnet" in shown(page)
    unfold(page, "open-withdraw-event")
    press(page, "Træk tilbage")
    assert facts.events() == ()
    assert "Ingen har skrevet en hændelse endnu." in shown(page)


def test_days_in_the_wrong_order_are_refused_by_the_store(opened):
    page = opened()
    sign(page)
    unfold(page, "open-event")
    field(page, "text_input", "Hvad skete der?").set_value("Bagvendt")
    field(page, "date_input", "Første dag").set_value(date(2026, 5, 2))
    field(page, "date_input", "Sidste dag").set_value(date(2026, 5, 1))
    press(page, "Gem hændelsen")
    assert "Den sidste dag ligger før den første." in field(page, "date_input", "Sidste dag").label


def test_a_break_warns_of_what_it_does_before_it_is_kept(opened):
    page = opened()
    sign(page)
    unfold(page, "open-break")
    field(page, "date_input", "Første dag med det nye").set_value(LAW.day)
    field(page, "selectbox", "Hvad ændrede sig?").set_value("law")
    field(page, "text_area", "Hvorfor?").set_value(LAW.cause)
    field(page, "text_input", "Hvem siger det?").set_value(LAW.owner)
    press(page, "Se, hvad bruddet gør")
    wrong = field(page, "multiselect", "Nøgletal, der brydes").label
    assert "Vælg mindst ét nøgletal eller ét udtræk" in wrong
    field(page, "multiselect", "Nøgletal, der brydes").set_value([KPI])
    press(page, "Se, hvad bruddet gør")
    words = shown(page)
    assert f"Tal fra før 1.{NB}marts 2026 bliver ikke længere sammenlignet" in words
    assert "Grænserne for udsving begynder forfra" in words
    assert f"Det gælder: {TITLE}." in words
    assert facts.breaks() == ()
    press(page, "Gem det")
    assert facts.breaks()[0].fact == LAW
    assert "Skrevet her af Anne Holm" in shown(page)


def test_an_entered_break_is_seen_at_once_on_the_indicator(open_page):
    page = open_page("noegletal", noegletal=KPI, periode="2026-10")
    assert LAW.cause not in shown(page)
    facts.add(LAW, ANNE)
    page.run()
    assert LAW.cause in shown(page)


def test_a_break_of_an_export_touches_every_indicator_that_needs_it():
    words = entries_breaks.preview(replace(LAW, indicators=(), needs=("FFB",)))
    assert words.count(",") > 5
    assert TITLE in words


def test_a_store_that_is_read_only_keeps_what_was_typed(target_form, monkeypatch):
    def read_only(*_):
        raise facts.Unsaved(Fault.NO_ROOM, "The disk is full.")

    fill_all(target_form)
    press(target_form, "Se, hvad måltallet kommer til at sige")
    monkeypatch.setattr(facts, "add", read_only)
    press(target_form, "Gem det")
    assert "der er ikke mere plads" in said(target_form)
    assert field(target_form, "text_input", "Mindst").value == "85 %"


def test_many_targets_and_very_long_words_are_all_there(opened):
    long = "Myndighedsafgørelsesbehandling" * 6
    for number in range(40):
        day = date(2027, 1, 1) + timedelta(days=number)
        facts.add(replace(FLOOR, valid_from=day, where=f"{number} {long}"), ANNE)
    words = shown(opened(maaltal=KPI))
    assert all(f"{number} {long}" in words for number in range(40))


def test_the_order_of_the_ladder_is_a_link_away(opened):
    assert 'href="indsatstrappen"' in markup(opened())
