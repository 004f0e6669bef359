"""Every rule of the guide is known, and bites: each is broken in a report of our own."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.privacy import throw_away_key
from pipelines.sources.ffb import catalogue, codes, profiles, r4
from pipelines.sources.ffb.explain import explain
from pipelines.sources.ffb.judge import Judge
from pipelines.sources.ffb.rules import Rules
from tests.unit import synthetic_report
from tests.unit.synthetic_report import Json, an_id, as_bytes

KEY = throw_away_key()
RULES_MD = Path(__file__).resolve().parents[3] / "shared" / "ffb" / "rules.md"
PROFILES = {one.name: one for one in (*profiles.RESOURCES, *profiles.SHARED)}
NAMED_CONTENT = {"cprIdentifier", "kombitIdentifier"}


def rules_found(report: Json) -> list[str]:
    return [finding.rule for finding in explain(as_bytes(report), KEY).findings]


def is_accepted_fast(report: Json) -> bool:
    return Judge(KEY).judge([as_bytes(report)]).reports != [None]


def test_the_synthetic_report_breaks_nothing():
    assert rules_found(synthetic_report.report()) == []
    assert is_accepted_fast(synthetic_report.report())


# --- every rule of rules.md is known ---------------------------------------------------------


def _ids_of_tables(text: str) -> Iterator[str]:
    for line in text.splitlines():
        cell = re.match(r"\| ([A-Za-z][^|]*?) \|", line)
        if cell and cell[1] not in ("rule id",):
            yield from cell[1].split(", ")


def _ids_of_prose(text: str) -> Iterator[str]:
    for start in ("At most (value in brackets):", "Closed extension lists:"):
        sentence = text.partition(start)[2].partition("\n")[0]
        yield from re.findall(r"[a-zA-Z]+(?:\.[a-zA-Z]+)+\.(?:max|closed)\b(?!\.json)", sentence)


def _forbidden(text: str) -> Iterator[str]:
    listed = text.partition("Forbidden (")[2].partition("\n\n`deliveryReport.entry")[0]
    for profile, elements in re.findall(r"^- (\w+): (.+)$", listed, re.MULTILINE):
        for element in elements.split(", "):
            path = element.replace("extension:", "extension.").replace("[x]", "")
            yield f"{profile}.{path.partition(':')[0]}.prohibited"


def test_every_rule_of_the_guide_is_known():
    if not RULES_MD.exists():
        pytest.skip("the shared folder with KL's rules is not beside this checkout")
    text = RULES_MD.read_text(encoding="utf-8")
    before_h = text.partition("## H.")[0]
    listed = {*_ids_of_tables(before_h), *_ids_of_prose(text), *_forbidden(text)}
    assert len(listed) > 400
    assert listed - catalogue.rule_ids() - set(catalogue.NOT_IN_FORCE) == set()


# --- every declared rule bites ---------------------------------------------------------------


def _items(holder: Json, name: str) -> Iterator[tuple[Json, str]]:
    """The keys of an object that hold an element, `value` also as `valueReference`."""
    for key in list(holder):
        choice = key.startswith(name) and key[len(name) : len(name) + 1].isupper()
        if key == name or (choice and name in ("value", "effective", "detail")):
            yield holder, key


def _spots(holder: Any, path: str, segments: list[str]) -> Iterator[tuple[Any, Any]]:
    """Container and key (or index) of every value at a path below an object."""
    name, rest = segments[0], segments[1:]
    here = f"{path}.{name}"
    if (name == "extension" and rest) or (here == "interventionGoal.target" and rest):
        yield from _slices(holder, here, rest)
        return
    for container, key in _items(holder, name):
        value = container[key]
        if not rest or rest == [key]:
            yield container, key
        else:
            for one in value if isinstance(value, list) else [value]:
                yield from _spots(one, here, rest)


def _slices(holder: Json, path: str, rest: list[str]) -> Iterator[tuple[Any, Any]]:
    rules = profiles.RULES.get(f"{path}.{rest[0]}", Rules())
    values = holder.get(path.rpartition(".")[2], [])
    for number, value in enumerate(values):
        measured = rules.measure and value["measure"]["coding"][0]["code"] in rules.measure.codes
        if measured or (rules.url and value["url"] == rules.url):
            if rest[1:]:
                yield from _spots(value, f"{path}.{rest[0]}", rest[1:])
            else:
                yield values, number


def _objects(report: Json, profile: str) -> Iterator[Json]:
    """The objects in the report that a profile or a shared data type is about."""
    if profile == "deliveryReport":
        yield report
    for entry in report["entry"]:
        resource = entry["resource"]
        extensions = resource.get("extension", [])
        if resource["meta"]["profile"] == [f"{codes.FFB_EXTENSION}{profile}"]:
            yield resource
        if profile == "municipalityCaseNumber":
            yield from (e for e in extensions if e["url"] == codes.CASE_NUMBER_URL)
        if profile == "followUpDateExtension":
            yield from (e for e in extensions if e["url"] == codes.FOLLOW_UP_DATE_URL)
        if profile == "cprIdentifier" and "identifier" in resource:
            yield resource["identifier"][0]
        if profile == "kombitIdentifier" and "managingOrganization" in resource:
            yield resource["managingOrganization"]["identifier"]


def spots(report: Json, path: str) -> list[tuple[Any, Any]]:
    profile, *segments = path.split(".")
    return [spot for one in _objects(report, profile) for spot in _spots(one, profile, segments)]


def _type_of(path: str) -> str:
    """The R4 type at a path; a slice or a declared extension keeps the type of its siblings."""
    profile, *segments = path.split(".")
    kind = "Bundle" if profile == "deliveryReport" else PROFILES[profile].type
    here = profile
    for segment in segments:
        here = f"{here}.{segment}"
        allowed = profiles.rules_at(here).types
        found = [e.type for e in r4.elements(kind).values() if segment in (e.name, e.key)]
        kind = next((t for t in found if not allowed or t in allowed), kind)
    return kind


SAMPLES: dict[str, Any] = {
    "boolean": True,
    "integer": 1,
    "unsignedInt": 1,
    "decimal": 1,
    "date": "2024-01-01",
    "dateTime": "2024-01-01",
    "instant": "2024-01-01T00:00:00Z",
    "Reference": {"reference": "#x"},
    "CodeableConcept": {"text": "x"},
    "Extension": {"url": "http://example.org/x", "valueString": "x"},
    "Coding": {"code": "x"},
}


def _add(report: Json, path: str) -> None:
    """Put a forbidden element in, of a form that R4 would accept."""
    parent, _, name = path.rpartition(".")
    key, element = next(i for i in r4.elements(_type_of(parent)).items() if i[1].name == name)
    value = SAMPLES.get(element.type, "x" if element.is_primitive else {"id": "x"})
    holders = [c[k] for c, k in spots(report, parent)] if "." in parent else None
    if holders is None:
        holders = list(_objects(report, parent))
    for holder in holders:
        for one in holder if isinstance(holder, list) else [holder]:
            one[key] = [value] if element.many else value


def _other_code(value: Any) -> Any:
    if isinstance(value, str):
        return "zzz"
    if isinstance(value, list):
        return [_other_code(one) for one in value]
    if "coding" in value:
        return {"coding": _other_code(value["coding"])}
    return {**value, "code": "zzz"}


def _elsewhere(value: Any, profile: str, number: int) -> Any:
    if isinstance(value, list):
        return [_elsewhere(one, profile, number) for one in value]
    return {**value, **synthetic_report.refer(profile, number)}


def broken(path: str, kind: str) -> Json:
    """The synthetic report with one rule broken."""
    report = synthetic_report.report()
    if kind == "prohibited":
        _add(report, path)
        return report
    found = spots(report, path)
    assert found, f"the synthetic report has no {path}"
    for container, key in reversed(found):
        _break(container, key, kind, profiles.RULES[path])
    return report


def _break(container: Any, key: Any, kind: str, rules: Rules) -> None:
    value = container[key]
    if kind == "min":
        del container[key]
    elif kind == "max" and isinstance(container, list):
        container.append(copy.deepcopy(value))
    elif kind == "max":
        value.append(copy.deepcopy(value[0]))
    elif kind in ("binding", "pattern"):
        container[key] = _other_code(value)
    elif kind == "target":
        container[key] = _elsewhere(
            value, *(("serviceRequest", 2) if "citizen" in rules.targets else ("citizen", 1))
        )
    elif kind == "bundled":
        container[key] = _elsewhere(value, rules.targets[0], 77)
    elif kind == "closed":
        value.append(SAMPLES["Extension"])
    elif kind == "maxValue":
        container[key] = 3


def _is_array(path: str) -> bool:
    parent, _, name = path.rpartition(".")
    if name.startswith(parent.rpartition(".")[2]):
        return False  # one type of a choice, `detail.detailCodeableConcept`
    found = [e for e in r4.elements(_type_of(parent)).values() if e.name == name]
    return not found or found[0].many


# A single JSON value cannot be there twice: only arrays, extensions and slices can break `max`.
DECLARED = [
    rule
    for rule in sorted(catalogue.declared())
    if not rule.endswith(".max") or _is_array(rule.removesuffix(".max"))
]


@pytest.mark.parametrize("rule", DECLARED)
def test_a_declared_rule_bites(rule):
    path, _, kind = rule.rpartition(".")
    report = broken(path, kind)
    assert rule in rules_found(report)
    assert not is_accepted_fast(report)


# --- rules between elements ------------------------------------------------------------------


def _resource(report: Json, number: int) -> Json:
    return next(e["resource"] for e in report["entry"] if e["resource"]["id"] == an_id(number))


def _broken_between() -> Iterator[tuple[str, Json]]:
    """Rule id and the synthetic report with that rule broken."""
    kl = "kl-reporting-ffb-"

    def change(number: int) -> tuple[Json, Json]:
        report = synthetic_report.report()
        return report, _resource(report, number)

    report, condition = change(4)
    del condition["severity"]
    yield f"{kl}condition-1", report
    report, condition = change(5)
    condition["severity"] = synthetic_report.concept("5bdde847-2837-416b-ab63-bbff8b7aa531")
    yield f"{kl}condition-1", report
    report, plan = change(7)
    del plan["extension"][1]
    yield f"{kl}care-plan-1", report
    report, plan = change(7)
    plan["addresses"][1]["extension"][0]["valuePositiveInt"] = 1
    yield f"{kl}care-plan-2", report
    for rule, element in (("care-plan-4", "activity"), ("care-plan-5", "addresses")):
        report, plan = change(7)
        del plan[element]
        yield f"{kl}{rule}", report
    report, follow_up = change(13)
    follow_up["status"] = "preliminary"
    yield f"{kl}follow-up-1", report
    report, goal = change(6)
    goal["addresses"].append(synthetic_report.ranked("condition", 5, 2))
    yield f"{kl}intervention-goal-1", report
    report, goal = change(6)
    goal["addresses"][0]["extension"][0]["valuePositiveInt"] = 2
    yield f"{kl}intervention-goal-2", report
    for rule, number in (("1", 5), ("2", 12), ("3", 13)):
        report, resource = change(number)
        resource["meta"]["profile"] = ["http://fhir.kl.dk/core/StructureDefinition/KLCommon"]
        yield f"{kl}delivery-report-{rule}", report
    report, team = change(11)
    del team["meta"]
    yield "doc-meta-profile", report
    report, group = change(8)
    group["verificationStatus"]["coding"][0]["code"] = "entered-in-error"
    yield "con-5", report
    report, plan = change(7)
    plan["period"]["end"] = "2024-03-04"
    yield "per-1", report
    report, group = change(8)
    group["extension"] = [
        {
            "url": "http://example.org/x",
            "valueString": "x",
            "extension": [{"url": "http://example.org/y", "valueString": "y"}],
        }
    ]
    yield "ext-1", report
    report, intervention = change(12)
    intervention["activity"][0]["reference"] = {"reference": "Task/1"}
    yield "cpl-3", report
    report, _ = change(8)
    report["entry"].append(copy.deepcopy(report["entry"][5]))
    yield "bdl-7", report
    report, _ = change(8)
    second = copy.deepcopy(_resource(report, 1)) | {"id": an_id(55)}
    report["entry"].append({"fullUrl": f"Patient/{an_id(55)}", "resource": second})
    yield "doc-one-citizen", report
    report, team = change(11)
    report["entry"] = [e for e in report["entry"] if e["resource"] is not team]
    yield "doc-all-references-bundled", report
    report, team = change(11)
    del team["id"]
    yield "doc-unique-ids", report
    report, _ = change(1)
    report["entry"].append(
        {"resource": {"resourceType": "Organization", "id": an_id(56), "name": "x"}}
    )
    yield "deliveryReport.entry.resource.type", report
    for number in ("310282-4321", "3102824321", "7204824322", "120482VJ41", "120482432"):
        report, citizen = change(1)  # none of these is a CPR number
        citizen["identifier"][0]["value"] = number
        yield "cpr", report


BETWEEN = list(_broken_between())


def test_every_rule_between_elements_is_broken_below():
    assert {rule for rule, _ in BETWEEN} == set(catalogue.BETWEEN_ELEMENTS)


@pytest.mark.parametrize(("rule", "report"), BETWEEN, ids=[rule for rule, _ in BETWEEN])
def test_a_rule_between_elements_bites(rule, report):
    assert rule in rules_found(report)
    assert not is_accepted_fast(report)


# --- elements R4 does not have, and forms it does not allow ----------------------------------


_CASE_NUMBER = synthetic_report.case_number()
CASE_NUMBER_TWICE = _CASE_NUMBER | {"extension": _CASE_NUMBER["extension"][:1] * 2}


def _odd_forms() -> Iterator[tuple[str, Json]]:
    for number, change, rule in (
        (7, {"colour": "red"}, "carePlan.unknown"),
        (7, {"period": {"start": "2024-03-05", "begin": "2024"}}, "carePlan.period.unknown"),
        (4, {"recordedDate": "28-05-2021"}, "condition.recordedDate.type"),
        (4, {"recordedDate": "2024-02-30"}, "condition.recordedDate.type"),
        (4, {"recordedDate": "2024-03-01T09:00:00"}, "condition.recordedDate.type"),
        (4, {"recordedDate": None}, "condition.recordedDate.type"),
        (4, {"code": [synthetic_report.concept("x")]}, "condition.code.type"),
        (13, {"focus": []}, "followUp.focus.type"),
        (13, {"focus": synthetic_report.refer("carePlan", 7)}, "followUp.focus.type"),
        (13, {"valueString": "x"}, "followUp.value.type"),
        (
            2,
            {"extension": [CASE_NUMBER_TWICE]},
            "municipalityCaseNumber.extension.municipalitySpecific.max",
        ),
        (
            7,
            {"modifierExtension": [{"url": "urn:x", "valueBoolean": True}]},
            "carePlan.modifierExtension.unknown",
        ),
    ):
        report = synthetic_report.report()
        resource = _resource(report, number)
        resource.update(change)
        if "valueString" in change:
            del resource["valueCodeableConcept"]
        yield rule, report


ODD = list(_odd_forms())


@pytest.mark.parametrize(("rule", "report"), ODD, ids=[rule for rule, _ in ODD])
def test_an_odd_form_is_refused(rule, report):
    assert rule in rules_found(report)
    assert not is_accepted_fast(report)
