"""Every one of V01-V26 has a place where it is held, and the list in the dictionary tells it."""

import pytest

from pipelines.contracts import dictionary, validation
from pipelines.contracts.report_rules import REPORT_RULES
from pipelines.contracts.supplementary.rules import RULES
from pipelines.sources.ffb.catalogue import rule_ids

ALL = [f"V{number:02d}" for number in range(1, 27)]
# Held by the reader of a cell, and nowhere else: test_supplementary_rules.py breaks them.
BY_A_CELL = ("V14",)


def test_the_list_is_whole():
    assert list(validation.VALIDATIONS) == ALL


@pytest.mark.parametrize("rule", ALL)
def test_a_rule_is_held_somewhere(rule):
    held = [*validation.sets_aside(rule), *validation.counts(rule)]
    assert held or rule in BY_A_CELL


def test_no_rule_that_is_held_is_missing_from_the_list():
    held = {one.id for one in (*RULES, *REPORT_RULES) if one.id.startswith("V")}
    assert held <= validation.VALIDATIONS.keys()


@pytest.mark.parametrize("rule", ALL)
def test_a_profile_rule_that_is_named_is_in_force(rule):
    assert set(validation.VALIDATIONS[rule].profile) <= rule_ids()


@pytest.mark.parametrize("rule", ALL)
def test_the_dictionary_tells_a_rule_and_every_place(rule):
    [line] = [one for one in dictionary.markdown().splitlines() if one.startswith(f"| {rule} |")]
    for place in (*validation.sets_aside(rule), *validation.counts(rule)):
        assert place in line


def test_a_rule_of_reports_is_told_by_level_table_and_element():
    assert validation.counts("V19") == [
        "warning intervention.basedOn",
        "warning care_plan.period.end",
    ]
    assert validation.sets_aside("V19") == []
    assert "`per-1`" in validation.sets_aside("V04")
