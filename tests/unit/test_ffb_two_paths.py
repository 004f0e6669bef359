"""Random reports: the fast path and the explaining one never disagree."""

import copy
import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.ffb.explain import explain
from pipelines.sources.ffb.judge import Judge
from tests.unit import synthetic_report
from tests.unit.ffb_reading import (
    KEY,
    read,
    rules,
)
from tests.unit.synthetic_report import Json, as_bytes

SCALARS = st.sampled_from(
    ["", "x", " ", "2024", "2024-13-01", "2024-03-01T25:00:00Z", "active", "#x", None, True, 0, 1]
)
VALUES = st.one_of(SCALARS, st.just([]), st.just({}), st.just([{}]), st.just({"id": "x"}))
NAMES = (
    "id extension text status code coding system url period start end meta profile reference "
    "_status note colour display value identifier contained language valueString"
)
KEYS = st.sampled_from(re.findall(r"\S+", NAMES))


def _nodes(value: Any) -> list[Any]:
    """Every object and array of a JSON value."""
    found, open_ = [], [value]
    while open_:
        one = open_.pop()
        if isinstance(one, dict | list):
            found.append(one)
            open_.extend(one.values() if isinstance(one, dict) else one)
    return found


def mutate(report: Json, draw: Any) -> None:
    node = draw(st.sampled_from(_nodes(report)))
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    operation = draw(st.sampled_from(["delete", "replace", "add", "twice", "move"]))
    if operation == "add" and isinstance(node, dict):
        node[draw(KEYS)] = copy.deepcopy(draw(VALUES))
    elif not keys:
        return
    else:
        _mutate_at(node, draw(st.sampled_from(keys)), operation, report, draw)


def _mutate_at(node: Any, key: Any, operation: str, report: Json, draw: Any) -> None:
    if operation == "delete":
        del node[key]
    elif operation == "twice" and isinstance(node, list):
        node.append(copy.deepcopy(node[key]))
    elif operation == "move":
        other = draw(st.sampled_from(_nodes(report)))
        node[key] = copy.deepcopy(other)
    else:
        node[key] = copy.deepcopy(draw(VALUES))


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_the_two_paths_never_disagree(data):
    report = synthetic_report.report()
    for _ in range(data.draw(st.integers(1, 2))):
        mutate(report, data.draw)
    content = as_bytes(report)
    (fast,), slow = Judge(KEY).judge([content]).reports, explain(content, KEY)
    assert (slow.accepted is None) == bool(slow.findings)
    assert "deliveryReport.structure" not in [one.rule for one in slow.findings]
    if fast is not None:
        assert slow.findings == []
        assert slow.accepted is not None
        assert [one.text for one in fast.resources] == [one.text for one in slow.accepted.resources]
        assert fast.citizen == slow.accepted.citizen


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_key_named_twice_never_slips_through(data):
    content = json.dumps(synthetic_report.report(), ensure_ascii=False)
    places = [n for n, c in enumerate(content) if c == '"' and content[n - 1] in "{ "]
    keys = [n for n in places if content[content.index('"', n + 1) + 1] == ":"]
    at = data.draw(st.sampled_from(keys))
    key = content[at : content.index('"', at + 1) + 1]
    doubled = (
        f"{content[:at]}{key}: {data.draw(st.sampled_from(['1', 'null', '[]']))}, {content[at:]}"
    )
    space = data.draw(st.sampled_from(["", " "]))
    if not space:
        doubled = doubled.replace('": ', '":').replace(", ", ",")
    assert rules(read(doubled.encode())) == ["json.duplicate-key"]
