"""The example's supplementary tables T01 to T23, about the same lives as its delivery reports."""

from pathlib import Path

from pipelines.example.diary import Citizen
from pipelines.example.story import Story
from pipelines.example.tables import (
    cases,
    citizens,
    contacts,
    digital,
    meetings,
    money,
    network,
    offers,
    quirks,
    society,
    staff,
    surveys,
    transitions,
)
from pipelines.example.tables.sheet import Sheet
from pipelines.example.tables.world import World


def write_tables(
    folder: Path, story: Story, seed: int, size: int, lives: list[Citizen]
) -> list[Path]:
    """Write every table of the example into the folder; returns the files by name."""
    world = World(story, seed, size, tuple(sorted(lives, key=lambda one: one.number)))
    tables = {sheet.code: sheet for sheet in sheets(world)}
    quirks.plant(world, tables)
    tables["T09x"].rows.append(quirks.bad_round())
    return sorted(sheet.write(folder) for sheet in tables.values())


def sheets(world: World) -> list[Sheet]:
    """Every table, before anything odd is put into it."""
    others = citizens.outsiders(world)
    status = citizens.sheet(world, others)
    payers = citizens.payers(world, status)
    applied = cases.applications(world, others, staff.case_workers(world))
    return [
        status,
        cases.case_sheet(applied, world.story.until),
        money.price_sheet(world, payers),
        money.budget_sheet(world, payers),
        staff.employment_sheet(world),
        staff.absence_sheet(world),
        staff.course_sheet(world),
        staff.profile_sheet(),
        *surveys.survey_sheets(world),
        network.network_sheet(world),
        meetings.meeting_sheet(world),
        meetings.perspective_sheet(world),
        contacts.contact_sheet(world),
        digital.loan_sheet(world),
        digital.trial_sheet(world),
        digital.channel_sheet(world),
        cases.complaint_sheet(world, applied),
        offers.register_sheet(world),
        offers.placement_sheet(world),
        *society.society_sheets(world),
        transitions.transition_sheet(world, others),
        digital.standard_sheet(world),
    ]
