"""Every rule the loader can set something aside under has a sentence of its own in Danish."""

import pytest

from pages.parts import rules
from pages.parts.texts import text
from pipelines.sources.ffb.catalogue import rule_ids

OTHER = text("data.rules.other")
OF_THE_FILE = ("file.kind", "file.size", "file.empty", "file.gzip")
OF_THE_TEXT = (
    *("json.syntax", "json.truncated", "json.number", "json.depth", "json.duplicate-key"),
    *("json.encoding", "json.empty", "json.object", "json.xml"),
)


@pytest.mark.parametrize("rule", [*sorted(rule_ids()), *OF_THE_FILE, *OF_THE_TEXT])
def test_a_rule_has_a_sentence_of_its_own(rule):
    assert rules.meaning(rule) != OTHER
    assert rules.meaning(rule).endswith(".")
    assert rules.what_now(rule).endswith(".")
