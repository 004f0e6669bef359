"""The members of breakdowns, named as the settled readings name them."""

from datetime import date

from tests.second_opinion.model import Counted, World
from tests.second_opinion.names import NOT_STATED

AGE_GROUPS = ((30, "18-29"), (60, "30-59"), (75, "60-74"), (999, "75+"))  # A4


def member(world: World, row: Counted, by: str) -> str:
    """A3: by the attributes of the row's own day; a row nobody stands behind is not stated."""
    if by in row.own:
        return row.own[by] or NOT_STATED
    if world.state.person(row.person_id) is None:
        return NOT_STATED
    if by == "age_group":
        return age_group(world, row.person_id, row.day)
    if by == "sex":
        return world.state.person(row.person_id).get("sex") or NOT_STATED
    if by == "primary_target_group":
        read_on = row.bridged[1] if row.bridged else row.day
        return world.plans.primary_target_group(row.person_id, read_on)
    if by == "step":
        step = row.bridged[0] if row.bridged else world.plans.step(row.person_id, row.day)
        return "akut/udredning" if step is None else str(step)
    raise KeyError(f"No rows are broken down by {by}.")


def age_group(world: World, person_id: str, day: date) -> str:
    age = world.state.age(person_id, day)
    return next(name for below, name in AGE_GROUPS if age < below)
