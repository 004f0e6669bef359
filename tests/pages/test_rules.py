"""Every rule the loader can set something aside under has a sentence of its own in Danish."""

import re
from pathlib import Path

import pytest

from pages.parts import rules
from pages.parts.texts import text
from pipelines.contracts.supplementary.rule import Level
from pipelines.contracts.supplementary.rules import RULES
from pipelines.sources.ffb.catalogue import rule_ids

SOURCES = Path(__file__).resolve().parents[2] / "pipelines" / "sources" / "supplementary"
OTHER = text("data.rules.other")
OF_THE_FILE = ("file.kind", "file.size", "file.empty", "file.gzip")
OF_THE_TEXT = (
    *("json.syntax", "json.truncated", "json.number", "json.depth", "json.duplicate-key"),
    *("json.encoding", "json.empty", "json.object", "json.xml"),
)
OF_A_TABLE = (
    *("file.delimiter", "file.encoding", "file.header", "file.header_twice", "file.html"),
    *("file.line", "file.macro", "file.protected", "file.quote", "file.sheet", "file.truncated"),
    *("file.type", "file.xml", "privacy.cpr", "example.cpr", "V01", "V02", "V14"),
    *("row.conflict", "row.field_count", "row.quote", "row.twice"),
    *("cell.code", "cell.control_character", "cell.date", "cell.date_range", "cell.encoding"),
    *("cell.error", "cell.form", "cell.formula", "cell.missing", "cell.number", "cell.range"),
    "cell.too_long",
)
OF_ROWS = sorted({rule.id for rule in RULES if rule.level is Level.ERROR})


@pytest.mark.parametrize(
    "rule", [*sorted(rule_ids()), *OF_THE_FILE, *OF_THE_TEXT, *OF_A_TABLE, *OF_ROWS]
)
def test_a_rule_has_a_sentence_of_its_own(rule):
    assert rules.meaning(rule) != OTHER
    assert rules.meaning(rule).endswith(".")
    assert rules.what_now(rule).endswith(".")


def test_the_rules_named_here_are_those_of_the_tables_reader():
    """A new rule of a cell, a row or a file is not forgotten."""
    named = re.compile(r'"((?:cell|row|file|privacy|example)\.[a-z_]+)"')
    found = {
        rule
        for module in SOURCES.rglob("*.py")
        for rule in named.findall(module.read_text(encoding="utf-8"))
    }
    assert found <= {*OF_THE_FILE, *OF_A_TABLE}


def test_what_to_do_about_a_row_depends_on_whose_fault_it_is():
    assert rules.what_now("V03") == text("data.what_now.parent")
    assert rules.what_now("cell.date") == text("data.what_now.table")
    assert rules.what_now("file.header") == text("data.what_now.export")
