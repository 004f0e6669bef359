"""Assessments (VUM), scores, needs and goals."""

from pipelines.example import codes
from pipelines.example.case import Case, Goal, Theme
from pipelines.example.story import day_text as text

NOT_ASSESSED_FIRST, NOT_ASSESSED_LATER, ASSESSED_AFTER_ALL = 0.085, 0.02, 0.2
NEED_NOT_ASSESSED = 0.06
NEED_ON_STEP = {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 3, 8: 3, 9: 4}
BETTER_ALONE, WORSE_ALONE = 0.09, 0.08
NEW_ID_FOR_A_CODE = 0.04
CONDITION_AS_TARGET_GROUP = 0.01

DEVELOPING = ((30, 0.64), (60, 0.5), (75, 0.34), (200, 0.2))  # share of Udvikle below the age
MAINTAINING = 0.7  # of the goals that do not develop
INCONSISTENT, WITHOUT_TARGET = 0.04, 0.02
REACHED = {codes.DEVELOP: 0.56, codes.MAINTAIN: 0.78, codes.LIMIT_LOSS: 0.82}
REACHED_IN_HOUSING = {codes.DEVELOP: 0.40, codes.MAINTAIN: 0.66, codes.LIMIT_LOSS: 0.70}
REACHED_WITH_PRACTICE = {codes.DEVELOP: 0.72, codes.MAINTAIN: 0.88, codes.LIMIT_LOSS: 0.9}


def first_assessment(case: Case, day: int, recorded: int, step: int) -> None:
    """Themes, need, target groups and the assessment that found them."""
    case.themes = _draw_themes(case, recorded)
    for theme in case.themes:
        case.write_theme(theme, day)
    _evaluate_need(case, day, step)
    categories = [case.person.category] + [_other_category(case) for _ in range(_others(case))]
    case.target_groups = [_target_group(case, day, recorded, each) for each in categories]
    is_whole = case.chance(0.85)
    found = case.themes if is_whole else [theme for theme in case.themes if theme.group != "O"]
    case.write_gathering(found, _effective(case, day), "completed", day)
    case.assessed = day


def _draw_themes(case: Case, recorded: int) -> list[Theme]:
    rng = case.rng
    daily = rng.sample(codes.AD_THEMES, rng.randint(5, 6))
    if codes.COMMUNITY_PARTICIPATION not in daily and case.chance(0.45):
        daily.append(codes.COMMUNITY_PARTICIPATION)
    base = rng.choice((1, 2, 2, 3))
    themes = [_theme(case, code, "AD", recorded, _first_level(case, base)) for code in daily]
    themes += [
        _theme(case, code, "FF", recorded)
        for code in rng.sample(codes.FF_THEMES, rng.randint(3, 6))
    ]
    return themes + [
        _theme(case, code, "O", recorded) for code in rng.sample(codes.O_THEMES, rng.randint(1, 2))
    ]


def _theme(case: Case, code: str, group: str, recorded: int, level: int | None = None) -> Theme:
    return Theme(case.new_id(), code, group, level, recorded)


def _first_level(case: Case, base: int) -> int | None:
    if case.chance(NOT_ASSESSED_FIRST):
        return None
    return min(4, max(0, base + case.rng.choice((-1, 0, 0, 1))))


def _others(case: Case) -> int:
    """How many target groups besides the primary one."""
    return case.rng.choice((0, 0, 0, 1, 1, 2))


def _target_group(case: Case, day: int, recorded: int, category: str) -> str:
    pool = codes.TARGET_GROUPS[category]
    code = case.rng.choice(codes.FF_THEMES if case.chance(CONDITION_AS_TARGET_GROUP) else pool)
    id = case.new_id()
    case.write_target_group(id, code, recorded, day)
    return id


def _other_category(case: Case) -> str:
    return case.rng.choice(tuple(codes.TARGET_GROUPS))


def _evaluate_need(case: Case, day: int, step: int) -> None:
    level = min(4, max(0, NEED_ON_STEP[step] + case.rng.choice((-1, 0, 0, 0, 1))))
    case.write_evaluation(None if case.chance(NEED_NOT_ASSESSED) else level, day)


def _effective(case: Case, day: int) -> str:
    """The time of the assessment in UTC; now and then late in the evening, Danish time."""
    return f"{text(day)}T{case.rng.randint(7, 14):02d}:{case.rng.randrange(60):02d}:00Z"


def reassess(case: Case, day: int, step: int) -> list[Goal]:
    """A new assessment: new scores, a new need. Returns the goals that are reached now."""
    daily = [theme for theme in case.themes if theme.group == "AD"]
    for theme in daily:
        _rescore(case, theme, day, step)
    if case.chance(NEW_ID_FOR_A_CODE):
        _register_theme_again(case, case.rng.choice(daily), day)
    _evaluate_need(case, day, step)
    case.write_gathering(_found_again(case), _effective(case, day), "completed", day)
    case.assessed = day
    return [goal for goal in case.goals if is_reached(goal)]


def _found_again(case: Case) -> list[Theme]:
    """The daily life themes, one of functions, and mostly one of surroundings."""
    kept = {"AD": 7, "FF": 1, "O": 1 if case.chance(0.72) else 0}
    return [
        theme
        for group, most in kept.items()
        for theme in [each for each in case.themes if each.group == group][:most]
    ]


def _register_theme_again(case: Case, theme: Theme, day: int) -> None:
    """The assessment brings a new id for a code the citizen already has."""
    theme.id, theme.recorded, theme.asserted = case.new_id(), day, None
    case.write_theme(theme, day)


def is_reached(goal: Goal) -> bool:
    """Whether the theme is scored and no worse than the goal asks."""
    level = goal.theme.level
    return level is not None and goal.target is not None and level <= goal.target


def _rescore(case: Case, theme: Theme, day: int, step: int) -> None:
    level = _new_level(case, theme, day, step)
    if level != theme.level:
        theme.level, theme.asserted = level, day
        case.write_theme(theme, day)


def _new_level(case: Case, theme: Theme, day: int, step: int) -> int | None:
    if theme.level is None:
        return case.rng.randint(1, 3) if case.chance(ASSESSED_AFTER_ALL) else None
    if case.chance(NOT_ASSESSED_LATER):
        return None
    goal = next((goal for goal in case.goals if goal.theme is theme), None)
    change = _alone(case) if goal is None else _towards(case, goal, theme.level, day, step)
    return min(4, max(0, theme.level + change))


def _alone(case: Case) -> int:
    draw = case.rng.random()
    return -1 if draw < BETTER_ALONE else int(draw > 1 - WORSE_ALONE)


def _towards(case: Case, goal: Goal, level: int, day: int, step: int) -> int:
    """How the level moves when a goal works on it."""
    if goal.target is None:
        return 0
    if case.chance(_chance_to_reach(case, goal, day, step)):
        return min(goal.target - level, 0) - int(case.chance(0.08))
    is_standing_still = goal.kind == codes.DEVELOP and case.chance(0.75)
    return 0 if is_standing_still else max(1, goal.target + 1 - level)


def _chance_to_reach(case: Case, goal: Goal, day: int, step: int) -> float:
    if step != 7:
        return REACHED[goal.kind]
    is_practice = case.story.is_goal_practice(day)
    return (REACHED_WITH_PRACTICE if is_practice else REACHED_IN_HOUSING)[goal.kind]


def set_goal(case: Case, day: int, theme: Theme | None = None) -> Goal | None:
    """A new goal on a scored theme of daily life that has none yet; None where there is none."""
    free = theme or _free_theme(case)
    if free is None or free.level is None:
        return None
    case.goals = [goal for goal in case.goals if goal.theme is not free]
    kind = _kind(case, free.level, day)
    also = [other for other in case.themes if other.group == "AD" and other is not free]
    secondary = tuple(case.rng.sample(also, case.rng.choice((0, 0, 1))))
    goal = Goal(case.new_id(), free, secondary, kind, _target(case, kind, free.level))
    case.goals.append(goal)
    case.diary.goals.append((day, goal.id))
    case.write_goal(goal, day)
    return goal


def _free_theme(case: Case) -> Theme | None:
    taken = {goal.theme.code for goal in case.goals}
    free = [
        t for t in case.themes if t.group == "AD" and t.level is not None and t.code not in taken
    ]
    return case.rng.choice(free) if free else None


def _kind(case: Case, level: int, day: int) -> str:
    age = case.person.age(day)
    developing = next(share for below, share in DEVELOPING if age < below)
    if level >= 1 and case.chance(developing):
        return codes.DEVELOP
    return codes.MAINTAIN if case.chance(MAINTAINING) else codes.LIMIT_LOSS


def _target(case: Case, kind: str, level: int) -> int | None:
    if case.chance(WITHOUT_TARGET):
        return None
    aim = {codes.DEVELOP: level - 1, codes.MAINTAIN: level, codes.LIMIT_LOSS: level}[kind]
    if case.chance(INCONSISTENT):
        aim += 1 if kind == codes.DEVELOP else -1
    elif kind == codes.LIMIT_LOSS and case.chance(0.4):
        aim += 1
    return min(4, max(0, aim))


def end_goal(case: Case, goal: Goal, status: str, day: int) -> None:
    """Close a goal; where it was already replaced nothing happens."""
    if goal in case.goals:
        case.goals.remove(goal)
        goal.status = status
        case.write_goal(goal, day)
