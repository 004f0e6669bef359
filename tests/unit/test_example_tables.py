"""The supplementary tables of the example: one citizen, one price, one placement in all of them."""

import itertools
import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from hashlib import sha256

import pytest

from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.example.resources import FFB
from pipelines.invented import listed, may_be_somebodys, objection
from tests.unit import example_tables
from tests.unit.example_reports import lines, target, ydelse
from tests.unit.example_tables import day, holds, share

UNTIL = date(2026, 10, 31)
CODES = [one.code for one in SUPPLEMENTS]
OURS = "5e0c0de5-0000-4e1c-8a5e-e1d5e1e5e001"
FLAWED = 80  # rows of one table that may be wrong on purpose
DEAD = ("Død", "Afgået ved døden")


# What the files are


@pytest.mark.parametrize("export", SUPPLEMENTS, ids=CODES)
def test_there_is_one_file_an_export_with_the_headers_of_its_contract(tables, export):
    headers = list(tables[export.code][0])
    assert set(headers) == {field.header for field in export.fields} | set(export.not_stored)
    assert tables[export.code]


def test_the_files_are_written_as_a_municipality_writes_them(tables):
    """UTF-8 with a mark, one in Windows-1252, two workbooks; semicolons and Windows line ends."""
    kinds = Counter()
    for export in CODES:
        content = tables.file(export).read_bytes()
        if content.startswith(b"PK"):
            kinds["xlsx"] += 1
            continue
        is_utf_8 = content.startswith(b"\xef\xbb\xbf")
        kinds["utf-8" if is_utf_8 else "cp1252"] += 1
        first = content.split(b"\r\n")[0]
        assert first.count(b";") == len(tables[export][0]) - 1
    assert kinds == {"utf-8": 24, "cp1252": 1, "xlsx": 2}


def test_the_old_system_writes_danish_letters_its_own_way(tables):
    assert "Mønsterhavn".encode("cp1252") in tables.file("T20a").read_bytes()
    assert any(";" in row["Forening"] for row in tables["T20a"]), "a semicolon within quotes"


def test_a_workbook_keeps_dates_as_dates(tables):
    assert all(day(row["StartDato"]) for row in tables["T15"])
    assert all(row["Titel"] for row in tables["T22"])


def test_every_table_passes_for_invented(municipality, tables):
    known = listed((municipality / "EKSEMPELDATA.json").read_text("utf-8"))
    for export in CODES:
        file = tables.file(export)
        cells = [cell for row in tables[export] for cell in row.values()]
        text = "\n".join(cells) if file.suffix == ".xlsx" else example_tables.text(file)
        assert objection(sha256(file.read_bytes()).hexdigest(), [text], known) is None


def test_the_delivery_reports_hold_no_number_of_somebody(municipality):
    assert not any(may_be_somebodys(line.decode()) for line in lines(municipality))


def test_the_mark_lists_the_tables_alone(municipality, tables):
    mark = json.loads((municipality / "EKSEMPELDATA.json").read_text("utf-8"))
    assert set(mark["tables"]) == {tables.file(export).name for export in CODES}


# One citizen


@pytest.mark.parametrize(
    "export", [one.code for one in SUPPLEMENTS if any(f.header == "CPR" for f in one.fields)]
)
def test_every_citizen_of_a_table_has_a_status(tables, export):
    known = {row["CPR"] for row in tables["T01"]}
    strangers = [row for row in tables[export] if row["CPR"].replace("-", "") not in known]
    assert len(strangers) <= FLAWED


def test_everybody_in_the_delivery_reports_has_a_status(tables, seen):
    assert set(seen.organizations) <= {row["CPR"] for row in tables["T01"]}


def of_ours(seen, profile):
    """The newest versions of a profile, of citizens that only we report."""
    ours = {cpr for cpr, places in seen.organizations.items() if places == {OURS}}
    return {id: one for id, one in seen.newest(profile).items() if seen.cpr[profile, id] in ours}


def test_no_help_runs_after_a_death_or_a_move(tables, seen):
    """Exits are the days on which the lives of the delivery reports end."""
    after = [
        id
        for id, help in of_ours(seen, "intervention").items()
        if help["status"] != "entered-in-error"
        for left in [tables.left.get(seen.cpr["intervention", id])]
        if left and help["period"].get("end", "9999") > left.isoformat()
    ]
    assert len(after) <= 0.01 * len(seen.newest("intervention"))


def test_exits_are_told_for_the_dead_and_for_those_who_moved(tables):
    statuses = Counter(row["Status"] for row in tables["T01"])
    assert sum(statuses[each] for each in DEAD) > 100
    assert len(tables.left) > 300
    placed_outside = [
        row
        for row in tables["T01"]
        if row["Status"] == "Fraflyttet" and row["Handlekommune"] == "990"
    ]
    assert len(placed_outside) > 20, "moved out, and still ours (A2)"
    assert any(row["Status"] == "Fraflyttet" and not row["Handlekommune"] for row in tables["T01"])
    assert any(row["Betalingskommune"] not in ("990", "") for row in tables["T01"])


def case_number(plan):
    [number] = [
        inner["valueIdentifier"]["value"]
        for one in plan["extension"]
        if one["url"] == FFB + "municipalityCaseNumber"
        for inner in one["extension"]
    ]
    return number


def test_every_case_of_the_delivery_reports_is_an_application(tables, seen):
    reported = {case_number(plan) for plan in of_ours(seen, "carePlan").values()}
    applied = {row["Sagsnummer"] for row in tables["T02"]}
    assert reported <= applied
    assert {row["Sagsnummer"] for row in tables["T03"]} <= applied


# One price


def test_a_grant_is_an_intervention_of_its_plan(tables, seen):
    """Plan, ydelse, first and last day are those of the delivery reports."""
    told = Counter()
    for help in of_ours(seen, "intervention").values():
        end = help["period"].get("end")
        last = date.fromisoformat(end) - timedelta(days=1) if end else None
        start = date.fromisoformat(help["period"]["start"])
        told[target(help["basedOn"][0]), ydelse(help)[1], start, last] += 1
    grants = {
        row["BevillingsID"]: (
            row["CarePlanID"],
            row["YdelseKode"],
            day(row["Startdato"]),
            day(row["Slutdato"]),
        )
        for row in tables["T03"]
    }
    assert share(grant in told for grant in grants.values()) > 0.97


def test_price_periods_follow_each_other(tables):
    """V06: only the planted ones overlap."""
    periods = defaultdict(list)
    for row in tables["T03"]:
        periods[row["BevillingsID"]].append((day(row["PrisFra"]), day(row["PrisTil"])))
    overlapping = [
        grant
        for grant, found in periods.items()
        for (_, end), (start, _) in itertools.pairwise(found)
        if end is None or end >= start
    ]
    assert 2 <= len(overlapping) <= FLAWED


def test_the_price_model_changes_on_one_day(tables):
    """Basic price and package from 1 January 2025, for homes and day offers alone."""
    turn = date(2025, 1, 1)
    split = [row for row in tables["T03"] if row["Grundtakst"]]
    assert min(day(row["PrisFra"]) for row in split) == turn
    later = [row for row in tables["T03"] if row["Enhed"] == "Døgn" and day(row["PrisFra"]) >= turn]
    assert all(row["Grundtakst"] for row in later)


def test_a_contact_delivers_a_grant_that_runs(tables):
    grants = {row["BevillingsID"]: row for row in tables["T03"]}
    assert all(
        holds(grants[row["BevillingsID"]], "Startdato", "Slutdato", day(row["Dato"]))
        for row in tables["T13"][::50]
    )


# One placement


def test_an_offer_is_valid_on_every_day_of_a_placement(tables):
    for row in tables["T19"]:
        start, last = day(row["Fra"]), day(row["Til"]) or UNTIL
        if last < start:
            continue  # planted: V04
        periods = tables.periods[row["TilbudsID"]]
        assert any(holds(each, "GyldigFra", "GyldigTil", start) for each in periods)
        assert any(holds(each, "GyldigFra", "GyldigTil", min(last, UNTIL)) for each in periods)


def test_the_periods_of_an_offer_touch(tables):
    for periods in tables.periods.values():
        found = sorted((day(row["GyldigFra"]), day(row["GyldigTil"])) for row in periods)
        for (_, end), (start, _) in itertools.pairwise(found):
            assert start - end == timedelta(days=1)


def test_a_placement_is_of_the_type_its_plan_tells(tables, seen):
    """V10: nearly always; where the plan tells none there is nothing to compare."""
    types = {row["TilbudsID"]: row["TilbudKode"] for row in tables["T18"]}
    told = {
        id: seen.tilbud[target(plan["careTeam"][0])]
        for id, plan in seen.plans.items()
        if "careTeam" in plan
    }
    compared = [
        types[row["TilbudsID"]] == told[row["CarePlanID"]]
        for row in tables["T19"]
        if row["CarePlanID"] in told
    ]
    assert len(compared) > 1000
    assert 0.90 < share(compared) < 1


def test_homes_and_day_offers_are_placed(tables, seen):
    """A few lack a placement, and the dashboard is to say so."""
    placed = {row["CarePlanID"] for row in tables["T19"]}
    homes = [
        id
        for id, plan in of_ours(seen, "carePlan").items()
        if "careTeam" in plan
        and seen.tilbud[target(plan["careTeam"][0])] == "498fe92c-d7f7-41cd-9404-5b38fe113be0"
        and seen.helps[id]
    ]
    assert 0.92 < share(id in placed for id in homes) < 1


def test_one_offer_has_more_people_than_places(tables):
    """V11, and in that offer alone."""
    crowded = set()
    for on in (date(year, 6, 1) for year in (2022, 2023, 2024, 2025, 2026)):
        people = Counter(row["TilbudsID"] for row in tables["T19"] if holds(row, "Fra", "Til", on))
        for offer, count in people.items():
            [period] = [
                each for each in tables.periods[offer] if holds(each, "GyldigFra", "GyldigTil", on)
            ]
            if count > 1.1 * int(period["GodkendtePladser"]):
                crowded.add(offer)
    assert crowded == {"T-502"}


# Keys of the delivery reports


def test_meetings_are_follow_ups_of_the_delivery_reports(tables, seen):
    held = {
        id: date.fromisoformat(one["effectiveDateTime"])
        for id, one in seen.newest("followUp").items()
    }
    unknown = [row for row in tables["T11"] if row["FollowUpID"] not in held]
    assert 2 <= len(unknown) <= FLAWED
    distant = [
        row
        for row in tables["T11"]
        if row["FollowUpID"] in held
        and abs((day(row["Mødedato"]) - held[row["FollowUpID"]]).days) > 3
    ]
    assert 2 <= len(distant) <= FLAWED


def test_loans_serve_goals_of_the_delivery_reports(tables, seen):
    goals = {row["GoalID"] for row in tables["T14"]} - {""}
    assert goals
    assert goals <= set(seen.newest("interventionGoal"))


def test_perspectives_belong_to_plans_of_the_delivery_reports(tables, seen):
    assert {row["CarePlanID"] for row in tables["T12"]} - {""} <= set(seen.plans)


def test_the_kinds_of_help_of_t03_are_those_of_the_delivery_reports(tables, seen):
    told = {ydelse(help)[1] for helps in seen.helps.values() for help in helps}
    assert {row["YdelseKode"] for row in tables["T03"]} <= told


# Surveys


@pytest.mark.parametrize(("export", "letter"), [("T08", "M"), ("T09", "B"), ("T23", "P")])
def test_a_round_counts_its_answers(tables, export, letter):
    answers = defaultdict(set)
    for row in tables[export]:
        answers[row["RundeID"]].add(row["BesvarelsesID"])
    counts = {row["RundeID"]: int(row["Svarede"]) for row in tables["T09x"]}
    for round_id, found in answers.items():
        assert round_id.startswith(letter)
        assert len(found) == pytest.approx(counts[round_id], abs=20)


def test_rounds_are_held_in_the_same_month_each_year(tables):
    days = {day(row["Slutdato"]) for row in tables["T09"]}
    assert {(each.month, each.day) for each in days} == {(9, 30)}
    assert len(days) == 5


def test_some_answers_are_repeated_and_some_do_not_know(tables):
    keys = Counter((r["BesvarelsesID"], r["SpørgsmålID"]) for r in tables["T09"])
    assert any(count == 2 for count in keys.values())
    answers = Counter((row["SpørgsmålID"] == "Q10", row["Svar"]) for row in tables["T09"])
    assert answers[False, "9"] > 100
    assert answers[True, "99"] > 50
    assert answers[False, ""] > 50
