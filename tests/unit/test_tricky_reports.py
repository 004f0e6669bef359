"""Valid but hard reports: each ends as the table in ffb/valid_tricky/README.md says.

Reports of that table that are not among the files are made here from the official ones.
"""

from datetime import date, datetime

import pytest

from pipelines.run import load
from tests.unit.loading import (
    ask,
    ask_one,
    bundle,
    needs_ffb,
    official,
    resource,
    state,
    write,
)
from tests.unit.tricky import coded, content, counts, keep, tricky

pytestmark = [needs_ffb, pytest.mark.usefixtures("key")]


@pytest.fixture
def after(bases, tmp_path):
    """A function: the warehouse after these official reports and then these files."""

    def loaded(numbers, *paths):
        folder = bases.after(numbers.split(), tmp_path / "warehouse")
        for path in paths:
            done = load([path], folder)
            assert done.exit_code == 0, [broken.message for broken in done.broken]
        return folder

    return loaded


@pytest.fixture
def made(tmp_path):
    """A function: an official report, stamped anew, changed and written."""

    def report(number, timestamp, change=lambda report: None):
        [path] = official(number)
        copy = bundle(path)
        copy["timestamp"] = timestamp
        change(copy)
        return write(tmp_path / "made" / f"{timestamp[:13]}.json", copy)

    return report


def test_01_what_a_report_leaves_out_stays(after):
    folder = after("02 03 05", tricky("01"))
    assert ask(
        folder,
        "select status, end_date from core.intervention where intervention_id like 'b4ec722a%'",
    ) == [("completed", date(2021, 6, 1))]
    assert counts(folder)["intervention"] == 3
    assert ask_one(
        folder, "select count(*) from core.care_plan where care_plan_id like '8ea1d7f3%'"
    )


def test_02_entered_in_error_in_three_elements(after, made):
    def err(report):
        resource(report, "e20ebaba")["status"] = "entered-in-error"
        resource(report, "629c659a")["status"] = "entered-in-error"
        resource(report, "76b9d91b")["lifecycleStatus"] = "entered-in-error"

    def err_target_group(report):
        keep(report, "787bb5e8")
        group = resource(report, "787bb5e8")
        group.pop("clinicalStatus", None)
        group["verificationStatus"] = coded(
            "entered-in-error", "http://terminology.hl7.org/CodeSystem/condition-ver-status"
        )

    before = after("02 03 05 06")
    counted = counts(before)
    for path in (
        made("06", "2021-06-20T10:00:00Z", err),
        made("05", "2021-06-21T10:00:00Z", err_target_group),
    ):
        assert load([path], before).exit_code == 0
    invalid = {
        "follow_up": "status",
        "intervention": "status",
        "intervention_goal": "lifecycle_status",
        "target_group": "verification_status",
    }
    for table, element in invalid.items():
        query = f"select {table}_id from core.{table} where {element} = 'entered-in-error'"
        assert len(ask(before, query)) == 1
    assert counts(before) == counted  # the record that they were invalidated is kept


def test_03_entries_in_any_order(after, bases, tmp_path):
    folder = after("02 03 05", tricky("03"))
    assert content(folder) == content(bases.after(("02", "03", "05", "06"), tmp_path / "plain"))


@pytest.mark.parametrize("evening_first", [True, False])
def test_04_two_reports_of_one_day_by_their_instant(after, made, evening_first):
    def complete(report):
        keep(report, "d54a2bb0", "629c659a", *KEPT_WITH_PLAN)
        plan, help_given = resource(report, "d54a2bb0"), resource(report, "629c659a")
        for element in (plan, help_given):
            element["status"] = "completed"
            element["period"]["end"] = "2021-06-21"

    evening = made("06", "2021-06-21T17:30:00Z", complete)
    morning = tricky("04b")
    folder = after("02 03 05 06", *([evening, morning] if evening_first else [morning, evening]))
    assert ask(
        folder, "select status, end_date from core.care_plan where care_plan_id like 'd54a2bb0%'"
    ) == [("completed", date(2021, 6, 21))]
    both = "select count(*) from core.delivery_report where reported_date = '2021-06-21'"
    assert ask_one(folder, both) == 2


# What a report with care plan d54a2bb0 must also hold.
KEPT_WITH_PLAN = ("76cecdcc", "18045390", "787bb5e8", "213d0504", "9f4982de", "ef6a3536")


def test_05_case_numbers_are_kept_character_for_character(after, made):
    number = "Sag a\u030a\u2013\u00a0\U0001f600 154689 "

    def rename(report):
        case = resource(report, "8ea1d7f3")
        for extension in case["extension"]:
            for part in extension.get("extension", []):
                part["valueIdentifier"]["value"] = number

    folder = after("02 03 05", made("05", "2021-06-01T10:00:00Z", rename))
    query = "select case_number from core.care_plan where care_plan_id like '8ea1d7f3%'"
    assert ask(folder, query) == [(number,)]


def test_06_a_person_with_two_municipalities(after):
    folder = after("02 03 05 06 07", tricky("06"))
    assert ask_one(folder, "select count(distinct person_id) from core.citizen") == 1
    assert ask_one(folder, "select count(*) from core.citizen") == 2
    assert ask_one(folder, "select count(distinct organization_id) from core.citizen") == 2
    assert ask(
        folder,
        "select organization_id[:8], end_date from core.care_plan "
        "where care_plan_id like 'd54a2bb0%'",
    ) == [("d4e3f4fb", None)]
    new = "select count(*) from core.care_plan where organization_id like '7a1d3c52%'"
    assert ask_one(folder, new) > 0


def test_07_the_same_patient_under_a_new_organisation(after, made):
    def merge(report):
        keep(report, "9947191b")
        citizen = resource(report, "da16c0a1")
        citizen["managingOrganization"]["identifier"]["value"] = "merged"

    folder = after("02 03 05", made("02", "2021-06-03T10:00:00Z", merge))
    assert ask(
        folder,
        "select organization_id[:6], known_date, superseded_date "
        "from core.citizen_version order by version_no",
    ) == [("d4e3f4", date(2021, 5, 28), date(2021, 6, 3)), ("merged", date(2021, 6, 3), None)]
    assert ask_one(folder, "select count(distinct person_id) from core.citizen") == 1


def test_08_a_completed_plan_without_anything(after):
    folder = after("", tricky("08"))
    assert ask(
        folder,
        "select len(service_performer_ids), len(target_groups), care_evaluation_id, "
        "follow_up_encounter_id, status from core.care_plan",
    ) == [(0, 0, None, None, "completed")]


def test_09_a_planned_draft_is_stored_as_such(after, made):
    def draft(report):
        keep(report, "944c7c24")
        plan = resource(report, "944c7c24")
        plan |= {"status": "draft", "intent": "plan", "period": {"start": "2021-09-01"}}
        for element in ("addresses", "activity", "careTeam"):
            plan.pop(element, None)
        plan["extension"] = [e for e in plan["extension"] if "CaseNumber" in e["url"]]

    folder = after("", made("05", "2021-06-01T10:00:00Z", draft))
    assert ask(folder, "select intent, status, start_date from core.care_plan") == [
        ("plan", "draft", date(2021, 9, 1))
    ]


def test_10_instants_and_danish_days(after):
    folder = after("02 03 05 06", tricky("10"))
    assert ask(
        folder,
        "select reported_at, reported_date from core.delivery_report "
        "order by reported_at desc limit 1",
    ) == [(datetime(2021, 6, 18, 22, 30, 0, 123000), date(2021, 6, 19))]
    assert ask(
        folder, "select level, effective_date from core.care_evaluation where level = 2"
    ) == [(2, date(2021, 6, 19))]


def test_11_partial_dates_keep_their_precision(after, made):
    def vague(report):
        resource(report, "8ea1d7f3")["period"]["start"] = "2019"
        resource(report, "76cecdcc")["recordedDate"] = "2020-03"
        help_given = resource(report, "e9374e0c")
        help_given["created"] = "2021-05-29"
        help_given.pop("period")

    folder = after("02 03 05", made("05", "2021-06-01T10:00:00Z", vague))
    assert ask(
        folder,
        "select start_text, start_date from core.care_plan where care_plan_id like '8ea1d7f3%'",
    ) == [("2019", None)]
    assert ask(
        folder,
        "select recorded_text, recorded_date from core.target_group "
        "where target_group_id like '76cecdcc%'",
    ) == [("2020-03", None)]
    assert ask(
        folder,
        "select created_date, start_text, start_date from core.intervention "
        "where intervention_id like 'e9374e0c%'",
    ) == [(date(2021, 5, 29), None, None)]


def test_12_an_unchanged_redelivery_is_no_version(after, bases, tmp_path):
    folder = after("02 03 05 06", tricky("12"), tricky("12"))
    before = state(bases.after(("02", "03", "05", "06"), tmp_path / "before"))
    now = state(folder)
    for table, rows in before.items():
        if table.startswith("core."):
            assert now[table] == rows


def test_13_a_follow_up_on_two_plans_closes_neither(after, made):
    def both(report):
        follow_up = resource(report, "e20ebaba")
        follow_up["focus"] = [
            {"reference": f"CarePlan/{resource(report, plan)['id']}"}
            for plan in ("8ea1d7f3", "944c7c24")
        ]

    folder = after("02 03 05 06", made("06", "2021-06-20T10:00:00Z", both))
    query = "select len(care_plan_ids) from core.follow_up where follow_up_id like 'e20ebaba%'"
    assert ask(folder, query) == [(2,)]
    active = "select status from core.care_plan where care_plan_id like '944c7c24%'"
    assert ask(folder, active) == [("active",)]


def test_14_not_assessed_has_no_level(after):
    folder = after("02 03 05 06", tricky("14"))
    assert ask(
        folder,
        "select severity_level, severity_code is null from core.condition "
        "where condition_id like '101f2519%'",
    ) == [(None, False)]
    assert ask(
        folder,
        "select expected_severity_level, expected_severity_code, primary_condition_id[:8], "
        "len(secondary_condition_ids) from core.intervention_goal "
        "where intervention_goal_id like '76b9d91b%'",
    ) == [(None, None, "3a0e2994", 2)]
    unassessed = "select count(*) from core.care_evaluation where level is null"
    assert ask_one(folder, unassessed) == 1


def test_15_a_target_group_with_a_condition_code(after, made):
    def sight(report):
        resource(report, "18045390")["code"] = coded(SIGHT)

    folder = after("02 03 05", made("05", "2021-06-01T10:00:00Z", sight))
    assert (counts(folder)["condition"], counts(folder)["target_group"]) == (15, 3)
    query = "select code from core.target_group where target_group_id like '18045390%'"
    assert ask(folder, query) == [(SIGHT,)]


SIGHT = "9959e779-e8ee-47e8-989b-bbff4aae2883"


def test_16_references_by_urn_uuid(after, bases, tmp_path):
    folder = after("02 03", tricky("16"))
    assert content(folder) == content(bases.after(("02", "03", "05"), tmp_path / "plain"))


def as_the_story_tells(report):
    """Report 07 with the plan that was made and never put in, its intervention and its date."""
    [before] = official("06")
    plan = resource(bundle(before), "d54a2bb0")
    evaluation = {"reference": resource_reference(report, "e548c437")}
    plan |= {"status": "completed", "activity": [{"outcomeReference": [evaluation]}]}
    plan["period"]["end"] = "2021-08-30"
    plan["extension"] = plan["extension"][:1]  # the case number; no follow-up is to come
    plan_reference = f"CarePlan/{plan['id']}"
    report["entry"].append({"fullUrl": plan_reference, "resource": plan})
    resource(report, "629c659a")["basedOn"] = [{"reference": plan_reference}]
    resource(report, "753cbc43")["effectiveDateTime"] = "2021-08-30T11:45:33Z"


def resource_reference(report, identifier):
    found = resource(report, identifier)
    return f"{found['resourceType']}/{found['id']}"


def test_17_the_last_report_as_the_story_tells_it(after, made, bases, tmp_path):
    folder = after("02 03 05 06", made("07", "2021-08-30T18:03:31Z", as_the_story_tells))
    assert ask(
        folder,
        "select status, start_date, end_date, care_evaluation_id[:8], follow_up_encounter_id "
        "from core.care_plan where care_plan_id like 'd54a2bb0%'",
    ) == [("completed", date(2021, 6, 18), date(2021, 8, 30), "e548c437", None)]
    assert ask_one(
        folder,
        "select care_plan_ids[1][:8] from core.intervention where intervention_id like '629c659a%'",
    ) == ("d54a2bb0")
    assert ask_one(
        folder,
        "select effective_text from core.information_gathering "
        "where information_gathering_id like '753cbc43%'",
    ) == ("2021-08-30T11:45:33Z")
    as_sent = content(bases.after(("02", "03", "05", "06", "07"), tmp_path / "as_sent"))
    told = content(folder)
    other = {row[0][:8] for table in told for row in set_of(told[table]) ^ set_of(as_sent[table])}
    assert other == {"d54a2bb0", "629c659a", "753cbc43"}


def set_of(rows):
    """Rows as a set of texts: lists and structs have no hash."""
    return {(row[0], repr(row)) for row in rows}


def test_18_inactive_and_level_zero(after):
    folder = after("02 03 05 06", tricky("18"))
    assert ask(
        folder,
        "select clinical_status, count(*) from core.condition "
        "where condition_id like '6f77529a%' group by all",
    ) == [("inactive", 1)]
    assert ask(
        folder,
        "select severity_level, recorded_date, last_asserted_date from core.condition "
        "where condition_id like 'e162f02a%'",
    ) == [(0, date(2021, 5, 28), date(2021, 6, 24))]


def test_19_free_text_that_is_allowed_is_not_kept(after, made, bases, tmp_path):
    def talk(report):
        resource(report, "da16c0a1")["text"] = {
            "status": "generated",
            "div": '<div xmlns="http://www.w3.org/1999/xhtml">Opdigtet Navn, Vej 1</div>',
        }
        resource(report, "76b9d91b")["description"]["text"] = "fri tekst om borgeren"
        resource(report, "e20ebaba")["valueCodeableConcept"]["text"] = "mere fri tekst"

    folder = after("02 03 05 06", made("06", "2021-06-20T10:00:00Z", talk))
    assert content(folder) == content(bases.after(("02", "03", "05", "06"), tmp_path / "plain"))
