"""Indicators of assessments and goals (catalogue part B)."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from tests.second_opinion.goals import AD_CODES, DEVELOP, LIMIT_LOSS, MAINTAIN
from tests.second_opinion.model import Counted, Indicator, Rows, World, only
from tests.second_opinion.names import CODES, goal_type, theme
from tests.second_opinion.state import Row, days

FUNCTIONS = "740934cd-002b-4b96-b92e-b3562eed9448"  # Funktioner og forhold
SURROUNDINGS = "7445fb2b-0009-43d9-b49b-1b9782f2fcd9"  # Omgivelser
THEMES = ("3856b434", "dfbe6ff6", "c2b186f9", "eef71492", "da3f488f", "d1495b2c")
TYPES = (DEVELOP, MAINTAIN, LIMIT_LOSS)


def above(code: str | None) -> list[str]:
    """R16: the codes over a code, nearest first."""
    parent = CODES.get(code or "", {}).get("parent_code")
    return [parent, *above(parent)] if parent else []


def assessments(is_met: Callable[[list[Row]], bool]) -> Rows:
    """No. 8: completed assessments of the period, the latest of each citizen."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        latest: dict[str, Row] = {}
        for row in sorted(completed_gatherings(world), key=received):
            if first <= row["effective_date"] <= last:
                latest[row["person_id"]] = row
        for person, row in latest.items():
            if world.state.is_adult(person, row["effective_date"]):
                yield Counted(person, row["effective_date"], is_met(findings(world, row)))

    return rows


def received(row: Row) -> tuple[date, datetime, str]:
    """By its own date; of two on one day the one received last."""
    return row["effective_date"], row["known_at"], row["information_gathering_id"]


def completed_gatherings(world: World) -> list[Row]:
    """Newest version completed, with a full date."""
    return [
        row
        for row in world.state.all_newest("information_gathering")
        if row["status"] == "completed" and row["effective_date"]
    ]


def findings(world: World, gathering: Row) -> list[Row]:
    """B13: the Condition versions known on the assessment's known date; R5, A13."""
    names = [
        name
        for name in gathering["condition_ids"]
        if not world.state.is_error("condition", name, "verification_status")
    ]
    known = [world.state.known_on("condition", name, gathering["known_date"]) for name in names]
    return [row for row in known if row and row["verification_status"] != "refuted"]


def has_functions(conditions: list[Row]) -> bool:
    return any(FUNCTIONS in above(row["code"]) for row in conditions)


def has_surroundings(conditions: list[Row]) -> bool:
    return any(SURROUNDINGS in above(row["code"]) for row in conditions)


def has_themes(conditions: list[Row]) -> bool:
    """A score 0-4 in at least four of the six themes."""
    scored = [row["code"] for row in conditions if row["severity_level"] is not None]
    themes = {theme for code in scored for theme in THEMES if has_above(code, theme)}
    return len(themes) >= 4


def is_whole(conditions: list[Row]) -> bool:
    return has_functions(conditions) and has_surroundings(conditions) and has_themes(conditions)


def has_above(code: str, beginning: str) -> bool:
    return any(parent.startswith(beginning) for parent in above(code))


def goals_well_formed(world: World, first: date, last: date) -> Iterator[Counted]:
    for person in world.population(last):  # B16
        for goal in world.goals.current(person, last):
            own = {"goal_type": goal_type(goal["change_value_code"])}
            yield Counted(person, last, is_well_formed(world, goal, last), own=own)


def is_well_formed(world: World, goal: Row, last: date) -> bool:
    dates = [
        world.plans.next_follow_up(plan["care_plan_id"], last)
        for plan in world.plans.active(goal["person_id"], last)
    ]
    return (
        world.goals.code(goal) in AD_CODES  # (a)
        and goal["expected_severity_level"] is not None  # (b)
        and goal["change_value_code"] is not None
        and world.goals.is_consistent(goal)  # (c)
        and any(day and day >= last - days(14) for day in dates)  # (d)
    )


def goals_of_type(change_value: str) -> Rows:
    """No. 10, B16: current goals with a valid change value, of citizens in POP(D)."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for person in world.population(last):
            for goal in world.goals.current(person, last):
                if goal["change_value_code"] in TYPES:
                    yield Counted(person, last, goal["change_value_code"] == change_value)

    return rows


def dated_goals(world: World, last: date) -> Iterator[tuple[Row, date]]:
    """No. 11: goals with an evaluation date in W12, as known on it (B1), of adults."""
    shifts = world.plans.system_shifts(last)
    for goal in world.goals.valid():
        name, person = goal["intervention_goal_id"], goal["person_id"]
        on = world.goals.evaluated_on(name, last)
        if on is None or world.goals.start(name) in shifts:  # A8
            continue
        if world.state.is_adult(person, on):
            yield world.goals.known(name, on), on


def evaluated_goals(is_met: Callable[[int, int], bool]) -> Rows:
    """No. 11: consistent and evaluable; `is_met` compares the score with the target."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for goal, on in dated_goals(world, last):
            if world.goals.is_consistent(goal) and world.goals.is_evaluable(goal, on):
                met = is_met(world.goals.score(goal, on), goal["expected_severity_level"])
                yield Counted(goal["person_id"], on, met, own=aim_of(world, goal))

    return rows


def aim_of(world: World, goal: Row) -> dict[str, str]:
    """Måltype and tema, as known on the evaluation date (B1)."""
    return {
        "goal_type": goal_type(goal["change_value_code"]),
        "theme": theme(world.goals.code(goal)),
    }


def inconsistent(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 11: of the goals with an evaluation date, those that do not fit their baseline."""
    for goal, on in dated_goals(world, last):
        is_met = not world.goals.is_consistent(goal)
        yield Counted(goal["person_id"], on, is_met, own=aim_of(world, goal))


def not_evaluable(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 11: of the consistent ones, those not assessed again or with an unknown score."""
    for goal, on in dated_goals(world, last):
        if world.goals.is_consistent(goal):
            is_met = not world.goals.is_evaluable(goal, on)
            yield Counted(goal["person_id"], on, is_met, own=aim_of(world, goal))


def let_go_when_goal_met(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 12, B8."""
    for person in world.persons:
        day = index_day(world, person, last)
        if day and not world.state.is_outside(person, day + days(90)):
            develops = any(
                goal["change_value_code"] == DEVELOP for goal in world.goals.current(person, day)
            )
            own = {"has_development_goal": "ja" if develops else "nej"}
            yield Counted(person, day, has_let_go(world, person, day), own=own)


def index_day(world: World, person: str, last: date) -> date | None:
    """B8: the first day on which all are achieved, the day before not, in POP."""
    if not any(goal["person_id"] == person for goal in world.goals.valid()):
        return None
    window = (last - days(n) for n in range(454, 89, -1))
    found = (
        day
        for day in window
        if all_achieved(world, person, day)
        and not all_achieved(world, person, day - days(1))
        and world.plans.in_population(person, day)
    )
    return next(found, None)


def all_achieved(world: World, person: str, day: date) -> bool:
    """R14 of each current goal, of which there is at least one."""
    goals = world.goals.current(person, day)
    return bool(goals) and all(
        world.goals.is_consistent(goal)
        and world.goals.is_evaluable(goal, day)
        and world.goals.score(goal, day) <= goal["expected_severity_level"]
        for goal in goals
    )


def has_let_go(world: World, person: str, day: date) -> bool:
    """B8: a lower step, both known, or a ydelse whose code is gone."""
    later = day + days(90)
    before, after = world.plans.step(person, day), world.plans.step(person, later)
    is_lower = before is not None and after is not None and after < before
    return is_lower or bool(world.codes(person, day) - world.codes(person, later))


def life_phase_review(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 51."""
    held: dict[str, list[date]] = {}
    for row in completed_gatherings(world):
        held.setdefault(row["person_id"], []).append(row["effective_date"])
    for person in world.persons:
        for age in (30, 60, 75):
            turned = world.state.birthday(person, age)
            if not last - days(548) < turned <= last - days(183):
                continue
            has_left = world.state.exits_between(person, turned, turned + days(183))
            if world.plans.in_population(person, turned) and not has_left:
                met = any(abs(day - turned) <= days(183) for day in held.get(person, []))
                yield Counted(person, turned, met)


INDICATORS = {
    "whole_person_assessment": Indicator(assessments(is_whole)),
    "whole_person_assessment.functions": Indicator(assessments(has_functions)),
    "whole_person_assessment.surroundings": Indicator(assessments(has_surroundings)),
    "whole_person_assessment.themes": Indicator(assessments(has_themes)),
    "goals_well_formed": Indicator(goals_well_formed),
    "development_goal_share": Indicator(goals_of_type(DEVELOP)),
    "development_goal_share.maintain": Indicator(goals_of_type(MAINTAIN)),
    "development_goal_share.limit_loss": Indicator(goals_of_type(LIMIT_LOSS)),
    "goal_achievement_rate": Indicator(evaluated_goals(lambda score, target: score <= target)),
    "goal_achievement_rate.better": Indicator(evaluated_goals(lambda score, aim: score < aim)),
    "goal_achievement_rate.as_expected": Indicator(
        evaluated_goals(lambda score, aim: score == aim)
    ),
    "goal_achievement_rate.worse": Indicator(evaluated_goals(lambda score, aim: score > aim)),
    "goal_achievement_rate.inconsistent": Indicator(inconsistent),
    "goal_achievement_rate.not_evaluable": Indicator(not_evaluable),
    "let_go_when_goal_met": Indicator(let_go_when_goal_met),
    "let_go_when_goal_met.development": Indicator(
        only(let_go_when_goal_met, lambda row: row.own["has_development_goal"] == "ja")
    ),
    "life_phase_review": Indicator(life_phase_review),
}
