"""From an indicator to the workbench: its definition, and the rows that it counts."""

from dataclasses import replace

import pytest

import kpis
from pages.parts import remembering
from tests.pages.walk import links, markup


def ways(page) -> list[str]:
    return [link for link in links(page) if link.startswith("analyse?")]


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ({"opdeling": "sex"}, "noegletal=own_home_share&opdeling=sex"),
        ({"opdeling": "alle"}, "noegletal=own_home_share"),
    ],
)
def test_the_query_of_an_indicator_leads_to_the_workbench(open_page, address, asked):
    page = open_page("noegletal", noegletal="own_home_share", **address)
    rows = "noegletal=own_home_share&grundlag=1"
    assert ways(page) == [f"analyse?{asked}", f"analyse?{rows}"]
    assert "Åbn i Analyse" in markup(page)
    assert "Se grundlaget" in markup(page)


def test_who_may_not_ask_sees_no_way_there(open_page, monkeypatch):
    monkeypatch.delenv("STRATEGI_ANALYSTS", raising=False)
    page = open_page("noegletal", noegletal="own_home_share")
    example = kpis.build()
    monkeypatch.setattr(kpis, "build", lambda: replace(example, is_example=False))
    remembering.forget()
    page.run()
    assert ways(page) == []
