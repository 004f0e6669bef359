"""What is wrong in the example's tables on purpose: each flaw in a few rows, and nothing else."""

from collections import Counter
from datetime import date, timedelta

import pytest

from pipelines import codelists
from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.example.tables.quirks import FLAWS, MOST
from pipelines.privacy import EXAMPLE_KEY
from pipelines.sources.supplementary.cells import Reading
from pipelines.sources.supplementary.reader import Progressed, read
from tests.unit.example_tables import day, number

UNTIL = date(2026, 10, 31)
NOT_PLANTED_BY_CELL = {"V08", "V10", "V11"}


def before(row, earlier, later, days=0):
    """Whether the one day lies before the other, by more than so many days."""
    first, last = day(row[earlier]), day(row[later])
    return first is not None and last is not None and first < last - timedelta(days=days)


def unknown(header, known):
    """Whether a filled cell is not among the known ones."""
    return lambda row, tables, seen: bool(row[header]) and row[header] not in known(tables, seen)


def plans(tables, seen):
    return seen.plans


def follow_ups(tables, seen):
    return seen.versions["followUp"]


# Rule, table and column -> whether a row breaks the rule there.
BROKEN = {
    ("V01", "T12", "CPR"): lambda row, tables, seen: len(row["CPR"]) == 9,
    ("V02", "T21", "CPR"): lambda row, tables, seen: int(row["CPR"][:2]) > 60,
    ("V03", "T13", "CPR"): unknown("CPR", lambda tables, seen: tables.citizens),
    ("V04", "T19", "Til"): lambda row, tables, seen: before(row, "Til", "Fra"),
    ("V04", "T14", "Returneret"): lambda row, tables, seen: before(row, "Returneret", "Udleveret"),
    ("V05", "T02", "Afgørelsesdato"): lambda row, tables, seen: before(
        row, "Afgørelsesdato", "Henvendelsesdato"
    ),
    ("V05", "T02", "FørsteIndsatsStart"): lambda row, tables, seen: before(
        row, "FørsteIndsatsStart", "Afgørelsesdato", 30
    ),
    ("V07", "T03", "Ydelsespakke"): lambda row, tables, seen: (
        number(row["Takst"]) > 0
        and row["Grundtakst"] != ""
        and abs(number(row["Grundtakst"]) + number(row["Ydelsespakke"]) - number(row["Takst"])) > 1
    ),
    ("V07", "T03", "Takst"): lambda row, tables, seen: row["Takst"] == "0,00",
    ("V09", "T03", "CarePlanID"): unknown("CarePlanID", plans),
    ("V09", "T19", "CarePlanID"): unknown("CarePlanID", plans),
    ("V12", "T11", "FollowUpID"): unknown("FollowUpID", follow_ups),
    ("V13", "T09", "Svar"): lambda row, tables, seen: (
        (row["SpørgsmålID"] != "Q10" and row["Svar"] not in ("", "1", "2", "3", "4", "5", "9"))
        or row["Svar"] == "12"
    ),
    ("V14", "T09", "BesvarelsesID"): lambda row, tables, seen: row["BesvarelsesID"].isdigit(),
    ("V22", "T17", "AnkestyrelsenDato"): lambda row, tables, seen: (
        row["Udfald"] != "" and row["AnkestyrelsenDato"] == ""
    ),
    ("V22", "T17", "Sagsnummer"): unknown("Sagsnummer", lambda tables, seen: tables.cases),
    ("V23", "T05", "Fratrædelsesdato"): lambda row, tables, seen: before(
        row, "Fratrædelsesdato", "Ansættelsesdato"
    ),
    ("V23", "T05", "Beskæftigelsesgrad"): lambda row, tables, seen: (
        number(row["Beskæftigelsesgrad"]) > 1
    ),
    ("V23", "T06", "Fraværsdagsværk"): lambda row, tables, seen: (
        number(row["Fraværsdagsværk"]) > number(row["Muligedagsværk"])
    ),
    ("V24", "T21", "FaktiskDato"): lambda row, tables, seen: (
        row["Type"] == "18 år" and before(row, "FaktiskDato", "PlanlagtDato", 100)
    ),
    ("V24", "T21", "ForberedelseStartet"): lambda row, tables, seen: (
        row["Type"] == "18 år" and before(row, "ForberedelseStartet", "PlanlagtDato", 1100)
    ),
    ("cell.date_range", "T12", "Dato"): lambda row, tables, seen: row["Dato"].endswith("2062"),
    ("cell.date", "T21", "Overleveringsdato"): lambda row, tables, seen: (
        row["Overleveringsdato"] == "snarest"
    ),
    ("cell.date", "T02", "Henvendelsesdato"): lambda row, tables, seen: (
        row["Henvendelsesdato"] == "31-02-2024"
    ),
    ("cell.code", "T13", "Kontaktform"): lambda row, tables, seen: row["Kontaktform"] == "Øvrigt",
    ("cell.number", "T03", "Takst"): lambda row, tables, seen: row["Takst"] == "efter aftale",
    ("cell.missing", "T11", "BorgerDeltog"): lambda row, tables, seen: row["BorgerDeltog"] == "",
}
ELSEWHERE = {("V06", "T03", "PrisTil"), ("V12", "T11", "Mødedato")}  # in test_example_tables.py


def test_every_flaw_is_looked_for():
    assert {(flaw.rule, flaw.table, flaw.header) for flaw in FLAWS} == BROKEN.keys() | ELSEWHERE


def test_every_kind_of_rule_about_tables_is_broken_somewhere():
    """V15-V21, V25 and V26 are rules of the delivery reports; V08, V10, V11 have other tests."""
    planted = {flaw.rule for flaw in FLAWS} | NOT_PLANTED_BY_CELL
    assert {f"V{at:02d}" for at in (*range(1, 15), 22, 23, 24)} <= planted


@pytest.mark.parametrize("flaw", BROKEN, ids="-".join)
def test_a_flaw_is_in_a_few_rows(tables, seen, flaw):
    _, table, _ = flaw
    found = sum(BROKEN[flaw](row, tables, seen) for row in tables[table])
    assert 2 <= found <= MOST + 10


def test_one_round_of_a_survey_has_more_answers_than_invitations(tables):
    [row] = [row for row in tables["T09x"] if int(row["Svarede"]) > int(row["Inviterede"])]
    assert row["RundeID"] == "PRØVE"


@pytest.mark.parametrize("export", SUPPLEMENTS, ids=[one.code for one in SUPPLEMENTS])
def test_only_the_planted_cells_cannot_be_read(tables, export):
    """By the reader of the load: all else, other names and spellings too, is understood."""
    faults = set()
    for typed in read(tables.file(export.code), Reading(export, EXAMPLE_KEY, UNTIL), Progressed()):
        found = typed.faults.to_pydict()
        faults |= set(zip(found["rule"], found["place"], strict=True))
    planted = {(flaw.rule, flaw.header) for flaw in FLAWS if flaw.table == export.code}
    in_other_words = {("cell.range", "Beskæftigelsesgrad")} if export.code == "T05" else set()
    assert faults <= planted | in_other_words


def test_other_names_are_written_that_the_reviewed_list_knows(tables):
    written = {
        (alias["table"], alias["column"], alias["given"])
        for alias in codelists.rows("alias")
        if any(row[alias["column"]] == alias["given"] for row in tables[alias["table"]])
    }
    assert len(written) > 0.9 * len(codelists.rows("alias"))


def test_one_thing_is_spelled_in_several_ways(tables):
    paragraphs = {row["Paragraf"] for row in tables["T02"]}
    assert {"SEL § 85", "§85", "Serviceloven § 85"} <= paragraphs
    assert {"J", "N", "Ja"} <= {row["BorgerDeltog"] for row in tables["T11"]}
    assert any("-" in row["CPR"] for row in tables["T14"])
    assert {"", "31-12-9999"} <= {row["GyldigTil"] for row in tables["T18"]}
    assert any(row["Kanaltype"].islower() for row in tables["T16"])
    assert any(row["Kontaktform"].endswith(" ") for row in tables["T13"])


@pytest.mark.parametrize(("table", "low"), [("T02", 5), ("T12", 10), ("T13", 100)])
def test_some_rows_are_delivered_twice(tables, table, low):
    times = Counter(tuple(row.values()) for row in tables[table])
    assert low <= sum(count == 2 for count in times.values()) <= 0.01 * len(times)
