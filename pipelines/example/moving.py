"""How citizens move between the steps of the ladder: yearly rates."""

from pipelines.example.case import Case

# From step -> to step (0: help is no longer needed), moves a citizen-year.
RATES: dict[int, dict[int, float]] = {
    1: {0: 0.30, 2: 0.15},
    2: {0: 0.26, 5: 0.20, 1: 0.04},
    4: {0: 0.035, 5: 0.08, 7: 0.01},
    5: {0: 0.068, 3: 0.020, 2: 0.018, 4: 0.010, 6: 0.032, 7: 0.019},
    6: {0: 0.04, 5: 0.20, 7: 0.08, 8: 0.03},
    7: {0: 0.005, 5: 0.025, 8: 0.018},
    8: {0: 0.006, 7: 0.03, 9: 0.002},
    9: {8: 0.10},
}
AFTER_TIME_LIMITED = {0: 0.58, 2: 0.10, 5: 0.32}
MOVES_AWAY = 0.031
DEATHS = ((50, 0.006), (65, 0.025), (75, 0.065), (200, 0.16))  # a year, below the age
HOMEWARD = {(6, 5): 1.4, (7, 5): 1.8, (8, 7): 1.4, (5, 6): 0.75, (5, 7): 0.7, (6, 7): 0.8}
TEMPORARY_HOME_BY_AGE = ((30, 2.1), (40, 0.8), (200, 0.2))  # § 107 is mostly for the young
PATIENCE = 180  # days before a citizen's rates are looked up again
TIME_LIMITED, LONGER = (120, 183), (190, 330)
YEAR = 365.25

Target = int | str | None


def next_move(case: Case, step: int, day: int) -> tuple[int, Target]:
    """Days until the next move, and where to; None means nothing within the patience."""
    if step == 3:
        return _after_time_limited(case)
    rates = _rates(case, step, day)
    days = int(case.rng.expovariate(sum(rates.values())) * YEAR)
    if days > PATIENCE:
        return PATIENCE, None
    return max(days, 5), case.rng.choices(tuple(rates), tuple(rates.values()))[0]


def _after_time_limited(case: Case) -> tuple[int, Target]:
    low, high = LONGER if case.chance(0.05) else TIME_LIMITED
    targets = tuple(AFTER_TIME_LIMITED), tuple(AFTER_TIME_LIMITED.values())
    return case.rng.randint(low, high) - 46, case.rng.choices(*targets)[0]


def _rates(case: Case, step: int, day: int) -> dict[int | str, float]:
    is_homeward = case.story.is_own_home_policy(day)
    rates: dict[int | str, float] = {
        target: rate * (HOMEWARD.get((step, target), 1) if is_homeward else 1)
        for target, rate in RATES[step].items()
    }
    age = case.person.age(day)
    if step == 5:
        rates[6] *= next(factor for below, factor in TEMPORARY_HOME_BY_AGE if age < below)
    deaths = next(rate for below, rate in DEATHS if age < below)
    return rates | {"dead": deaths, "moved": MOVES_AWAY}
