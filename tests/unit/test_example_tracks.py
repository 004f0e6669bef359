"""What the example's tables tell about each track and theme of the strategy, in plain Python.

Every event of `data/examples/story.yaml` that is planted in the tables has its
test here; those of the delivery reports are in test_example_story.py.
"""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from pipelines.example.story import told
from tests.unit.example_tables import day, holds, number, share, within

UNTIL = date(2026, 10, 31)
YEAR = timedelta(days=365)
BY_THE_CITIZEN = {
    "25b4e705-2e9a-47a2-b11a-c829316b9d3a",
    "12428e48-7df8-441f-9a89-d92bb7874066",
    "b66dc78a-a673-43fc-8ac0-1e859ba626e0",
}
DREAMS = {"Drømme og ønsker", "Drømme", "Egne mål", "Mål"}
HOMES = {"SEL § 85", "SEL § 107", "SEL § 108"}


def test_every_track_and_theme_has_a_story():
    served = {each for event in told()["events"].values() for each in event["serves"]}
    tracks = {f"vso.s{number}" for number in range(1, 9)}
    assert served == tracks | {f"fls.t{number}" for number in range(1, 5)}


def agree(tables, table, question, year, answers=("4", "5")):
    """The share of the answers of a round that are among the given ones; 9 and blanks are out."""
    found = [
        row["Svar"]
        for row in tables[table]
        if row["RundeID"].endswith(str(year))
        and row["SpørgsmålID"] == question
        and row["Svar"] in ("1", "2", "3", "4", "5")
    ]
    return share(answer in answers for answer in found)


# Track 1: kvalitet opstår i mødet


def dreams(tables, seen, on):
    """Citizens with help whose dreams were written down in two years, told by themselves."""
    described = {
        row["CPR"]
        for row in tables["T12"]
        if within(row["Dato"], on, 730) and row["Type"] in DREAMS and row["Kilde"] in BY_THE_CITIZEN
    }
    return share(cpr in described for cpr in seen.steps(on))


def test_more_dreams_are_described_after_the_training(tables, seen):
    before, after = dreams(tables, seen, date(2024, 8, 31)), dreams(tables, seen, UNTIL)
    assert 0.35 < before < 0.55
    assert after > before + 0.2


# Track 2: stærke faglige kompetencer


def leaving(tables, unit, first, last):
    """Leavers a year of those employed in a unit at both ends, mean."""
    rows = [row for row in tables["T05"] if row["Enhed"] == unit]
    here = sum(
        holds(row, "Ansættelsesdato", "Fratrædelsesdato", on)
        for row in rows
        for on in (first, last)
    )
    left = [row for row in rows if within(row["Fratrædelsesdato"], last, (last - first).days)]
    return len(left) / (here / 2) / ((last - first).days / 365.25)


def test_fewer_leave_one_home_since_its_new_leader(tables):
    turn = date(2025, 1, 1)
    assert leaving(tables, "Botilbuddet Modelhuset", date(2022, 1, 1), turn) > 0.2
    assert leaving(tables, "Botilbuddet Modelhuset", turn, UNTIL) < 0.15


def test_more_have_their_courses_since_the_course_plan(tables):
    """Theme 4 too: courses that are required of the function and valid on the day."""
    asked = defaultdict(set)
    for row in tables["T07b"]:
        if row["KursusKode"]:
            asked[row["Funktion"]].add(row["KursusKode"])

    def covered(on):
        valid = {
            (row["MedarbejderID"], row["KursusKode"])
            for row in tables["T07a"]
            if holds(row, "Bestået", "GyldigTil", on)
        }
        return share(
            all((row["MedarbejderID"], each) in valid for each in asked[row["Funktion"]])
            for row in tables["T05"]
            if holds(row, "Ansættelsesdato", "Fratrædelsesdato", on)
            and on - day(row["Ansættelsesdato"]) > timedelta(days=183)
        )

    assert covered(UNTIL) > covered(date(2025, 7, 31)) + 0.06


# Track 3: selvstændighed i eget liv


def on_screen(tables, first, last):
    forms = {"Skærm": True, "Video": True, "Skærmbesøg": True, "Gruppe": None, "Øvrigt": None}
    found = [
        forms.get(row["Kontaktform"].strip(), False)
        for row in tables["T13"]
        if first <= day(row["Dato"]) <= last and row["Status"] in ("Gennemført", "Udført")
    ]
    return share(each for each in found if each is not None)


def test_virtual_support_doubles(tables):
    before = on_screen(tables, date(2024, 1, 1), date(2025, 2, 28))
    assert 0.07 < before < 0.12
    assert on_screen(tables, date(2025, 9, 1), UNTIL) == pytest.approx(2 * before, rel=0.12)


# Track 4: fællesskaber


def partnerships(tables, on):
    """Agreements in force with an activity in half a year."""
    active = {
        row["AftaleID"]
        for row in tables["T20b"]
        if within(row["Dato"], on, 183) and int(row["AntalBorgere"]) >= 1
    }
    return sum(row["AftaleID"] in active for row in tables["T20a"] if holds(row, "Fra", "Til", on))


def test_there_are_more_living_partnerships(tables):
    before = partnerships(tables, date(2024, 4, 30))
    assert partnerships(tables, date(2025, 7, 31)) >= before + 8
    assert partnerships(tables, UNTIL) < sum(
        holds(row, "Fra", "Til", UNTIL) for row in tables["T20a"]
    ), "some agreements are dead, though nobody ended them"


def test_more_have_the_contact_they_want(tables):
    assert agree(tables, "T09", "Q07", 2025) > agree(tables, "T09", "Q07", 2023) + 0.05


# Track 5: et stærkt samarbejde med borgerens netværk


def mapped(tables, seen, on):
    """Citizens whose chosen network is known, or who said they want none involved."""
    known = {
        row["CPR"]
        for row in tables["T10"]
        if within(row["Bekræftet"], on, 730)
        and holds(row, "FraDato", "TilDato", on)
        and (
            row["ØnskerIkkeNetværkInddraget"] == "J"
            or (row["ValgtAfBorger"] == "J" and row["Samtykke"] == "J")
        )
    }
    return share(cpr in known for cpr in seen.steps(on))


def test_more_networks_are_known_since_the_talks(tables, seen):
    before = mapped(tables, seen, date(2023, 8, 31))
    assert before < 0.5
    assert mapped(tables, seen, date(2025, 8, 31)) > before + 0.2


def test_relatives_are_more_content_since_the_talks(tables):
    """The round of 2023 opened on the day the talks began."""
    before = agree(tables, "T09b", "N01", 2022)
    after = [agree(tables, "T09b", "N01", year) for year in (2024, 2025, 2026)]
    assert sum(after) / 3 > before + 0.08


# Track 6: det digitale liv


def accessible(tables, on):
    """Channels in use whose latest test in a year found no error."""
    latest = {}
    for row in sorted(tables["T16"], key=lambda row: day(row["Testdato"]) or date.min):
        if within(row["Testdato"], on):
            latest[row["KanalID"]] = row["KritiskeFejl"] == row["AlvorligeFejl"] == "0"
    channels = {row["KanalID"] for row in tables["T16"] if row["IDrift"] == "J"}
    return share(latest.get(channel, False) for channel in channels)


def test_most_channels_pass_after_the_repair(tables):
    assert accessible(tables, date(2025, 9, 30)) == 0.2
    assert accessible(tables, date(2026, 3, 31)) == 0.8


# Track 7: effektiv drift


def gap(tables, year, month="13"):
    """Expected accounts against the corrected budget."""
    rows = [
        row for row in tables["T04"] if (row["År"], row["Opfølgningsmåned"]) == (str(year), month)
    ]
    expected = sum(number(row["ForventetRegnskab"]) for row in rows)
    return expected / sum(number(row["KorrigeretBudget"]) for row in rows) - 1


def test_the_budget_breaks_in_one_year_and_recovers(tables):
    assert abs(gap(tables, 2022)) < 0.01
    assert gap(tables, 2023) > 0.04
    assert 0 < gap(tables, 2024) < 0.02
    assert abs(gap(tables, 2025)) < 0.01


def test_the_forecast_finds_the_gap_during_the_year(tables):
    by_month = [gap(tables, 2023, str(month)) for month in (1, 4, 12)]
    assert by_month == sorted(by_month)
    assert by_month[0] < 0.02 < by_month[2]


def at_home_here(tables, on):
    """Citizens in homes whose home lies in the municipality."""
    local = []
    for row in tables["T19"]:
        if holds(row, "Fra", "Til", on):
            [offer] = [
                each
                for each in tables.periods[row["TilbudsID"]]
                if holds(each, "GyldigFra", "GyldigTil", on)
            ]
            if offer["Paragraf"] in HOMES:
                local.append(offer["AdresseKommunekode"] == "990")
    return share(local)


def test_fewer_live_locally_while_the_need_is_specialised(tables):
    before, worst = (
        at_home_here(tables, date(2023, 12, 31)),
        at_home_here(tables, date(2025, 10, 31)),
    )
    assert worst < before - 0.03
    assert at_home_here(tables, date(2025, 12, 31)) > worst, "the new house opened"


def local_places(tables, on):
    return sum(
        number(row["GodkendtePladser"])
        for row in tables["T18"]
        if row["AdresseKommunekode"] == "990" and holds(row, "GyldigFra", "GyldigTil", on)
    )


def test_the_new_house_is_new_local_places(tables):
    """Theme 4: its places are there the day it opens."""
    turn = date(2025, 11, 1)
    assert local_places(tables, turn) - local_places(tables, turn - timedelta(days=1)) >= 15


def test_homes_are_priced_in_two_parts_since_the_new_model(tables):
    def in_two(on):
        rows = [row for row in tables["T03"] if holds(row, "PrisFra", "PrisTil", on)]
        return share(row["Grundtakst"] != "" for row in rows if row["Enhed"] == "Døgn")

    assert in_two(date(2024, 12, 31)) == 0
    assert in_two(date(2025, 1, 1)) == 1


# Track 8: gode overgange gennem hele livet


def complete(row):
    given, confirmed, on = (
        day(row[header]) for header in ("Overleveringsdato", "ModtagerBekræftet", "FaktiskDato")
    )
    return bool(given and confirmed and given <= on and confirmed <= on + timedelta(days=7))


def handovers(tables, kind, first, last):
    return share(
        complete(row)
        for row in tables["T21"]
        if row["Type"] == kind and row["FaktiskDato"] and first <= day(row["FaktiskDato"]) <= last
    )


def test_psychiatry_hands_over_since_the_agreement_and_others_as_before(tables):
    turn = date(2025, 6, 1)
    before = handovers(tables, "Udskrivning psykiatri", turn - 2 * YEAR, turn - timedelta(days=1))
    assert before < 0.55
    assert handovers(tables, "Udskrivning psykiatri", turn, UNTIL) > before + 0.2
    team = handovers(tables, "Internt teamskift", turn - 2 * YEAR, turn - timedelta(days=1))
    assert handovers(tables, "Internt teamskift", turn, UNTIL) == pytest.approx(team, abs=0.15)


def test_the_young_are_prepared_earlier_but_help_still_begins_late(tables):
    def told_of(first, last):
        return [
            row
            for row in tables["T21"]
            if row["Type"] == "18 år" and first <= day(row["PlanlagtDato"]) <= last
        ]

    def prepared(rows):
        """Begun half a year after the 16th birthday, and decided by the 18th."""
        return share(
            day(row["ForberedelseStartet"]) <= day(row["PlanlagtDato"]) - timedelta(days=547)
            and bool(row["Afgørelsesdato"])
            and day(row["Afgørelsesdato"]) <= day(row["PlanlagtDato"])
            for row in rows
        )

    before = told_of(date(2022, 1, 1), date(2024, 12, 31))
    after = told_of(date(2025, 1, 1), UNTIL)
    assert prepared(after) > prepared(before) + 0.15
    begun = [
        day(row["FaktiskDato"]) <= day(row["PlanlagtDato"]) + timedelta(days=14) for row in after
    ]
    assert share(begun) < 0.6


# Themes of the common strategy


def test_more_are_spoken_with_since_the_talk_training(tables):
    """Theme 1."""
    before = [agree(tables, "T09", "Q01", year) for year in (2022, 2023)]
    after = [agree(tables, "T09", "Q01", year) for year in (2024, 2025, 2026)]
    assert sum(after) / 3 > sum(before) / 2 + 0.07


def test_disagreeing_that_one_is_a_cog_is_the_good_answer(tables):
    """The reversed question: a rule of "4 or more is good" turns the figure round."""
    good = agree(tables, "T09", "Q04", 2026, ("1", "2"))
    assert good > 0.5 > agree(tables, "T09", "Q04", 2026)


def in_time(tables, first, last):
    found = []
    for row in tables["T02"]:
        asked, decided = day(row["Henvendelsesdato"]), day(row["Afgørelsesdato"])
        if asked and first <= asked + timedelta(days=int(row["Fristdage"])) <= last:
            deadline = asked + timedelta(days=int(row["Fristdage"]))
            found.append(decided is not None and decided <= deadline)
    return share(found)


def test_more_are_decided_in_time_since_the_intake_team(tables):
    """Theme 3; and fewest in the year when advisers were ill."""
    before = in_time(tables, date(2022, 1, 1), date(2023, 12, 31))
    late = in_time(tables, date(2024, 1, 1), date(2024, 12, 31))
    after = in_time(tables, date(2025, 3, 1), UNTIL)
    assert late < before
    assert after > before + 0.1


def test_advisers_are_ill_most_in_the_late_year(tables):
    units = {row["AnsættelsesID"] for row in tables["T05"] if row["Enhed"].startswith("Myndighed")}

    def sickness(year):
        rows = [
            row
            for row in tables["T06"]
            if row["AnsættelsesID"] in units and row["Måned"].startswith(str(year))
        ]
        lost = sum(number(row["Fraværsdagsværk"]) for row in rows)
        return lost / sum(number(row["Muligedagsværk"]) for row in rows)

    assert sickness(2024) > max(sickness(year) for year in (2022, 2023, 2025, 2026))


def test_more_partners_and_staff_know_what_is_done(tables):
    assert agree(tables, "T23", "P01", 2025) > agree(tables, "T23", "P01", 2023)
    assert agree(tables, "T08", "M01", 2025) > agree(tables, "T08", "M01", 2023) + 0.04
