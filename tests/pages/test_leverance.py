"""Leverance: what those who deliver need to know, from the same contracts as the loader."""

import pytest

from pages.parts import exports, rules
from pages.parts.texts import text
from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.contracts.supplementary.rules import RULES
from pipelines.template import as_csv
from tests.generated_docs import DOCUMENTS
from tests.pages.walk import heading, markup, words


def test_the_description_is_that_of_the_contracts():
    assert exports.FILE.read_text("utf-8") == DOCUMENTS["data/contracts/supplementary.json"]()


@pytest.mark.parametrize("one", SUPPLEMENTS, ids=lambda one: one.code)
def test_an_export_is_told_with_its_columns_and_what_is_missing_without_it(open_page, one):
    page = open_page("leverance", udtraek=one.code)
    shown = words(markup(page))
    assert text(f"exports.{one.code}.without") in shown
    assert all(field.header in shown.replace(" ", "") for field in one.fields)
    assert all(field.form.value in shown for field in one.fields)


@pytest.mark.parametrize("one", SUPPLEMENTS, ids=lambda one: one.code)
def test_the_template_is_the_one_the_command_writes(one):
    assert exports.template(one.code) == as_csv(one)


def test_every_rule_has_words_of_its_own():
    other = text("data.rules.other")
    assert [rule.id for rule in RULES if rules.meaning(rule.id) == other] == []


def test_it_says_how_many_exports_are_loaded(open_page):
    assert heading(open_page("leverance")) == "0 af 27 supplerende udtræk er indlæst"


def test_an_unknown_export_is_said_and_replaced(open_page):
    page = open_page("leverance", udtraek="T99")
    assert "»T99«" in page.warning[0].value
    assert "T01 Borgerstatus" in words(markup(page))
