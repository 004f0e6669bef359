"""Every page in every state: it opens, says something, and its markup is whole."""

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kpis
from kpis.breaks import Break, BreakKind
from kpis.model import Status
from pages.parts import registry, texts
from tests.pages import invented
from tests.pages.test_indsatstrappen import a_ladder
from tests.pages.walk import forget, heading, markup, opened, words

PAGES = tuple(Path(entry.file).stem for entry in registry.PAGES)
LONG = "Sammenhængende helhedsorienteret rehabiliteringsindsats " * 4
LAW = "En ny lov ændrede, hvem der tælles med."
VOID = {"br", "wbr", "img", "input"}
Patch = pytest.MonkeyPatch


class Nesting(HTMLParser):
    """Whether every element is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def one_month(patch: Patch) -> None:
    invented.put_in_place(patch, known_from=date(2026, 10, 1))


def a_table_missing(patch: Patch) -> None:
    invented.put_in_place(patch, invented.evaluate_without("T01", "T08", "T09"))


def suppressed(patch: Patch) -> None:
    invented.put_in_place(patch, invented.evaluate_nothing(Status.SUPPRESSED))


def nobody_to_measure(patch: Patch) -> None:
    invented.put_in_place(patch, invented.evaluate_nothing(Status.NO_DATA))


def a_break(patch: Patch) -> None:
    law = Break("law", date(2026, 8, 1), BreakKind.LAW, LAW, "Jura", (), ("FFB",))
    invented.put_in_place(patch)
    patch.setattr(kpis, "breaks_known", lambda *_: (law,))


def a_very_long_title(patch: Patch) -> None:
    every = dict(texts.all_texts())
    every |= {f"kpi.{kpi}.title": f"{LONG}{kpi}" for kpi in kpis.catalogue()}
    invented.put_in_place(patch)
    patch.setattr(texts, "all_texts", lambda: every)


STATES: tuple[Callable[[Patch], None], ...] = (
    *(one_month, a_table_missing, suppressed, nobody_to_measure, a_break, a_very_long_title),
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens(page: str, state: Callable[[Patch], None], monkeypatch: Patch) -> None:
    state(monkeypatch)
    monkeypatch.setattr(kpis, "ladder", a_ladder)
    forget()
    app = opened(page)
    body = markup(app)
    assert heading(app).strip()
    assert heading(app) != texts.text("ui.error.title")
    nesting = Nesting()
    nesting.feed(body)
    assert nesting.open == []
    assert "None" not in words(body)


@pytest.mark.parametrize("page", PAGES)
def test_without_a_warehouse_every_page_says_what_to_do(
    page: str, monkeypatch: Patch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STRATEGI_WAREHOUSE", str(tmp_path / "none"))
    forget()
    assert heading(opened(page)) == texts.text("ui.no_data.title")


@pytest.mark.parametrize("page", ["overblik", "strategikort", "tema", "spor"])
def test_a_missing_table_is_told_where_it_is_missed(page: str, monkeypatch: Patch) -> None:
    a_table_missing(monkeypatch)
    forget()
    shown = words(markup(opened(page)))
    assert "T09" in shown or "måles ikke endnu" in shown


def test_across_a_break_the_overview_compares_nothing(monkeypatch: Patch) -> None:
    a_break(monkeypatch)
    forget()
    block = markup(opened("overblik")).split('class="card since"')[1].split("</section>")[0]
    assert texts.text("changes.kinds.broken") in block
    assert LAW in words(block)


def test_a_very_long_title_is_shown_whole(monkeypatch: Patch) -> None:
    a_very_long_title(monkeypatch)
    forget()
    assert f"{LONG}goal_achievement_rate" in words(markup(opened("strategikort")))


def test_unbalanced_markup_is_seen() -> None:
    with pytest.raises(AssertionError):
        Nesting().feed("<ul><li>x</ul></li>")
