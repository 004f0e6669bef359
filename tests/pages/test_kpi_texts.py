"""Nothing goes unexplained: every indicator has its Danish texts, and no text is left over."""

import pytest

import kpis
from kpis.coverage import exports, planned
from pages.parts.definition import lines
from pages.parts.texts import has_text, text

WORDS = "title question definition numerator denominator sentence counted unit window source"
LISTS = ("pitfalls", "may_use", "may_not_use", "references")


@pytest.mark.parametrize("kpi", planned())
def test_every_indicator_of_the_catalogue_has_a_name_and_a_definition(kpi):
    assert text(f"kpi.{kpi}.title")
    assert text(f"kpi.{kpi}.definition").endswith(".")


@pytest.mark.parametrize("kpi", kpis.catalogue())
def test_every_measured_indicator_is_explained(kpi):
    assert [word for word in WORDS.split() if not has_text(f"kpi.{kpi}.{word}")] == []
    assert [name for name in LISTS if not list(lines(kpi, name))] == []
    assert "12,3" in text(f"kpi.{kpi}.sentence", value="12,3")


@pytest.mark.parametrize("kpi", kpis.catalogue())
def test_an_indicator_without_a_numeric_target_says_why(kpi):
    target = kpis.target(kpi, "2026-10")
    has_number = target is not None and (target.low is not None or target.high is not None)
    assert has_number != has_text(f"kpi.{kpi}.no_target")


@pytest.mark.parametrize("kpi", [kpi for kpi in planned() if has_text(f"kpi.{kpi}.needs")])
def test_what_an_indicator_waits_for_names_the_exports_it_needs(kpi):
    needed = [export for export in exports(kpi) if export != "FFB"]
    assert [export for export in needed if export not in text(f"kpi.{kpi}.needs")] == []


@pytest.mark.parametrize("kpi", kpis.catalogue())
def test_every_breakdown_has_a_danish_name(kpi):
    dimensions = kpis.catalogue()[kpi].breakdowns
    missing = [name for name in dimensions if not has_text(f"noegletal.dimensions.{name}")]
    assert missing == []
