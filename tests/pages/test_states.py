"""Every page in every state a municipality can be in: it opens, and says what there is to say."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

import kpis
from kpis.breaks import Break, BreakKind
from kpis.ladder import Ladder, Move, StepStock, Tally
from kpis.ladder_order import rungs
from kpis.model import Status
from pages.parts import registry, texts
from tests.pages import invented, walk
from tests.pages.plots import alternative, plots

PAGES = tuple(page.file.removeprefix("pages/").removesuffix(".py") for page in registry.PAGES)
ORDER = "2021-01-01"
KPI = "followup_on_time"
LAW = Break(
    "law",
    date(2026, 3, 1),
    BreakKind.LAW,
    "En ny lov ændrede, hvem der tælles med.",
    "Jura",
    (KPI,),
)
LONG = (
    "Rettidig opfølgning på socialpædagogiske støttebevillinger i længerevarende botilbud og "
    "botilbudslignende tilbud med døgndækning samt aktivitets- og samværstilbud uden for kommunen"
)


@dataclass(frozen=True)
class State:
    """One state: what takes the warehouse's place."""

    numbers: Callable[..., object] = invented.evaluate
    known_from: date | None = None
    citizens: int | None = 40
    breaks: tuple[Break, ...] = ()


STATES = {
    "ordinary": State(),
    "one month of data": State(known_from=date(2026, 10, 1)),
    "a table missing": State(invented.evaluate_without("T01", "T03", "T08", "T09")),
    "suppressed": State(invented.evaluate_nothing(Status.SUPPRESSED), citizens=None),
    "nothing to count": State(invented.evaluate_nothing(Status.NO_DATA), citizens=0),
    "a break": State(breaks=(LAW,)),
}


def ladder_of(citizens: int | None) -> Callable[..., Ladder]:
    """A ladder whose every count is the same, or hidden, or nobody."""

    def answer(period, months):
        steps = [*map(str, range(1, 10)), "akut/udredning"]
        told = kpis.months_back(period, months)
        stock = tuple(StepStock(month, ORDER, s, citizens) for month in told for s in steps)
        moves = () if citizens == 0 else (Move("5", "3", citizens), Move("5", "5", citizens))
        zones = () if citizens == 0 else (Move("C", "B", citizens), Move("C", "exit", citizens))
        parts = () if citizens == 0 else (Tally("3", citizens),)
        ends = () if citizens == 0 else (Tally("Død", citizens),)
        where = (date(2026, 10, 31), invented.BUILD)
        return Ladder(period, ORDER, rungs(ORDER), stock, moves, zones, parts, ends, *where)

    return answer


@pytest.fixture
def in_state(open_page, monkeypatch):
    """Opens a page in a state."""

    def open_it(page: str, state: State, **address: str):
        monkeypatch.setattr(kpis, "ladder", ladder_of(state.citizens))
        monkeypatch.setattr(kpis, "breaks_known", lambda *_: state.breaks)
        return open_page(page, state.numbers, known_from=state.known_from, **address)

    return open_it


def shown(page) -> str:
    """All words of a page, which must have one heading and no number made of nothing."""
    assert walk.heading(page).strip()
    words = walk.words(walk.markup(page))
    assert not re.search(r"\b(None|nan|NaN)\b", words)
    return words


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_every_state(in_state, page, name):
    shown(in_state(page, STATES[name]))


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("page", ["noegletal", "indsatstrappen"])
def test_every_chart_has_its_table_in_every_state(in_state, page, name):
    opened = in_state(page, STATES[name], visning="tabel")
    shown(opened)
    assert not opened.get("plotly_chart")
    assert not plots(opened)


@pytest.mark.parametrize("page", PAGES)
def test_without_any_data_every_page_says_what_to_do(open_page, monkeypatch, page):
    invented.put_in_place(monkeypatch)

    def nothing():
        raise kpis.NoWarehouse("nothing")

    monkeypatch.setattr(kpis, "build", nothing)
    opened = walk.opened(page)
    assert texts.text("ui.no_data.title") in walk.words(walk.markup(opened))


def test_one_month_is_one_point_without_a_year_before(in_state):
    page = in_state("noegletal", STATES["one month of data"], noegletal="own_home_share")
    words = shown(page)
    assert "Før den viste periode" in words
    assert len(plots(page)) == 1
    ladder = shown(in_state("indsatstrappen", STATES["one month of data"]))
    assert "Indberetningerne begyndte for mindre end et år siden" in ladder


def test_a_break_is_told_below_the_chart_and_in_the_table(in_state):
    page = in_state("noegletal", STATES["a break"], noegletal=KPI)
    assert "En ny lov ændrede, hvem der tælles med. Oplyst af Jura." in shown(page)
    (plot,) = plots(page)
    assert "En ny lov ændrede" in alternative(plot)
    table = in_state("noegletal", STATES["a break"], noegletal=KPI, visning="tabel")
    assert "Her begynder en ny serie." in shown(table)


def test_suppressed_numbers_leave_no_chart_and_no_zero(in_state):
    page = in_state("indsatstrappen", STATES["suppressed"], visning="graf")
    words = shown(page)
    assert "Alle tal om flytninger er skjult" in words
    assert not page.get("plotly_chart")
    assert "skjult" in words


VIEWS = (
    *((page, {}) for page in PAGES),
    ("noegletal", {"noegletal": KPI}),
    ("noegletal", {"noegletal": KPI, "visning": "tabel"}),
)


@pytest.mark.parametrize(("page", "address"), VIEWS)
def test_a_very_long_title_is_shown_whole_wherever_it_stands(in_state, monkeypatch, page, address):
    longer = {
        **texts.all_texts(),
        f"kpi.{KPI}.title": LONG,
        f"subjects.{KPI}": f"Andelen af {LONG}",
    }
    monkeypatch.setattr(texts, "all_texts", lambda: longer)
    words = shown(in_state(page, STATES["ordinary"], **address))
    assert words.count(LONG) > 2 or address.get("noegletal") != KPI
