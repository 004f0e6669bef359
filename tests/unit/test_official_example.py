"""The five official reports, one load each: every table equals what was worked out by hand."""

import csv
import re

import pytest

from pipelines import codelists
from pipelines.privacy import key_from_environment
from pipelines.run import load
from tests.unit.loading import FFB, KEY, OFFICIAL, ask, needs_ffb, official, official_cpr, state

pytestmark = [needs_ffb, pytest.mark.usefixtures("key")]

# How each expected table reads from the warehouse. Displays are looked up in
# the code list afterwards: the warehouse keeps codes only.
QUERIES = {
    "citizen": """
        select citizen_id, person_id as cpr, organization_id as municipality from core.citizen""",
    "service_requests": """
        select service_request_id as id, case_number, status, intent from core.service_request""",
    "information_gatherings": """
        select information_gathering_id as id, status, effective_text as time,
            len(condition_ids) as findings, service_request_id as service_request,
            array_to_string(list_sort(care_evaluation_ids), ';') as care_evaluations
        from core.information_gathering""",
    "conditions": """
        select condition_id as id, condition_group as "group", code, code as display,
            severity_level, severity_code, clinical_status, verification_status,
            recorded_text as recorded, last_asserted_text as last_asserted
        from core.condition""",
    "goals": """
        select intervention_goal_id as id, lifecycle_status,
            primary_condition_id as primary_condition,
            array_to_string(list_sort(secondary_condition_ids), ';') as secondary_conditions,
            expected_severity_level, expected_severity_code,
            change_value_code as change_value, change_value_code
        from core.intervention_goal""",
    "care_plans": """
        select care_plan_id as id, intent, care_plan.status, care_plan.start_text as start,
            care_plan.end_text as "end", service_performer_ids[1] as performer,
            service_performer.code as performer_type_code,
            service_performer.code as performer_type,
            array_to_string(
                list_transform(target_groups, lambda g: g.target_group_id || ':' || g.rank), ';'
            ) as target_groups,
            care_evaluation_id as care_evaluation,
            care_plan.follow_up_encounter_id as follow_up_encounter,
            follow_up_encounter.start_text as follow_up_date,
            array_to_string(intervention_goal_ids, ';') as goals, case_number
        from core.care_plan
        left join core.service_performer
            on service_performer_id = service_performer_ids[1]
        left join core.follow_up_encounter using (follow_up_encounter_id)""",
    "target_groups": """
        select target_group_id as id, code, code as display, recorded_text as recorded,
            clinical_status, verification_status
        from core.target_group""",
    "interventions": """
        select intervention_id as id, array_to_string(care_plan_ids, ';') as care_plan,
            array_to_string(codes, ';') as code, codes[1] as display, status, intent,
            array_to_string(activity_statuses, ';') as activity_status,
            created_text as created, start_text as start, end_text as "end"
        from core.intervention""",
    "follow_ups": """
        select follow_up_id as id, array_to_string(list_sort(care_plan_ids), ';') as care_plans,
            result_code, result_code as result, effective_text as date, status
        from core.follow_up""",
    "care_evaluations": """
        select care_evaluation_id as id, effective_text as date, level, level_code,
            level_code as display, status
        from core.care_evaluation""",
}
DISPLAYS = {"display", "performer_type", "change_value", "result"}


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    """The warehouse after each report, loaded one at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STRATEGI_PSEUDONYM_KEY", KEY)
        folder = tmp_path_factory.mktemp("official") / "warehouse"
        found = {}
        for number in OFFICIAL:
            assert load(official(number), folder).exit_code == 0
            found[number] = {name: rows(folder, query) for name, query in QUERIES.items()}
        yield found


def rows(folder, query):
    """The answer as the expected file writes it: text, empty for no value, sorted by id."""
    names = [name for name, *_ in ask(folder, f"describe {query}")]
    found = [dict(zip(names, row, strict=True)) for row in ask(folder, query)]
    texts = [{name: as_text(name, value) for name, value in row.items()} for row in found]
    return sorted(texts, key=lambda row: row[names[0]])


def as_text(name, value):
    if value is None:
        return ""
    return display(value) if name in DISPLAYS else str(value)


def display(code):
    [text] = {row["display_da"] for row in codelists.rows("ffb_code") if row["code"] == code}
    return text.strip()


def expected(number, table):
    path = FFB / "expected" / f"after_{number}_{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = [dict(row) for row in csv.DictReader(file)]
    for row in found:
        if "cpr" in row:
            assert row["cpr"] == official_cpr()
            row["cpr"] = key_from_environment().pseudonym(official_cpr())
    return found


@pytest.mark.parametrize("table", QUERIES)
@pytest.mark.parametrize("number", OFFICIAL)
def test_every_table_after_each_report(after, number, table):
    assert after[number][table] == expected(number, table)


def test_every_expected_table_is_compared():
    tables = {path.stem.removeprefix("after_07_") for path in FFB.glob("expected/after_07_*.csv")}
    assert tables == set(QUERIES)


def test_the_expected_tables_are_never_all_empty():
    assert all(expected("07", table) for table in QUERIES)


def test_all_orders_and_twice_are_the_same(tmp_path):
    """Backwards one by one, all at once, and all again give the same rows as in order."""
    in_order, backwards, at_once = (tmp_path / name for name in ("a", "b", "c"))
    for number in OFFICIAL:
        load(official(number), in_order)
    for number in reversed(OFFICIAL):
        load(official(number), backwards)
    for _ in range(2):
        load(official(*OFFICIAL), at_once)
    assert state(backwards) == state(in_order)
    assert state(at_once) == state(in_order)


def test_the_past_is_read_back_as_it_was_known(after, tmp_path):
    """Each report's day, read from the final warehouse, gives the state after that report."""
    folder = tmp_path / "warehouse"
    load(official(*OFFICIAL), folder)
    days = {"02": "2021-05-28", "05": "2021-05-29", "06": "2021-06-18", "07": "2021-08-30"}
    for number, day in days.items():
        for table in ("conditions", "goals", "interventions", "follow_ups", "care_evaluations"):
            assert rows(folder, as_known(QUERIES[table], day)) == after[number][table]


def as_known(query, day):
    """The same query to the versions known on a day."""
    known = f"known_date <= '{day}' and (superseded_date is null or superseded_date > '{day}')"
    return re.sub(r"from core\.(\w+)$", rf"from core.\1_version where {known}", query.rstrip())
