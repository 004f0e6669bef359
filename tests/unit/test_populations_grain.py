"""Each population is what its first line says: one row per key, on data with every collision."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from kpis import compile, periods
from kpis.evaluate import compute
from kpis.warehouse import Reader, opened
from tests.spec import drawing, drawing_supply, warehouse
from tests.unit import drawn_exports, generated_core

# Population -> the columns its first line names.
GRAIN = {
    "assessment": "period, person_id",
    "care_plan_active": "period, care_plan_id",
    "care_plan_checked": "care_plan_id, from_day",
    "care_plan_follow_up": "care_plan_id, from_day",
    "care_plan_follow_up_ahead": "care_plan_id, from_day",
    "care_plan_life": "care_plan_id",
    "care_plan_need": "care_plan_id, from_day",
    "care_plan_target_group": "care_plan_id, from_day",
    "care_plan_tilbud": "care_plan_id, from_day",
    "citizen": "person_id",
    "citizen_bridged": "person_id, from_day",
    "citizen_exit": "person_id, exit_date",
    "citizen_need": "person_id, from_day",
    "citizen_state": "person_id, from_day",
    "citizen_with_goals_met": "period, person_id",
    "citizen_with_plans": "period, person_id",
    "citizen_with_scored_goal": "person_id, from_day",
    "citizen_with_support": "period, person_id",
    "condition_line": "condition_id, version_no",
    "condition_newest": "condition_id",
    "follow_up_due": "period, care_plan_id, previous_date",
    "follow_up_held": "care_plan_id, held_date",
    "follow_up_item": "care_plan_id, previous_date",
    "functional_change": "period, person_id",
    "functional_change_of_theme": "period, person_id, theme",
    "goal_all_met": "person_id, met_date",
    "goal_current": "period, intervention_goal_id",
    "goal_evaluated": "period, intervention_goal_id",
    "goal_evaluation": "intervention_goal_id, seen_from",
    "goal_help": "intervention_goal_id, seen_from",
    "goal_judged": "intervention_goal_id, evaluation_date",
    "goal_life": "intervention_goal_id, seen_from",
    "goal_seen": "intervention_goal_id, seen_from",
    "intervention_life": "intervention_id",
    "ladder_cohort": "period, person_id",
    "ladder_entrant": "period, person_id",
    "ladder_exit": "person_id, exit_date",
    "ladder_movement": "period, person_id",
    "ladder_step_down": "period, person_id",
    "life_phase_birthday": "period, person_id, birthday",
    "our_organization": "organization_id",
    "plan_grant": "care_plan_id",
    "plan_granted": "period, care_plan_id",
    "plan_help": "care_plan_id, intervention_id, from_day",
    "plan_life": "care_plan_id",
    "plan_shift": "period, care_plan_id",
    "plan_step": "care_plan_id, from_day",
    "reassessment": "person_id, code, reassessed_date",
    "severity_change": "person_id, from_day",
    "severity_line": "person_id, code, from_day",
    "severity_pair": "person_id, code, from_day",
    "system_shift_day": "period, day",
    "temporary_stay": "period, person_id, start_date",
    "temporary_stay_run": "person_id, from_day",
    "time_limited_run": "person_id, from_day",
}
WHO_IS_ASKED = ("citizen", "network", "partner", "staff")
# The same of populations over the supplementary exports, on a small drawn municipality.
SUPPLIED = {
    "absence_month": "period, employment_id, month",
    "absence_of_length": "period, employment_id, month, absence_length",
    "adult_provision": "paragraph",
    "budget_followed_up": "period, account_function, cost_centre, policy_area",
    "case_due": "period, case_number",
    "case_of_placement": "period, case_number",
    "channel_tested": "period, channel_id",
    "citizen_case_worker": "period, person_id",
    "citizen_cost": "period, person_id, step, need_rank, place_owner",
    "citizen_in_community": "period, person_id",
    "citizen_month": "first_day, person_id",
    "citizen_placed": "period, person_id",
    "citizen_response": "period, response_id",
    "citizen_survey_round": "period",
    "citizen_with_network": "period, person_id",
    "citizen_with_perspective": "period, person_id",
    "citizen_with_technology": "period, person_id",
    "complaint_ruled": "period, complaint_id",
    "contact_held": "period, contact_id",
    "employee_competent": "period, employee_id",
    "employment_permanent": "period, employee_id, employment_id, seniority",
    "follow_up_meeting": "period, follow_up_id",
    "grant_month": "person_id, first_day",
    "local_places": "period, offer_id, offer_type_code",
    "month_asked": "first_day",
    "network_person": "person_id, network_person_id, contribution_type",
    "network_response": "period, response_id",
    **{f"latest_round_of_{who}_survey_answer": "period" for who in WHO_IS_ASKED},
    "network_survey_round": "period",
    "our_address": "municipality",
    "partner_response": "period, response_id",
    "partnership_active": "period, partnership_id",
    "person": "person_id",
    "placement_active": "period, care_plan_id, offer_id, start_date",
    "placement_matched": "period, care_plan_id, offer_id",
    "quality_standard": "period, standard_id",
    "severity_current": "period, person_id, code",
    "staff_response": "period, response_id",
    "survey_answer": "round_id, response_id, question_id",
    "technology_loan_assessed": "period, loan_id",
    "technology_loan_handed_out": "period, loan_id",
    "transition_at_18": "period, transition_id",
    "transition_held": "period, transition_id",
    "trial_begun": "period, trial_id",
}
# A fact may be stated twice, by two target groups or two interventions at once.
WITHOUT_KEY = {"plan_fact", "complaint_or_citizen"}

# Populations whose stretches of days may not overlap: a day is looked up in them.
STRETCHES = {
    "care_plan_checked": ("care_plan_id", "from_day", "to_day"),
    "care_plan_follow_up": ("care_plan_id", "from_day", "to_day"),
    "care_plan_tilbud": ("care_plan_id", "from_day", "to_day"),
    "citizen_bridged": ("person_id", "from_day", "to_day"),
    "citizen_exit": ("person_id", "exit_date", "return_date"),
    "citizen_need": ("person_id", "from_day", "to_day"),
    "citizen_state": ("person_id", "from_day", "to_day"),
    "citizen_with_scored_goal": ("person_id", "from_day", "to_day"),
    "goal_evaluation": ("intervention_goal_id", "seen_from", "seen_to"),
    "goal_life": ("intervention_goal_id", "seen_from", "seen_to"),
    "goal_seen": ("intervention_goal_id", "seen_from", "seen_to"),
    "plan_step": ("care_plan_id", "from_day", "to_day"),
    "severity_change": ("person_id", "from_day", "to_day"),
    "severity_line": ("person_id, code", "from_day", "to_day"),
    "severity_pair": ("person_id, code", "from_day", "to_day"),
    "temporary_stay_run": ("person_id", "from_day", "to_day"),
    "time_limited_run": ("person_id", "from_day", "to_day"),
}
KNOWN_AT = ("9999-12-31", "2020-02-15")


def _files() -> set[str]:
    rounds = {f"{compile.ROUND}_{who}_survey_answer" for who in WHO_IS_ASKED}
    return rounds | {path.stem for path in compile.POPULATIONS.glob("*.sql")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of 400 invented people, 3 themes each, within 500 days."""
    where = tmp_path_factory.mktemp("warehouse")
    with duckdb.connect(where / "build_000001.duckdb") as connection:
        generated_core.fill(connection, people=400, themes=3, span=500)
    (where / "current").write_text("build_000001.duckdb", "utf-8")
    header = "organization_id,municipality_code,municipality_name,is_ours\n"
    (where / "organizations.csv").write_text(header, "utf-8")
    return where


@pytest.fixture(scope="module", params=KNOWN_AT)
def reader(folder: Path, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """All populations for 24 months and a year, as known on one day."""
    with opened(folder) as reader:
        reader.prepare()
        asked = list(map(periods.period, [*periods.months_back("2020-12", 24), "2020"]))
        compute(reader, sorted(_files()), asked, date.fromisoformat(request.param), "2021-01-01")
        yield reader


def test_every_population_has_a_stated_grain():
    assert {*GRAIN, *SUPPLIED, *WITHOUT_KEY} == _files()


@pytest.mark.parametrize("population", sorted(_files()))
def test_the_first_line_states_the_grain(population: str):
    assert compile.grain(population).startswith("One row per ")


@pytest.mark.parametrize("population", sorted(GRAIN))
def test_one_row_per_key(reader: Reader, population: str):
    rows, keys = reader.rows(
        f"select count(*), count(distinct ({GRAIN[population]},)) from population.{population}"
    )[0]
    assert rows == keys
    assert rows


@pytest.fixture(scope="module")
def supplied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """All populations of a drawn municipality for a month, its quarter and its year."""
    where = tmp_path_factory.mktemp("drawn")
    tables = drawing_supply.municipality(drawn_exports.DRAWN)
    warehouse.write(where, tables, (drawing.OURS,), ())
    with opened(where) as reader:
        reader.prepare()
        asked = list(map(periods.period, ["2024-03", "2024-Q1", "2024"]))
        compute(reader, sorted(_files()), asked, None, "2021-01-01")
        yield reader


@pytest.mark.parametrize("population", sorted(SUPPLIED))
def test_one_row_per_key_of_the_exports(supplied: Reader, population: str):
    rows, keys = supplied.rows(
        f"select count(*), count(distinct ({SUPPLIED[population]},)) from population.{population}"
    )[0]
    assert rows == keys
    assert rows


@pytest.mark.parametrize("population", sorted(STRETCHES))
def test_no_day_lies_in_two_stretches(reader: Reader, population: str):
    key, first, after = STRETCHES[population]
    overlapping = reader.rows(
        f"select {key}, {first}, {after} from population.{population} where {first} < {after} "
        f"qualify lead({first}) over (partition by {key} order by {first}) < {after} limit 3"
    )
    assert overlapping == []


@pytest.mark.parametrize("population", sorted(STRETCHES))
def test_no_stretch_is_empty(reader: Reader, population: str):
    _, first, after = STRETCHES[population]
    empty = f"select count(*) from population.{population} where coalesce({first} >= {after}, true)"
    assert reader.rows(empty) == [(0,)]
