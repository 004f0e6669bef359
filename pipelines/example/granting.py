"""Granting and ending help: plans, their tilbud and their interventions."""

from collections.abc import Iterable

from pipelines.example import codes
from pipelines.example.case import Case, Encounter, Help, Plan, copy_of

PERFORMERS = {
    1: (codes.MOBILE, codes.DAY_CENTRE),
    2: (codes.MOBILE, codes.DAY_CENTRE),
    3: (codes.MOBILE,),
    4: (codes.DAY_CENTRE, codes.DAY_CENTRE, codes.SHELTERED_WORK),
    5: (codes.MOBILE,),
    6: (codes.TEMPORARY_HOME,),
    7: (codes.SUPPORTED_HOUSING,),
    8: (codes.LONG_TERM_HOME,),
    9: (codes.SECURE_HOME,),
}
# Without its tilbud a plan keeps its step only where the interventions tell it.
NEEDS_PERFORMER = (7, 9)
NO_PERFORMER = 0.09
NEVER_CLOSED = 0.12
FIRST_AS_PLAN = 0.15  # registered with intent plan, and as order some weeks later
STAYS_PLAN = 0.03  # never becomes an order, though its interventions are
GROUP_BESIDE, GROUP_BESIDE_OPEN = 0.07, 0.20
TIME_LIMITED_BESIDE = 0.10
EXTRA_PLAN = {4: 0.0, 5: 0.2, 6: 0.35, 7: 0.5, 8: 0.5, 9: 0.2}
LONGEST_TIME_LIMITED = 183


def open_plan(case: Case, day: int, start: int, step: int, encounter: Encounter) -> Plan:
    """Grant a main plan that puts the citizen on the step."""
    return _grant(case, day, start, step, encounter, _services(case, start, step))


def open_day_offer(case: Case, day: int, start: int, encounter: Encounter) -> Plan:
    """Grant a plan for a day offer beside the main plan."""
    services = case.rng.sample(codes.DAY_ACTIVITIES, case.rng.choice((1, 1, 2)))
    return _grant(case, day, start, 4, encounter, services)


def _grant(
    case: Case, day: int, start: int, step: int, encounter: Encounter, services: Iterable[str]
) -> Plan:
    plan = Plan(
        case.new_id(),
        step,
        start,
        case.evaluation,
        encounter,
        _performers(case, step, day),
        intent=_first_intent(case),
        is_ever_closed=not case.chance(NEVER_CLOSED),
    )
    plan.helps = [Help(case.new_id(), code, max(start, day - 30), start) for code in services]
    case.begin(plan)
    case.write_plan(plan, day)
    for help in plan.helps:
        _set_planned_end(case, help, plan)
        case.write_help(help, [plan.id], day)
    return plan


def _first_intent(case: Case) -> str:
    return "plan" if case.chance(FIRST_AS_PLAN + STAYS_PLAN) else "order"


def _performers(case: Case, step: int, day: int) -> tuple[str, ...]:
    if step not in NEEDS_PERFORMER and case.chance(NO_PERFORMER):
        return ()
    return (case.write_performer(case.rng.choice(PERFORMERS[step]), day),)


def _set_planned_end(case: Case, help: Help, plan: Plan) -> None:
    """Time-limited help beside other help has its end from the start."""
    if help.code == codes.TIME_LIMITED and plan.step != 3:
        help.end = help.start + case.rng.randint(90, LONGEST_TIME_LIMITED)


def _services(case: Case, day: int, step: int) -> list[str]:
    rng = case.rng
    if step == 1:
        return [rng.choice((codes.VOLUNTEER_GROUP, codes.VOLUNTEER_INDIVIDUAL))]
    if step == 2:
        return [codes.GROUP]
    if step == 3:
        return [codes.TIME_LIMITED]
    if step == 4:
        return rng.sample(codes.DAY_ACTIVITIES, rng.choice((1, 2)))
    return [*_stay(rng.random(), step), *_support(case, step), *_beside(case, day, step)]


def _support(case: Case, step: int) -> list[str]:
    count = case.rng.choice((1, 2, 2, 3) if step == 5 else (1, 1, 2))
    return case.rng.sample(codes.HOME_SUPPORT, count)


def _stay(draw: float, step: int) -> list[str]:
    if step == 6:
        return [codes.TEMPORARY_STAY]
    return [codes.LONG_STAY] if step == 8 or (step > 6 and draw < 0.5) else []


def _beside(case: Case, day: int, step: int) -> list[str]:
    """Group or time-limited help beside support at home."""
    if step != 5:
        return []
    share = GROUP_BESIDE_OPEN if case.story.is_group_offer_open(day) else GROUP_BESIDE
    group = [codes.GROUP] if case.chance(share) else []
    return group + ([codes.TIME_LIMITED] if case.chance(TIME_LIMITED_BESIDE) else [])


def add_help(case: Case, plan: Plan, code: str, day: int) -> Help:
    """One more intervention under a running plan."""
    help = Help(case.new_id(), code, day, day)
    _set_planned_end(case, help, plan)
    plan.helps.append(help)
    case.write_help(help, [plan.id], day)
    return help


def set_end(case: Case, plan: Plan, end: int, day: int) -> None:
    """Write when the plan and its interventions end, before or on the day."""
    for help in plan.helps:
        if help.end is None or help.end > end:
            help.end = max(end, help.start)
            help.status = "completed" if end <= day and case.chance(0.7) else "active"
            case.write_help(help, [plan.id], day)
    if plan.is_ever_closed:
        plan.end = max(end, plan.start)
        plan.status = "completed" if end <= day else "active"
        case.write_plan(plan, day)


def close(case: Case, plan: Plan, day: int) -> None:
    """The plan's last day has come: write it, or only the status where the end was known."""
    if plan.end is None or plan.end > day:
        set_end(case, plan, day, day)
    elif plan.status != "completed" and case.chance(0.7):
        plan.status = "completed"
        case.write_plan(plan, day)
    case.plans.remove(plan)


def end_help(case: Case, plan: Plan, help: Help, day: int) -> None:
    """End one intervention under a plan that goes on."""
    help.end, help.status = day, "completed"
    case.write_help(help, [plan.id], day)


def register_again(case: Case, plan: Plan, day: int) -> Plan:
    """The system shift: the same help under new ids that start on the day of the shift."""
    running = [help for help in plan.helps if help.end is None or help.end > day]
    again = Plan(case.new_id(), plan.step, day, plan.evaluation, plan.encounter, plan.performers)
    again.helps = [copy_of(help, case.new_id(), day) for help in running]
    close(case, plan, day)
    case.begin(again)
    case.write_plan(again, day)
    for help in again.helps:
        case.write_help(help, [again.id], day)
    return again
