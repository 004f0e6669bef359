"""What goes wrong in a case system: registered in error, or under the wrong plan.

All of it is valid in a report. Rates are per citizen-year, set so that about
1 % of follow-ups, interventions, goals and target groups are entered in error
and about 2 % of interventions get another plan (catalogue section 5).
"""

from collections.abc import Callable

from pipelines.example import codes
from pipelines.example.case import Goal, Help, Plan
from pipelines.example.life import Life
from pipelines.example.people import YEAR

ERRORS = 0.055
REPARENTINGS = 0.36  # of citizens with two plans
NOTICED = (4, 40)  # days until an error is marked

Correction = Callable[[int], object]


def plant(life: Life) -> None:
    """Put this citizen's slips into the calendar."""
    for rate, slip in ((ERRORS, register_in_error), (REPARENTINGS, move_to_other_plan)):
        day = life.person.seen_from
        while (day := day + 1 + int(life.rng.expovariate(rate) * YEAR)) <= life.story.until:
            life.at(day, lambda on, slip=slip: slip(life, on))


def register_in_error(life: Life, day: int) -> None:
    """Something is registered that never was; weeks later it is marked entered-in-error."""
    plan = life.main
    if plan is None or plan.end is not None or day < life.story.go_live:
        return
    mistake = life.rng.choices(MISTAKES, (33, 30, 27, 16))[0]
    life.at(day + life.rng.randint(*NOTICED), mistake(life, plan, day))


def _follow_up(life: Life, plan: Plan, day: int) -> Correction:
    case = life.case
    id = case.write_follow_up([plan], codes.CONTINUE, day)
    return lambda on: case.write_follow_up(
        [plan], codes.CONTINUE, day, id=id, status="entered-in-error", written=on
    )


def _help(life: Life, plan: Plan, day: int) -> Correction:
    case = life.case
    help = Help(case.new_id(), life.rng.choice(codes.HOME_SUPPORT), day, day)
    case.write_help(help, [plan.id], day)

    def correct(on: int) -> None:
        help.status = "entered-in-error"
        case.write_help(help, [plan.id], on)

    return correct


def _goal(life: Life, plan: Plan, day: int) -> Correction:
    case = life.case
    theme = life.rng.choice([theme for theme in case.themes if theme.group == "AD"])
    goal = Goal(case.new_id(), theme, (), codes.MAINTAIN, theme.level)
    case.write_goal(goal, day)

    def correct(on: int) -> None:
        goal.status = "entered-in-error"
        case.write_goal(goal, on)

    return correct


def _target_group(life: Life, plan: Plan, day: int) -> Correction:
    case, id = life.case, life.case.new_id()
    code = life.rng.choice(codes.TARGET_GROUPS["Socialt problem"])
    case.write_target_group(id, code, day, day)
    return lambda on: case.write_target_group(id, code, day, on, is_error=True)


MISTAKES = (_follow_up, _help, _goal, _target_group)


def move_to_other_plan(life: Life, day: int) -> None:
    """An intervention was registered under the wrong one of two plans: it gets the other."""
    main = life.main
    others = [plan for plan in life.case.plans if plan is not main and plan.end is None]
    if main is None or main.end is not None or not others:
        return
    movable = [help for help in main.helps if help.end is None and help.code in codes.HOME_SUPPORT]
    if len(movable) > 1:
        main.helps.remove(movable[-1])
        others[0].helps.append(movable[-1])
        life.case.write_help(movable[-1], [others[0].id], day)
