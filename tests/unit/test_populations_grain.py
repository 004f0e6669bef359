"""Each population is what its first line says: one row per key, on data with every collision."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from kpis import compile, periods
from kpis.warehouse import Reader, opened
from tests.unit import generated_core

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
# A fact may be stated twice, by two target groups or two interventions at once.
WITHOUT_KEY = {"plan_fact"}

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
    return {path.stem for path in compile.POPULATIONS.glob("*.sql")}


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
        reader.run(f"create table {compile.SCOPE} (period varchar, first_day date, last_day date)")
        reader.run(
            f"set variable known_at = date '{request.param}'; set variable ladder = '2021-01-01'"
        )
        asked = map(periods.period, [*periods.months_back("2020-12", 24), "2020"])
        reader.insert(compile.SCOPE, [(period.id, period.first, period.last) for period in asked])
        for relation in compile.relations(sorted(_files())):
            reader.run(relation.create())
        yield reader


def test_every_population_has_a_stated_grain():
    assert {*GRAIN, *WITHOUT_KEY} == _files()


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
