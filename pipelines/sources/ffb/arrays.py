"""Resources of one profile as columns, like `shape`, for thousands at a time and without Python.

Only for resources that `written` found to hold what is declared and nothing else.
The rules between their elements are judged here, too: `is_right` says of each resource
whether none is broken (`invariants`) and every date is one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines import codelists
from pipelines.privacy import may_hold_cpr
from pipelines.sources.ffb.codes import (
    AD_CONDITIONS,
    CASE_NUMBER_URL,
    CHANGE_MEASURE,
    CHANGE_VALUES,
    FOLLOW_UP_DATE_URL,
    SEVERITIES,
    SEVERITY_MEASURE,
)
from pipelines.sources.ffb.primitives import ends_before_start, local_day
from pipelines.sources.ffb.written import as_mask

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

_SCORES = codelists.scores()
_GROUPS = {
    code: group
    for group in ("FF", "O", "AD")
    for code in codelists.ffb(f"KLCondition{group}CodesFFB")
}
_NO_DATE = -(1 << 31)


@dataclass(frozen=True)
class Links:
    """References: the number of the resource each stands in, its text, where it must lead."""

    owners: Places
    texts: pa.Array
    target: str


@dataclass
class Rows:
    """Columns in the order of the contract, without whose they are; what the rows refer to."""

    columns: list[pa.Array]
    is_right: Mask
    links: list[Links] = field(default_factory=list)


class Resources:
    """Resources of one profile, with the ways to look into them."""

    def __init__(self, values: pa.StructArray) -> None:
        self.values = values
        self.is_right: Mask = np.ones(len(values), np.bool_)
        self.links: list[Links] = []

    def __len__(self) -> int:
        return len(self.values)

    def at(self, *path: str) -> pa.Array:
        return pc.struct_field(self.values, list(path))

    def demand(self, is_right: Mask) -> None:
        """Have only these count as right."""
        self.is_right &= is_right

    def rows(self, *columns: pa.Array) -> Rows:
        return Rows(list(columns), self.is_right, self.links)

    def dated(self, texts: pa.Array) -> tuple[pa.Array, pa.Array]:
        """Days since 1970 and texts; a text that is no date makes its resource not right."""
        told = texts.dictionary_encode()
        days = np.array([_day(one) for one in told.dictionary.to_pylist()] + [_NO_DAY], np.int64)
        found = days[told.indices.fill_null(-1).to_numpy()]
        self.demand(found != _NO_DATE)
        return pa.array(found.astype(np.int32), mask=found == _NO_DAY), texts

    def period(self) -> tuple[pa.Array, ...]:
        """start_date, start_text, end_date, end_text; per-1."""
        start, end = self.dated(self.at("period", "start")), self.dated(self.at("period", "end"))
        ended = np.flatnonzero(as_mask(end[1].is_valid()) & self.is_right)
        for place in ended.tolist():
            if ends_before_start(start[1][place].as_py(), end[1][place].as_py()):
                self.is_right[place] = False
        return (*start, *end)

    def one(self, texts: pa.Array, target: str) -> pa.Array:
        """Note references, at most one a resource; the ids they end in."""
        given = np.flatnonzero(as_mask(texts.is_valid()))
        self.links.append(Links(given, texts.take(pa.array(given)), target))
        return _ids(texts)

    def all(self, listed: pa.ListArray, *path: str, target: str) -> pa.ListArray:
        """Note the references of lists; the ids they end in, as lists."""
        texts = pc.struct_field(listed.values, [*path, "reference"])
        owners = owners_of(listed)
        if texts.null_count:  # a finding may have no reference
            given = as_mask(texts.is_valid())
            owners, texts = owners[given], texts.filter(pa.array(given))
        self.links.append(Links(owners, texts, target))
        return as_lists(_ids(texts), owners, len(self))


def _day(text: str) -> int:
    try:
        day = local_day(text)
    except ValueError:
        return _NO_DATE
    return _NO_DAY if day is None else day


_NO_DAY = _NO_DATE + 1


def owners_of(listed: pa.ListArray) -> Places:
    """For each item the number of the list it stands in."""
    counts = np.diff(listed.offsets.to_numpy())
    return np.repeat(np.arange(len(listed), dtype=np.int64), counts)


def as_lists(items: pa.Array, owners: Places, count: int) -> pa.ListArray:
    """So many lists of items whose owners do not decrease."""
    ends = np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=count))])
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), items)


def _ids(texts: pa.Array) -> pa.Array:
    """What stands behind the type: 36 characters, or the reference leads nowhere."""
    return pc.utf8_slice_codeunits(texts, -36)


def first(listed: pa.ListArray, *path: str) -> pa.Array:
    """Of the first item of each list; missing where the list is missing."""
    starts, counts = listed.offsets.to_numpy()[:-1], np.diff(listed.offsets.to_numpy())
    items = pc.struct_field(listed.values, list(path)) if path else listed.values
    return items.take(pa.array(starts, mask=counts == 0))


def coded(concepts: pa.Array) -> pa.Array:
    """The code of each concept."""
    return unquoted(first(pc.struct_field(concepts, ["coding"]), "code"))


def unquoted(leaves: pa.Array) -> pa.Array:
    """Texts that may stand in their quotation marks, and hold no others and no escape."""
    return pc.ascii_trim(leaves, '"')


def _mapped(codes: pa.Array, meaning: dict[str, Any], kind: pa.DataType) -> pa.Array:
    at = pc.index_in(codes, pa.array(list(meaning), pa.string()))
    return pa.array(list(meaning.values()), kind).take(at)


def _scored(codes: pa.Array) -> pa.Array:
    return _mapped(codes, _SCORES, pa.int8())


def _is(values: pa.Array, *allowed: str) -> Mask:
    return as_mask(pc.is_in(values, pa.array(allowed, pa.string())))


def _is_given(values: pa.Array) -> Mask:
    return as_mask(values.is_valid())


def _ranks(addressed: pa.ListArray) -> pa.Array:
    return first(pc.struct_field(addressed.values, ["extension"]), "valuePositiveInt")


def _count(owners: Places, of: int) -> Places:
    return np.bincount(owners, minlength=of)


def _spread(values: pa.Array, places: Places, count: int) -> pa.Array:
    """So many values, missing but at these places."""
    at = np.full(count, -1, np.int64)
    at[places] = np.arange(len(places))
    return values.take(pa.array(at, mask=at < 0))


def _case_numbers(one: Resources, listed: pa.ListArray, owners: Places) -> list[pa.Array]:
    """The municipality's own case number and the official one; `owners` have the lists."""
    urls, values = (
        pc.struct_field(listed.values, path) for path in (["url"], ["valueIdentifier", "value"])
    )
    holders = owners[owners_of(listed)]
    found = []
    for kind in ("municipalitySpecific", "official"):
        its = np.flatnonzero(_is(urls, kind))
        one.demand(_count(holders[its], len(one)) <= 1)
        numbers = values.take(pa.array(its))
        unsafe = [n for n, leaf in enumerate(numbers.to_pylist()) if leaf and not _is_safe(leaf)]
        one.is_right[holders[its][unsafe]] = False
        found.append(_spread(unquoted(numbers), holders[its], len(one)))
    return found


def _is_safe(leaf: str) -> bool:
    """Whether a text that is stored may be: it holds no escape, no CPR number."""
    return "\\" not in leaf and not may_hold_cpr(leaf[1:-1])


def service_request(one: Resources) -> Rows:
    """Enquiries with their case numbers."""
    outer = one.at("extension")
    owners = owners_of(outer)
    numbers = _case_numbers(one, pc.struct_field(outer.values, ["extension"]), owners)
    return one.rows(one.at("id"), *numbers, one.at("status"), one.at("intent"))


def information_gathering(one: Resources) -> Rows:
    """Assessments: the request, the findings, the need evaluations."""
    when = one.dated(one.at("effectiveDateTime"))
    request = one.one(first(one.at("extension"), "valueReference", "reference"), "serviceRequest")
    conditions = one.all(one.at("finding"), "itemReference", target="condition")
    held = first(one.at("investigation"), "item")
    evaluations = one.all(held, target="careEvaluation")
    return one.rows(one.at("id"), one.at("status"), *when, request, conditions, evaluations)


def condition(one: Resources) -> Rows:
    """Themes with their group and severity; condition-1 and con-5."""
    codes, severities = coded(one.at("code")), coded(one.at("severity"))
    verified = coded(one.at("verificationStatus"))
    one.demand(_is(codes, *AD_CONDITIONS.codes) == _is_given(severities))
    one.demand(~_is(verified, "entered-in-error"))
    return one.rows(
        one.at("id"),
        codes,
        _mapped(codes, _GROUPS, pa.string()),
        severities,
        _scored(severities),
        coded(one.at("clinicalStatus")),
        verified,
        *one.dated(one.at("recordedDate")),
        *one.dated(first(one.at("extension"), "valueDateTime")),
    )


def intervention_goal(one: Resources) -> Rows:
    """Goals: one condition of rank 1, one target of each measure; intervention-goal-2."""
    addressed = one.at("addresses")
    owners, texts = owners_of(addressed), pc.struct_field(addressed.values, ["reference"])
    one.links.append(Links(owners, texts, "condition AD"))
    is_first = as_mask(pc.equal(_ranks(addressed), 1))
    one.demand(_count(owners[is_first], len(one)) == 1)
    ids = _ids(texts)
    primary = _spread(ids.filter(pa.array(is_first)), owners[is_first], len(one))
    secondary = as_lists(ids.filter(pa.array(~is_first)), owners[~is_first], len(one))
    severity = _aim(one, SEVERITY_MEASURE.codes, SEVERITIES.codes)
    change = _aim(one, CHANGE_MEASURE.codes, CHANGE_VALUES.codes)
    status = one.at("lifecycleStatus")
    return one.rows(one.at("id"), status, primary, secondary, severity, _scored(severity), change)


def _aim(one: Resources, measure: frozenset[str], values: frozenset[str]) -> pa.Array:
    targets = one.at("target")
    its = np.flatnonzero(_is(coded(pc.struct_field(targets.values, ["measure"])), *measure))
    owners = owners_of(targets)[its]
    one.demand(_count(owners, len(one)) == 1)
    aims = coded(pc.struct_field(targets.values, ["detailCodeableConcept"])).take(pa.array(its))
    one.is_right[owners[_is_given(aims) & ~_is(aims, *values)]] = False
    return _spread(aims, owners, len(one))


def care_plan(one: Resources) -> Rows:
    """Plans; care-plan-1, -2, -4 and -5."""
    extensions = one.at("extension")
    owners, urls = owners_of(extensions), pc.struct_field(extensions.values, ["url"])
    cases, due = (np.flatnonzero(_is(urls, url)) for url in (CASE_NUMBER_URL, FOLLOW_UP_DATE_URL))
    one.demand((_count(owners[cases], len(one)) == 1) & (_count(owners[due], len(one)) <= 1))
    inner = pc.struct_field(extensions.values, ["extension"]).take(pa.array(cases))
    numbers = _case_numbers(one, inner, owners[cases])
    due_texts = pc.struct_field(extensions.values, ["valueReference", "reference"])
    follow_up = _spread(due_texts.take(pa.array(due)), owners[due], len(one))
    addressed = one.at("addresses")
    evaluation = first(first(one.at("activity"), "outcomeReference"), "reference")
    _demand_what_runs(one, follow_up, evaluation, addressed)
    return one.rows(
        one.at("id"),
        one.at("intent"),
        one.at("status"),
        *one.period(),
        one.all(one.at("careTeam"), target="servicePerformer"),
        _target_groups(one, addressed),
        one.one(evaluation, "careEvaluation"),
        one.one(follow_up, "followUpEncounter"),
        one.all(one.at("goal"), target="interventionGoal"),
        *numbers,
    )


def _demand_what_runs(
    one: Resources, follow_up: pa.Array, evaluation: pa.Array, addressed: pa.ListArray
) -> None:
    """What an ordered plan must have until it is completed."""
    runs = _is(one.at("intent"), "order") & ~_is(one.at("status"), "completed")
    has_all = _is_given(follow_up) & _is_given(evaluation) & _is_given(addressed)
    one.demand(~runs | has_all)


def _target_groups(one: Resources, addressed: pa.ListArray) -> pa.ListArray:
    ids, ranks = one.all(addressed, target="targetGroup"), _ranks(addressed)
    owners = owners_of(addressed)[as_mask(pc.equal(ranks, 1))]
    one.demand(_count(owners, len(one)) <= 1)
    pairs = pa.StructArray.from_arrays(
        [ids.values, ranks.cast(pa.int8())], ["target_group_id", "rank"]
    )
    return pa.ListArray.from_arrays(ids.offsets, pairs)


def target_group(one: Resources) -> Rows:
    """Target groups; con-5."""
    clinical, verified = coded(one.at("clinicalStatus")), coded(one.at("verificationStatus"))
    one.demand(~(_is(verified, "entered-in-error") & _is_given(clinical)))
    recorded = one.dated(one.at("recordedDate"))
    return one.rows(one.at("id"), coded(one.at("code")), *recorded, clinical, verified)


def intervention(one: Resources) -> Rows:
    """Ydelser: their plans, and code and status of each activity."""
    activities = one.at("activity")
    codes = coded(pc.struct_field(activities.values, ["detail", "code"]))
    statuses = pc.struct_field(activities.values, ["detail", "status"])
    return one.rows(
        one.at("id"),
        one.all(one.at("basedOn"), target="carePlan"),
        pa.ListArray.from_arrays(activities.offsets, codes),
        one.at("status"),
        one.at("intent"),
        pa.ListArray.from_arrays(activities.offsets, statuses),
        *one.dated(one.at("created")),
        *one.period(),
    )


def follow_up(one: Resources) -> Rows:
    """Follow-ups that were held, and their results; follow-up-1."""
    one.demand(_is(one.at("status"), "final", "entered-in-error"))
    return one.rows(
        one.at("id"),
        one.all(one.at("focus"), target="carePlan"),
        coded(one.at("valueCodeableConcept")),
        *one.dated(one.at("effectiveDateTime")),
        one.at("status"),
    )


def follow_up_encounter(one: Resources) -> Rows:
    """Follow-ups that are planned."""
    return one.rows(one.at("id"), *one.dated(one.at("period", "start")), one.at("status"))


def care_evaluation(one: Resources) -> Rows:
    """Evaluations of the need for support."""
    levels = coded(one.at("valueCodeableConcept"))
    when = one.dated(one.at("effectiveDateTime"))
    return one.rows(one.at("id"), levels, _scored(levels), *when, one.at("status"))


def service_performer(one: Resources) -> Rows:
    """Tilbud."""
    return one.rows(one.at("id"), coded(first(one.at("category"))))


BY_PROFILE: dict[str, Callable[[Resources], Rows]] = {
    "serviceRequest": service_request,
    "informationGathering": information_gathering,
    "condition": condition,
    "interventionGoal": intervention_goal,
    "carePlan": care_plan,
    "targetGroup": target_group,
    "intervention": intervention,
    "followUp": follow_up,
    "followUpEncounter": follow_up_encounter,
    "careEvaluation": care_evaluation,
    "servicePerformer": service_performer,
}
