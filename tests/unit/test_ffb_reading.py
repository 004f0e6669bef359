"""Delivery reports become tables: KL's own, tricky ones, unreadable ones, and random ones."""

import copy
import json
from datetime import date, datetime
from typing import Any

import pytest

from pipelines.contracts.delivery_reports import PROFILES
from pipelines.sources.delivery_reports import ReportReader, Span
from pipelines.sources.ffb.columns import arrow_type
from pipelines.sources.ffb.explain import explain
from tests.unit import delivered, synthetic_report
from tests.unit.ffb_reading import (
    INVALID,
    KEY,
    OF_A_CONTENT,
    OF_A_REPORT,
    OFFICIAL,
    SIGHTING,
    TRICKY,
    WHOSE,
    is_accepted_fast,
    needs_ffb,
    read,
    row,
    rules,
)
from tests.unit.synthetic_report import CPR, ORGANIZATION, Json, an_id, as_bytes

# --- KL's reports ----------------------------------------------------------------------------


@needs_ffb
def test_the_official_and_the_tricky_reports_are_accepted_by_both_paths():
    for file in (*OFFICIAL, *TRICKY):
        content = file.read_bytes()
        assert is_accepted_fast(content), file.name
        assert explain(content, KEY).findings == [], file.name


@needs_ffb
def test_an_invalid_report_is_refused_for_just_its_rule():
    for file in INVALID:
        batch = read(file.read_bytes())
        assert rules(batch) == [file.stem.partition("__")[0]], file.name
        assert batch.resources == 0


def official_cpr() -> str:
    """The CPR number of KL's invented citizen."""
    citizen = json.loads(OFFICIAL[0].read_bytes())["entry"][0]["resource"]
    return str(citizen["identifier"][0]["value"])


@needs_ffb
def test_messages_tell_nothing_of_the_citizen():
    for file in INVALID:
        for one in read(file.read_bytes()).set_aside:
            text = f"{one.rule} {one.place} {one.message}"
            for secret in (official_cpr(), "0101", "Mogensen", "Børge", "Solstrålen", "Fritekst"):
                assert secret not in text


# --- shapes ----------------------------------------------------------------------------------


def test_tables_have_the_columns_and_types_of_the_contract():
    for batch in (read(), read(as_bytes(synthetic_report.report()))):
        assert batch.reports.column_names == [*OF_A_REPORT]
        for table in PROFILES:
            found = batch.contents[table.name]
            own = [column for column in table.columns if column.name not in WHOSE]
            names = [column.name for column in own]
            assert found.column_names == ["content_no", *names, *OF_A_CONTENT]
            for column in own:
                assert found.schema.field(column.name).type == arrow_type(column.type)
            assert batch.sightings[table.name].schema == SIGHTING


def test_a_report_becomes_one_row_per_resource():
    batch = read(as_bytes(synthetic_report.report()))
    assert batch.set_aside == []
    counts = {name: table.num_rows for name, table in batch.contents.items()}
    assert counts == {name: table.num_rows for name, table in batch.sightings.items()}
    assert counts.pop("condition") == counts.pop("target_group") == 2
    assert set(counts.values()) == {1}
    assert (batch.reports_read, batch.reports_loaded, batch.resources) == (1, 1, 14)


def test_the_values_of_rows():
    batch = read(as_bytes(synthetic_report.report()))
    citizen = row(batch, "citizen")
    assert citizen["person_id"] == KEY.pseudonym(CPR)
    assert citizen["organization_id"] == ORGANIZATION
    assert (citizen["birth_date"], citizen["sex"]) == (date(1982, 4, 12), "K")
    assert citizen["reported_at"] == datetime(2024, 9, 2, 10, 0, 0, 500000)
    gathering = row(batch, "information_gathering")
    assert gathering["effective_date"] == date(2024, 3, 2)  # 23:30Z is the next day in Denmark
    assert gathering["condition_ids"] == [an_id(4), an_id(5)]
    condition = row(batch, "condition")
    assert (condition["condition_group"], condition["severity_level"]) == ("AD", 2)
    assert condition["recorded_text"] == "2024-03-01T09:00:00+01:00"
    assert (condition["last_asserted_date"], condition["last_asserted_text"]) == (None, "2024-04")
    plan = row(batch, "care_plan")
    assert plan["target_groups"] == [
        {"target_group_id": an_id(8), "rank": 1},
        {"target_group_id": an_id(14), "rank": 2},
    ]
    assert (plan["start_date"], plan["end_date"]) == (date(2024, 3, 5), date(2025, 3, 5))
    assert (plan["case_number"], plan["official_case_number"]) == ("Sag-17", "O-17")
    assert plan["follow_up_encounter_id"] == an_id(9)
    goal = row(batch, "intervention_goal")
    assert (goal["primary_condition_id"], goal["secondary_condition_ids"]) == (an_id(4), [])
    assert goal["expected_severity_level"] == 1
    assert batch.reports.to_pylist()[0]["reported_date"] == date(2024, 9, 2)


def hashes(report: Json) -> dict[str, list[bytes]]:
    tables = delivered.rows(read(as_bytes(report)))
    return {name: [row["content_hash"] for row in found] for name, found in tables.items()}


def test_the_content_hash_follows_what_is_stored_and_whose_it_is():
    first = hashes(synthetic_report.report())
    later = synthetic_report.report() | {"timestamp": "2025-01-01T00:00:00Z"}
    for entry in later["entry"]:
        entry["resource"]["meta"]["lastUpdated"] = "2024-12-31T00:00:00Z"
    assert hashes(later) == first
    moved = json.loads(as_bytes(synthetic_report.report()).decode().replace(ORGANIZATION, "other"))
    assert all(a != b for a, b in zip(hashes(moved).values(), first.values(), strict=True))
    changed = synthetic_report.report()
    changed["entry"][6]["resource"]["period"]["end"] = "2026-01-01"
    differing = [name for name, found in hashes(changed).items() if found != first[name]]
    assert differing == ["care_plan"]


def test_the_style_of_references_makes_no_difference():
    as_uuid = as_bytes(synthetic_report.report()).decode()
    for one in synthetic_report.resources():
        as_uuid = as_uuid.replace(f"{one['resourceType']}/{one['id']}", f"urn:uuid:{one['id']}")
    server = synthetic_report.report()
    for entry in server["entry"]:
        entry["fullUrl"] = f"https://fhir.example.dk/r4/{entry['fullUrl']}"
    for report in (json.loads(as_uuid), server):
        assert rules(read(as_bytes(report))) == []
        assert hashes(report) == hashes(synthetic_report.report())


def test_a_repeat_costs_no_new_judgement_and_gives_the_same_rows():
    reader = ReportReader(KEY)
    content = as_bytes(synthetic_report.report())
    first, second = (reader.read([Span(1, 0, len(content), content)]) for _ in range(2))
    assert delivered.rows(first) == delivered.rows(first, second)
    assert (first.sightings, first.reports) == (second.sightings, second.reports)
    assert {table.num_rows for table in second.contents.values()} == {0}


def test_a_content_is_sent_with_the_first_report_that_is_accepted():
    """Of a refused report nothing may count as sent, though its resources were right."""
    refused = synthetic_report.report()
    del refused["timestamp"]
    reader = ReportReader(KEY)
    spans = [Span(1, 0, 0, as_bytes(one)) for one in (refused, synthetic_report.report())]
    first, second, third = (reader.read([spans[n]]) for n in (0, 1, 1))
    assert {table.num_rows for table in first.contents.values()} == {0}
    assert delivered.rows(second) == delivered.rows(read(spans[1].data))
    assert delivered.rows(second, third) == delivered.rows(second)
    together = ReportReader(KEY).read([spans[0], spans[1]])
    assert delivered.rows(together) == delivered.rows(second)
    assert sum(table.num_rows for table in together.contents.values()) == 14


def test_a_bad_resource_takes_no_other_report_with_it():
    bad, good = synthetic_report.report(), synthetic_report.report()
    bad["entry"][3]["resource"]["clinicalStatus"]["coding"][0]["code"] = "gone"
    for entry in bad["entry"]:
        entry["resource"]["meta"]["lastUpdated"] = "2024-12-31T00:00:00Z"
    batch = read(as_bytes(good), as_bytes(bad), as_bytes(good))
    assert {one.line for one in batch.set_aside} == {2}
    assert delivered.rows(batch) == {
        name: 2 * found for name, found in delivered.rows(read(as_bytes(good))).items()
    }


def test_readers_number_contents_apart():
    content = as_bytes(synthetic_report.report())
    numbers = [
        number
        for reader_no in (0, 1, 2)
        for table in ReportReader(KEY, reader_no).read([Span(1, 0, 0, content)]).contents.values()
        for number in table["content_no"].to_pylist()
    ]
    assert sorted(numbers) == [at << 40 | n for at in (0, 1, 2) for n in range(14)]


def test_what_the_explaining_path_accepts_has_numbers_of_its_own():
    plain, odd = synthetic_report.report(), synthetic_report.report()
    odd["entry"][6]["resource"]["contained"] = [{"resourceType": "Group", "id": "g"}]
    batch = read(as_bytes(plain), as_bytes(odd), as_bytes(plain))
    numbers = [n for one in batch.contents.values() for n in one["content_no"].to_pylist()]
    assert len(numbers) == len(set(numbers)) == 28
    assert {name: len(found) for name, found in delivered.rows(batch).items()} == {
        name: 3 * len(found) for name, found in delivered.rows(read(as_bytes(plain))).items()
    }


def test_reports_without_entries_are_loaded_and_have_no_rows():
    for report in ({"entry": []}, {}):
        body = {k: v for k, v in synthetic_report.report().items() if k != "entry"} | report
        batch = read(as_bytes(body))
        assert (batch.reports_loaded, batch.reports_empty, batch.set_aside) == (1, 1, [])


def test_what_is_allowed_and_not_stored_does_no_harm():
    plain = hashes(synthetic_report.report())
    report = synthetic_report.report()
    citizen, request, *_ = (entry["resource"] for entry in report["entry"])
    citizen["text"] = {"status": "generated", "div": "<div>Børge, Solvej 1</div>"}
    request["extension"][0]["id"] = "a"
    goal, plan, group = (report["entry"][n]["resource"] for n in (5, 6, 7))
    goal["description"]["text"] = "fri tekst"
    goal["target"].append({"measure": {"text": "andet"}, "detailString": "x"})
    plan["extension"].append({"url": "http://example.org/x", "valueString": "fri tekst"})
    plan["period"]["id"] = "b"
    plan["contained"] = [{"resourceType": "Group", "id": "g"}]
    group["_recordedDate"] = {"extension": [{"url": "http://example.org/x", "valueCode": "y"}]}
    group["code"]["coding"].append(dict(group["code"]["coding"][0], display="Udviklingshæmning"))
    batch = read(as_bytes(report))
    assert rules(batch) == []
    assert hashes(report) == plain
    stored = repr(delivered.rows(batch))
    assert not any(text in stored for text in ("Børge", "fri tekst", "Solvej"))


def test_a_case_number_of_a_kind_we_do_not_know_is_read_past():
    report = synthetic_report.report()
    report["entry"][1]["resource"]["extension"][0]["extension"] = [
        {"url": "http://example.org/x", "valueString": "x"}
    ]
    batch = read(as_bytes(report))
    assert rules(batch) == []
    assert row(batch, "service_request")["case_number"] is None


def test_identifiers_that_hold_a_cpr_number_are_stored_without_it():
    report = synthetic_report.report()
    plan = report["entry"][6]["resource"]
    numbers = plan["extension"][0]["extension"]
    numbers[0]["valueIdentifier"]["value"] = f"{CPR}-17"
    numbers[1]["valueIdentifier"]["value"] = f"{CPR[:6]}-{CPR[6:]}"
    hidden_in_uuid = f"aaaaaaaa-0000-4000-8000-00{CPR}"
    text = as_bytes(report).decode().replace(an_id(11), f"tilbud-{CPR}")
    batch = read(text.replace(an_id(9), hidden_in_uuid).encode())
    assert rules(batch) == []
    assert CPR not in repr(delivered.rows(batch))
    plan_row, team, encounter = (
        row(batch, name) for name in ("care_plan", "service_performer", "follow_up_encounter")
    )
    assert plan_row["case_number"].endswith("-17")
    assert plan_row["service_performer_ids"] == [team["service_performer_id"]]
    assert plan_row["follow_up_encounter_id"] == encounter["follow_up_encounter_id"]


def test_a_cpr_number_written_with_escapes_is_not_stored_either():
    in_uuid = f"aaaaaaaa-0000-4000-8000-00{CPR}"
    escaped = in_uuid.replace(CPR, f"{CPR[:9]}\\u003{CPR[9]}")
    batch = read(as_bytes(synthetic_report.report()).decode().replace(an_id(9), escaped).encode())
    assert rules(batch) == []
    assert CPR not in repr(delivered.rows(batch))


def test_two_versions_of_a_resource_in_one_report_are_both_kept():
    report = synthetic_report.report()
    for number, version in ((6, "1"), (6, "2")):
        entry = copy.deepcopy(report["entry"][number])
        entry["resource"]["meta"] |= {
            "versionId": version,
            "lastUpdated": f"2024-09-0{version}T08:00:00Z",
        }
        report["entry"].append(entry)
    del report["entry"][6]
    batch = read(as_bytes(report))
    assert rules(batch) == []
    assert [one["last_updated"] for one in delivered.rows(batch)["care_plan"]] == [
        datetime(2024, 9, 1, 8),
        datetime(2024, 9, 2, 8),
    ]


# --- what cannot be read ---------------------------------------------------------------------

GOOD = as_bytes(synthetic_report.report())
FIRST_STATUS = b'"status":"active"'
UNREADABLE = {
    "json.empty": [b"", b"  \n"],
    "json.encoding": [
        GOOD.decode().encode("utf-16"),
        GOOD[:-1] + b'\xe6"}',
        b"\x1f\x8b\x08",
        GOOD.replace(b"Sag-17", b"\\ud800"),
    ],
    "json.xml": [b"<Bundle xmlns='http://hl7.org/fhir'/>", b"<!DOCTYPE html><html></html>"],
    "json.truncated": [GOOD[:-3], GOOD[:1000]],
    "json.syntax": [GOOD.replace(b":", b"=", 3), GOOD + b"}"],
    "json.number": [GOOD.replace(b'"valuePositiveInt":1', b'"valuePositiveInt":NaN')],
    "json.depth": [b'{"a":' * 50_000 + b"1" + b"}" * 50_000, b'{"a":[' * 70 + b"1" + b"]}" * 70],
    "json.duplicate-key": [
        GOOD.replace(FIRST_STATUS, b'"status":"draft","status":"active"', 1),
        GOOD.replace(b'"type":"collection"', b'"type":"collection","type":"collection"'),
        json.dumps(json.loads(GOOD), indent=2)
        .encode()
        .replace(b'"status": "active"', b'"status": "draft",\n "status": "active"', 1),
        json.dumps(json.loads(GOOD))
        .encode()
        .replace(b'"status": "active"', b'"st\\u0061tus": "draft", "status": "active"', 1),
    ],
    "json.object": [b"[]", b'"Bundle"', b"null"],
    "deliveryReport.resourceType": [
        b'{"resourceType":"CapabilityStatement"}',
        b'{"resourceType":"OperationOutcome","issue":[{"diagnostics":"token expired"}]}',
        b'{"resourceType":"1204824322"}',
        b"{}",
    ],
}


@pytest.mark.parametrize("rule", UNREADABLE)
def test_an_unreadable_report_is_set_aside_under_its_own_rule(rule):
    for content in UNREADABLE[rule]:
        batch = read(content)
        assert rules(batch) == [rule]
        assert CPR not in batch.set_aside[0].message


def test_one_page_of_several_is_no_report():
    page = json.loads(GOOD) | {
        "type": "searchset",
        "total": 900,
        "link": [{"relation": "next", "url": "https://fhir.example.dk/?page=2"}],
    }
    assert "deliveryReport.incomplete" in rules(read(as_bytes(page)))


def _with_nothing_in(value: Any) -> list[Any]:
    """The value with each of its objects and arrays emptied, one at a time."""
    if not isinstance(value, dict | list):
        return []
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    found = [type(value)()]
    for key, inner in inside:
        for emptied in _with_nothing_in(inner):
            copied = copy.copy(value)
            copied[key] = emptied
            found.append(copied)
    return found


def test_nothing_may_be_empty():
    for report in _with_nothing_in(synthetic_report.report())[1:]:
        if report.get("entry") != []:
            assert rules(read(as_bytes(report))) != []
            assert not is_accepted_fast(as_bytes(report))


def test_ways_of_writing_json_make_no_difference():
    value = synthetic_report.report()
    for content in (
        json.dumps(value).encode(),
        json.dumps(value, indent="\t", ensure_ascii=False).encode(),
        json.dumps(value, indent=2, separators=(" ,", " : ")).encode(),
        b"\xef\xbb\xbf" + GOOD,
        json.dumps(value, sort_keys=True).replace("/", "\\/").encode(),
    ):
        batch = read(content)
        assert rules(batch) == []
        assert batch.resources == 14
