"""The rules V03-V13 and V22 that hold rows of several tables against one another."""

import pytest

from tests.unit.supplementary import OTHER_CPR, Core, export, row

PLAN, FOLLOW_UP = "plan-1", "followup-1"
STATUS = row("T01")
PERSONAL = ["T02", "T03", "T09", "T09b", "T10", "T12", "T13", "T14", "T17", "T20b", "T21"]
CPR_HEADER = {"T09": "CPRnøgle", "T09b": "CPRnøgle", "T20b": "CPRnøgle"}


@pytest.mark.parametrize("code", PERSONAL)
def test_v03_every_person_stands_in_t01(code, tmp_path):
    header = CPR_HEADER.get(code, "CPR")
    core = Core()
    core.load(
        export(tmp_path, "T01", STATUS),
        export(tmp_path, "T02", row("T02"), name="sag"),
        export(tmp_path, code, row(code, **{header: OTHER_CPR}), name="ukendt"),
    )
    assert ("V03", header, 2) in core.aside()
    core = Core()
    core.load(
        export(tmp_path / "good", "T01", STATUS),
        export(tmp_path / "good", "T02", row("T02"), name="sag"),
        export(tmp_path / "good", code, row(code), name="kendt"),
    )
    assert core.aside() == set()


def test_v03_no_t01_at_all_is_one_warning(tmp_path):
    core = Core()
    for code in PERSONAL:
        export(tmp_path, code, row(code))
    core.load(tmp_path)
    assert core.aside() == set()
    assert core.counted("V03") == {("warning", "citizen_status", "table"): len(PERSONAL)}
    core.load(export(tmp_path / "later", "T01", row("T01", CPR=OTHER_CPR)))
    assert core.counted("V03")["error", "contact", "CPR"] == 1


def test_v03_persons_of_the_reports_without_t01_are_counted(tmp_path):
    core = Core()
    core.tell("citizen", citizen_id="a", person_id="k1:" + "a" * 26)
    core.tell("citizen", citizen_id="b", person_id="k1:" + "a" * 26)
    core.load(export(tmp_path, "T01", STATUS))
    assert core.counted("V03") == {("warning", "citizen_status", "CPR"): 1}


def test_v04_nothing_starts_after_death(tmp_path):
    dead = row("T01", Status="Død", Statusdato="10-03-2025")
    core = Core()
    core.load(
        export(tmp_path, "T01", dead),
        export(tmp_path, "T14", row("T14", Udleveret="11-03-2025", Returneret=""), name="after"),
        export(tmp_path, "T10", row("T10", FraDato="10-03-2025")),
    )
    assert core.aside() == {("V04", "Udleveret", 2)}


def grant(**changes):
    return row("T03", **changes)


OVERLAPS = {
    "apart": ([grant(PrisTil="31-05-2025"), grant(PrisFra="01-06-2025")], set()),
    "one day in common": (
        [grant(PrisTil="01-06-2025"), grant(PrisFra="01-06-2025")],
        {("V06", "PrisFra", 2), ("V06", "PrisFra", 3)},
    ),
    "the first without end": (
        [grant(PrisTil=""), grant(PrisFra="01-06-2025")],
        {("V06", "PrisFra", 2), ("V06", "PrisFra", 3)},
    ),
    "of two grants": ([grant(), grant(BevillingsID="B-2", PrisFra="02-03-2025")], set()),
}


@pytest.mark.parametrize("kind", OVERLAPS)
def test_v06_price_periods_do_not_overlap(kind, tmp_path):
    rows, aside = OVERLAPS[kind]
    core = Core()
    core.load(export(tmp_path, "T03", *rows))
    assert core.aside() == aside


def test_v06_a_period_that_is_closed_in_the_same_delivery_overlaps_nothing(tmp_path):
    core = Core()
    core.load(export(tmp_path / "1", "T03", grant(PrisTil="")))
    core.load(export(tmp_path / "2", "T03", grant(PrisFra="01-06-2025")))
    assert core.aside() == {("V06", "PrisFra", 2)}
    core.load(
        export(tmp_path / "3", "T03", grant(PrisTil="31-05-2025"), grant(PrisFra="01-06-2025"))
    )
    assert core.aside() == set()
    assert core.rows("grant_price") == 2


def test_v07_the_unit_fits_the_tilbud(tmp_path):
    core = Core()
    residential = "25de7444-3919-4dab-b844-8cec6c15f30e"
    core.load(
        export(tmp_path, "T18", row("T18", TilbudKode=residential)),
        export(tmp_path, "T03", grant(Enhed="Time"), grant(BevillingsID="B-2")),
    )
    assert core.counted("V07") == {("warning", "grant_price", "Enhed"): 1}


def test_v08_cost_and_accounts_are_near(tmp_path):
    year = {"PrisFra": "01-01-2025", "Startdato": "01-01-2025", "Takst": "100,00"}
    year |= {"Grundtakst": "", "Ydelsespakke": "", "AntalEnheder": "1"}
    for spent, expected in (
        ("36.500,00", {}),
        ("30.000,00", {("warning", "budget_account", "Forbrug"): 1}),
    ):
        core = Core()
        core.load(
            export(tmp_path / spent, "T03", grant(**year)),
            export(tmp_path / spent, "T04", row("T04", Opfølgningsmåned="13", Forbrug=spent)),
        )
        assert core.counted("V08") == expected


def test_v08_only_our_policy_area_is_held_against_the_grants(tmp_path):
    """C3: other areas' accounts are not this help's."""
    year = {"PrisFra": "01-01-2025", "Startdato": "01-01-2025", "Takst": "100,00"}
    year |= {"Grundtakst": "", "Ydelsespakke": "", "AntalEnheder": "1"}
    accounts = {"Opfølgningsmåned": "13", "Forbrug": "36.500,00"}
    core = Core()
    core.load(
        export(tmp_path, "T03", grant(**year)),
        export(
            tmp_path, "T04", row("T04", **accounts), row("T04", **accounts, Politikområde="4.2")
        ),
    )
    assert core.counted("V08") == {}


def plan(core, status="active", **values):
    core.tell("care_plan", care_plan_id=PLAN, status=status, intent="order", **values)


@pytest.mark.parametrize("code", ["T03", "T19"])
def test_v09_the_plan_stands_in_the_reports_and_is_no_error(code, tmp_path):
    other = row(code, CarePlanID="plan-2")
    for status, told in (("active", other), ("entered-in-error", row(code, CarePlanID=PLAN))):
        core = Core()
        plan(core, status)
        core.tell("care_plan", care_plan_id="plan-9")
        core.load(export(tmp_path, code, told))
        assert core.aside() == {("V09", "CarePlanID", 2)}
    core = Core()
    plan(core)
    core.load(export(tmp_path, code, row(code, CarePlanID=PLAN)))
    assert core.aside() == set()


def test_v09_without_any_report_nothing_is_tried(tmp_path):
    core = Core()
    core.load(export(tmp_path, "T03", row("T03")))
    assert core.rows("grant_price") == 1
    assert core.counted("V09") == {("warning", "care_plan", "table"): 1}


COVERED = {
    "inside": (["01-01-2025", "31-12-2025"], "01-03-2025", "31-05-2025", True),
    "until the last day": (["01-01-2025", "31-05-2025"], "01-03-2025", "31-05-2025", True),
    "a day longer": (["01-01-2025", "30-05-2025"], "01-03-2025", "31-05-2025", False),
    "a day before": (["02-03-2025", ""], "01-03-2025", "31-05-2025", False),
    "open in open": (["01-01-2025", ""], "01-03-2025", "", True),
    "open in closed": (["01-01-2025", "31-05-2025"], "01-03-2025", "", False),
    "two periods that touch": (
        ["01-01-2025", "31-03-2025", "01-04-2025", ""],
        "01-03-2025",
        "",
        True,
    ),
    "two with a gap": (["01-01-2025", "31-03-2025", "02-04-2025", ""], "01-03-2025", "", False),
    "the first never closed": (["01-01-2025", "", "01-04-2025", ""], "01-03-2025", "", True),
}


@pytest.mark.parametrize("kind", COVERED)
def test_v09_the_tilbud_is_valid_on_every_day(kind, tmp_path):
    periods, begins, ends, is_fine = COVERED[kind]
    offers = [
        row("T18", GyldigFra=begin, GyldigTil=end)
        for begin, end in zip(periods[::2], periods[1::2], strict=True)
    ]
    core = Core()
    core.load(
        export(tmp_path, "T18", *offers),
        export(tmp_path, "T19", row("T19", Fra=begins, Til=ends)),
    )
    assert core.aside() == (set() if is_fine else {("V09", "TilbudsID", 2)})


def test_v09_an_unknown_tilbud_is_said_once(tmp_path):
    core = Core()
    core.load(
        export(tmp_path, "T18", row("T18")), export(tmp_path, "T19", row("T19", TilbudsID="T-9"))
    )
    assert core.aside() == {("V09", "TilbudsID", 2)}
    assert len(core.ask("from staging.set_aside")) == 1


MOBILE, RESIDENTIAL = "d90f4da6-f87a-43b5-833f-646b4baf16d6", "25de7444-3919-4dab-b844-8cec6c15f30e"


@pytest.mark.parametrize(
    ("code", "expected"), [(MOBILE, {}), (RESIDENTIAL, {("warning", "placement", "TilbudsID"): 1})]
)
def test_v10_the_type_of_the_tilbud_is_the_plans(code, expected, tmp_path):
    core = Core()
    plan(core, service_performer_ids=["team-1"])
    core.tell("service_performer", service_performer_id="team-1", code=MOBILE)
    core.load(
        export(tmp_path, "T18", row("T18", TilbudKode=code)),
        export(tmp_path, "T19", row("T19", CarePlanID=PLAN)),
    )
    assert core.aside() == set()
    assert core.counted("V10") == expected


@pytest.mark.parametrize(
    ("places", "expected"), [("2", {}), ("1", {("warning", "placement", "TilbudsID"): 1})]
)
def test_v11_not_more_placements_than_places(places, expected, tmp_path):
    core = Core()
    core.load(
        export(tmp_path, "T18", row("T18", GodkendtePladser=places)),
        export(tmp_path, "T19", row("T19"), row("T19", CarePlanID="p2", Fra="01-04-2025")),
    )
    assert core.counted("V11") == expected


@pytest.mark.parametrize(
    ("day", "identifier", "expected"),
    [
        ("04-03-2025", FOLLOW_UP, {}),
        ("05-03-2025", FOLLOW_UP, {("warning", "follow_up_meeting", "Mødedato"): 1}),
        ("04-03-2025", "another", {("warning", "follow_up_meeting", "FollowUpID"): 1}),
    ],
)
def test_v12_the_meeting_is_the_follow_up(day, identifier, expected, tmp_path):
    core = Core()
    core.tell("follow_up", follow_up_id=FOLLOW_UP, effective_date="2025-03-01")
    core.load(export(tmp_path, "T11", row("T11", FollowUpID=identifier, Mødedato=day)))
    assert core.counted("V12") == expected
    assert core.rows("follow_up_meeting") == 1


def test_v13_one_answer_a_question(tmp_path):
    """A repeated answer with another moment is none: the latest counts (C1)."""
    core = Core()
    core.load(export(tmp_path, "T08", row("T08", Svar="4"), row("T08", Svar="5")))
    assert core.aside() == {
        ("row.conflict", "RundeID, BesvarelsesID, SpørgsmålID", line) for line in (2, 3)
    }
    core = Core()
    core.load(
        export(
            tmp_path,
            "T09",
            row("T09", Svar="4"),
            row("T09", Svar="5", Tidspunkt="04-03-2025 09:00"),
        )
    )
    assert core.aside() == set()
    assert core.rows("citizen_survey_answer") == 2


def test_v22_the_case_stands_in_t02(tmp_path):
    core = Core()
    core.load(
        export(tmp_path, "T02", row("T02")),
        export(tmp_path, "T17", row("T17"), row("T17", Sagsnummer="another")),
    )
    assert core.aside() == {("V22", "Sagsnummer", 3)}


LOOSE = [
    ("T03", "TilbudsID", "T18", "key.T18", "grant_price"),
    ("T05", "TilbudsID", "T18", "key.T18", "employment"),
    ("T03", "Sagsnummer", "T02", "key.T02", "grant_price"),
    ("T06", "AnsættelsesID", "T05", "key.T05", "absence"),
    ("T13", "BevillingsID", "T03", "key.T03", "contact"),
    ("T09", "RundeID", "T09x", "key.T09x", "citizen_survey_answer"),
    ("T20b", "AftaleID", "T20a", "key.T20a", "partnership_activity"),
]


@pytest.mark.parametrize(("code", "header", "parent", "rule", "table"), LOOSE)
def test_other_keys_that_lead_nowhere_are_counted(code, header, parent, rule, table, tmp_path):
    core = Core()
    core.load(
        export(tmp_path, parent, row(parent)), export(tmp_path, code, row(code, **{header: "X"}))
    )
    assert core.aside() == set()
    assert core.counted(rule) == {("warning", table, header): 1}
