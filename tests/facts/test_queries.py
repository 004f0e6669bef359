"""Saved queries are facts: versions that only grow, held to the rules of texts."""

from dataclasses import replace

import pytest

from kpis import facts
from kpis.facts import Conflict, Refused, Rule
from tests.facts.said import ANNE, BO, QUERY


def test_a_query_is_read_as_it_was_kept(state):
    kept = facts.add(QUERY, ANNE)
    assert facts.queries() == (kept,)
    assert facts.latest(kept.id).fact == QUERY


def test_queries_come_by_folder_and_title(state):
    for title, folder in (("B?", "Økonomi"), ("B?", "Borgere"), ("A?", "Økonomi")):
        facts.add(replace(QUERY, title=title, folder=folder), ANNE)
    found = [(its.fact.folder, its.fact.title) for its in facts.queries()]
    assert found == [("Borgere", "B?"), ("Økonomi", "A?"), ("Økonomi", "B?")]


def test_two_who_change_one_query_lose_nothing(state):
    kept = facts.add(QUERY, ANNE)
    facts.revise(kept, replace(QUERY, title="Hvor mange?"), ANNE)
    mine = replace(QUERY, title="Hvor mange borgere?")
    with pytest.raises(Conflict) as conflict:
        facts.revise(kept, mine, BO)
    assert conflict.value.newer.fact.title == "Hvor mange?"
    assert conflict.value.yours == mine


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"title": " "}, Rule.EMPTY),
        ({"folder": ""}, Rule.EMPTY),
        ({"owner": ""}, Rule.EMPTY),
        ({"sql": "x" * 20_001}, Rule.TOO_LONG),
        ({"sql": "select '010226-9994' as cpr"}, Rule.CPR_NUMBER),
        ({"parameters": ()}, Rule.PARAMETERS),
        ({"sql": "select 1"}, Rule.PARAMETERS),
    ],
)
def test_what_a_query_may_not_say(state, changed, rule):
    with pytest.raises(Refused) as refused:
        facts.add(replace(QUERY, **changed), ANNE)
    assert refused.value.rule is rule
    assert facts.queries() == ()


@pytest.mark.parametrize(
    "changed", [{"label": "x" * 201}, {"default": "010226-9994"}, {"choices": ("010226-9994",)}]
)
def test_what_a_parameter_says_is_held_to_the_same_rules(state, changed):
    month, step = QUERY.parameters
    with pytest.raises(Refused):
        facts.add(replace(QUERY, parameters=(month, replace(step, **changed))), ANNE)
