"""The story and the figures of the example municipality at its full size, read from its files."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from pipelines.contracts.delivery_reports import PROFILES
from pipelines.example import codes
from pipelines.example.story import Story
from pipelines.privacy import parse_cpr
from tests.unit import example_reports
from tests.unit.example_reports import code, level, target

UNTIL = date(2026, 10, 31)
FIRST = date(2021, 11, 30)
STORY = Story.of(UNTIL, 5)
HOUSING = 7


# Catalogue section 5: step -> share of the stock, in per cent.
STOCK = {1: 1.5, 2: 6, 3: 5, 4: 9, 5: 46, 6: 9, 7: 16.5, 8: 6.5, 9: 0.5}


def own_home_share(steps):
    return sum(step <= 5 for step in steps.values()) / len(steps)


def test_the_stock_is_about_1300(seen):
    for day in (FIRST, date(2023, 6, 30), date(2025, 1, 31), UNTIL):
        assert 1200 <= len(seen.steps(day)) <= 1430


def test_the_first_stock_stands_on_the_steps_as_published_figures_suggest(seen):
    steps = seen.steps(FIRST)
    shares = {step: 100 * count / len(steps) for step, count in Counter(steps.values()).items()}
    for step, expected in STOCK.items():
        assert shares[step] == pytest.approx(expected, abs=2.5), f"step {step}"


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025, 2026])
def test_a_year_moves_as_many_as_published_figures_suggest(seen, year):
    """Up 4-10 %; down 8-20 %, since deaths and moving away look like help that ended."""
    before, now = seen.steps(date(year - 1, 10, 31)), seen.steps(date(year, 10, 31))
    up = sum(now.get(person, 0) > step for person, step in before.items()) / len(before)
    down = sum(now.get(person, 0) < step for person, step in before.items()) / len(before)
    assert 0.04 <= up <= 0.10
    assert 0.08 <= down <= 0.20


def test_plans_and_services_per_citizen(seen):
    day = UNTIL.isoformat()
    citizens = len(seen.steps(UNTIL))
    running = {
        id: [help for help in seen.helps[id] if example_reports.runs(help, day)]
        for id, plan in seen.plans.items()
        if example_reports.runs(plan, day)
    }
    assert 1.2 <= sum(bool(helps) for helps in running.values()) / citizens <= 1.4
    assert 2.0 <= sum(map(len, running.values())) / citizens <= 3.0


def test_ages_are_as_published_figures_suggest(seen):
    """§ 107 is mostly for the young; half with § 85 at home are 18-40; nobody is a child."""
    ages = defaultdict(list)
    for number, step in seen.steps(UNTIL).items():
        ages[step].append((UNTIL - parse_cpr(number).birth_date).days / 365.25)
    assert share(age < 30 for age in ages[6]) > 0.45
    assert 0.4 <= share(age < 40 for age in ages[5]) <= 0.6
    assert min(map(min, ages.values())) >= 18


def test_more_live_at_home_since_the_policy(seen):
    before = own_home_share(seen.steps(FIRST))
    assert abs(own_home_share(seen.steps(date(2022, 12, 31))) - before) < 0.03
    assert own_home_share(seen.steps(UNTIL)) - before > 0.04


def test_more_join_a_group_since_the_offer_opened(seen):
    def share(day):
        at_home = {person for person, step in seen.steps(day).items() if step <= 5}
        return len(at_home & seen.people_with(codes.GROUP, day)) / len(at_home)

    assert share(UNTIL) - share(date(2023, 8, 31)) > 0.04


def test_follow_ups_are_late_in_one_year_and_only_then(seen):
    late = seen.late_follow_ups()
    assert late[2024] > 0.22
    assert all(late[year] < 0.15 for year in (2022, 2023, 2025, 2026))


def test_more_goals_are_reached_in_housing_since_the_practice(seen):
    turn = date(2025, 2, 1)
    housed = set.union(
        *({p for p, s in seen.steps(date(y, 12, 31)).items() if s == HOUSING} for y in (2023, 2024))
    )
    verdicts = defaultdict(list)
    for day, person, is_reached in seen.reached:
        if person in housed and day > date(2023, 1, 1):
            verdicts[day >= turn].append(is_reached)
    before, after = (sum(verdicts[key]) / len(verdicts[key]) for key in (False, True))
    assert after - before > 0.10


def test_the_system_shift_looks_like_one(seen):
    shift = date.fromordinal(STORY.system_shift)
    starts = [date.fromisoformat(plan["period"]["start"]) for plan in seen.plans.values()]
    near = [day for day in starts if abs(day - shift) < timedelta(days=365)]
    assert len(near) >= 100
    assert near.count(shift) / len(near) > 0.2
    day_before, day_itself = seen.steps(shift - timedelta(days=1)), seen.steps(shift)
    same = sum(day_itself.get(person) == step for person, step in day_before.items())
    assert same / len(day_before) > 0.99


def share(values):
    values = list(values)
    return sum(values) / len(values)


def test_some_scores_are_not_assessed(seen):
    scored = [c for c in seen.newest("condition").values() if "severity" in c]
    needs = seen.newest("careEvaluation").values()
    assert 0.05 <= share(level(condition) is None for condition in scored) <= 0.10
    assert (
        0.05
        <= share(code(need["valueCodeableConcept"]) == codes.NEED_NOT_ASSESSED for need in needs)
        <= 0.10
    )


def test_some_plans_have_no_tilbud(seen):
    assert 0.06 <= share("careTeam" not in plan for plan in seen.plans.values()) <= 0.10


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("followUp", "status"),
        ("intervention", "status"),
        ("interventionGoal", "lifecycleStatus"),
        ("targetGroup", "verificationStatus"),
    ],
)
def test_about_one_in_a_hundred_is_entered_in_error(seen, name, element):
    marked = ["entered-in-error" in str(one.get(element)) for one in seen.newest(name).values()]
    assert 0.005 <= share(marked) <= 0.02


def test_some_interventions_get_another_plan(seen):
    moved = [
        len({target(one["basedOn"][0]) for one in versions}) > 1
        for versions in seen.all_versions("intervention").values()
    ]
    assert 0.01 <= share(moved) <= 0.03


def test_some_ended_plans_are_never_closed(seen):
    ended = [
        plan
        for id, plan in seen.plans.items()
        if seen.helps[id] and all("end" in help["period"] for help in seen.helps[id])
    ]
    assert 0.06 <= share("end" not in plan["period"] for plan in ended) <= 0.16


def test_some_plans_become_orders_later_or_never(seen):
    intents = [[one["intent"] for one in found] for found in seen.all_versions("carePlan").values()]
    assert share(each[0] == "plan" and each[-1] == "order" for each in intents) > 0.04
    assert share(each[-1] == "plan" for each in intents) > 0.01


def test_104_dates_are_partial(seen):
    elements = {
        "targetGroup": "recordedDate",
        "condition": "recordedDate",
        "intervention": "created",
    }
    partial = [
        id
        for name, element in elements.items()
        for id, resource in seen.newest(name).items()
        if len(resource[element]) == len("2021-05")
    ]
    assert len(partial) == 104


def test_some_codes_have_two_conditions_of_one_citizen(seen):
    ids = Counter(
        (seen.cpr["condition", id], code(condition["code"]))
        for id, condition in seen.newest("condition").items()
    )
    assert sum(count > 1 for count in ids.values()) > 50


def test_some_target_groups_have_the_code_of_a_condition(seen):
    groups = seen.newest("targetGroup").values()
    assert 0.003 <= share(code(group["code"]) in codes.FF_THEMES for group in groups) <= 0.02


def test_a_few_citizens_are_reported_by_two_municipalities(seen):
    assert 3 <= sum(len(places) == 2 for places in seen.organizations.values()) <= 20


def test_every_profile_is_there(seen):
    assert seen.versions.keys() == {table.profile.rpartition("ffb-")[2] for table in PROFILES}


def test_follow_ups_may_concern_two_plans(seen):
    assert any(len(one["focus"]) > 1 for one in seen.newest("followUp").values())
