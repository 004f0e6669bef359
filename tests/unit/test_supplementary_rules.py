"""Every rule V01-V14 and V22-V24 with a row that breaks it and one that does not.

Rules over several tables stand in test_supplementary_rules_across.
"""

import pytest

from tests.unit.supplementary import CPR, Core, export, row

PLAN, FOLLOW_UP = "plan-1", "followup-1"
STATUS = row("T01")


# rule, export, what is so of a row that breaks it, of one that does not, where it is pointed at.
IN_A_ROW = [
    ("V01", "T01", {"CPR": "3102854567"}, {}, "CPR"),
    ("V01", "T01", {"CPR": "12078523"}, {}, "CPR"),
    ("V01", "T01", {"TidligereCPR": "9999999999"}, {"TidligereCPR": ""}, "TidligereCPR"),
    ("V02", "T01", {"CPR": "7207852345"}, {}, "CPR"),
    ("V02", "T01", {"CPR": "120785ABC4"}, {}, "CPR"),
    (
        "V04",
        "T03",
        {"PrisFra": "02-03-2025", "PrisTil": "01-03-2025"},
        {"PrisTil": "01-03-2025"},
        "PrisTil",
    ),
    (
        "V04",
        "T03",
        {"Slutdato": "28-02-2025", "PrisTil": ""},
        {"Slutdato": "01-03-2025", "PrisTil": ""},
        "Slutdato",
    ),
    ("V04", "T07a", {"GyldigTil": "28-02-2025"}, {"GyldigTil": "01-03-2025"}, "GyldigTil"),
    ("V04", "T07b", {"GyldigTil": "28-02-2025"}, {"GyldigTil": ""}, "GyldigTil"),
    ("V04", "T10", {"TilDato": "28-02-2025"}, {"TilDato": ""}, "TilDato"),
    ("V04", "T10", {"FraDato": "", "TilDato": "11-07-1985"}, {"FraDato": ""}, "TilDato"),
    ("V04", "T14", {"Returneret": "28-02-2025"}, {"Returneret": ""}, "Returneret"),
    ("V04", "T15", {"SlutDato": "28-02-2025"}, {"SlutDato": "01-03-2025"}, "SlutDato"),
    ("V04", "T18", {"GyldigTil": "28-02-2025"}, {}, "GyldigTil"),
    ("V04", "T19", {"Til": "28-02-2025"}, {}, "Til"),
    ("V04", "T20a", {"Til": "28-02-2025"}, {}, "Til"),
    (
        "V05",
        "T02",
        {"Afgørelsesdato": "28-02-2025"},
        {"Afgørelsesdato": "01-03-2025"},
        "Afgørelsesdato",
    ),
    ("V06", "T03", {"Startdato": "02-03-2025"}, {"Startdato": "01-03-2025"}, "PrisFra"),
    ("V06", "T03", {"Slutdato": "30-12-2025"}, {"Slutdato": ""}, "PrisTil"),
    ("V13", "T08", {"Svar": "6"}, {"Svar": "9"}, "Svar"),
    ("V13", "T08", {"Svar": "0"}, {"Svar": ""}, "Svar"),
    (
        "V13",
        "T09",
        {"SpørgsmålID": "Q01", "Svar": "10"},
        {"SpørgsmålID": "Q10", "Svar": "10"},
        "Svar",
    ),
    (
        "V13",
        "T09",
        {"SpørgsmålID": "Q01", "Svar": "99"},
        {"SpørgsmålID": "Q10", "Svar": "99"},
        "Svar",
    ),
    (
        "V13",
        "T09",
        {"SpørgsmålID": "Q10", "Svar": "50"},
        {"SpørgsmålID": "Q10", "Svar": "0"},
        "Svar",
    ),
    ("V13", "T09b", {"Svar": "7"}, {"Svar": "1"}, "Svar"),
    ("V13", "T23", {"Svar": "7"}, {"Svar": "5"}, "Svar"),
    (
        "V13",
        "T09x",
        {"Inviterede": "10", "Svarede": "11"},
        {"Inviterede": "10", "Svarede": "10"},
        "Svarede",
    ),
    ("V14", "T09", {"BesvarelsesID": CPR}, {"BesvarelsesID": "120785"}, "BesvarelsesID"),
    ("V14", "T08", {"RundeID": f"r{CPR[:6]}-{CPR[6:]}"}, {}, "RundeID"),
    (
        "V22",
        "T17",
        {"AnkestyrelsenDato": ""},
        {"AnkestyrelsenDato": "", "Udfald": ""},
        "AnkestyrelsenDato",
    ),
    ("V22", "T17", {"AnkestyrelsenDato": "28-02-2025"}, {}, "AnkestyrelsenDato"),
    (
        "V23",
        "T05",
        {"Fratrædelsesdato": "01-03-2025"},
        {"Fratrædelsesdato": "02-03-2025"},
        "Fratrædelsesdato",
    ),
    (
        "cell.range",
        "T05",
        {"Beskæftigelsesgrad": "1,01"},
        {"Beskæftigelsesgrad": "1"},
        "Beskæftigelsesgrad",
    ),
    ("V23", "T06", {"Fraværsdagsværk": "20,5", "Muligedagsværk": "20"}, {}, "Fraværsdagsværk"),
    ("key.missing", "T07b", {"Uddannelse": "Pædagog"}, {}, "KursusKode"),
    (
        "key.missing",
        "T07b",
        {"KursusKode": ""},
        {"KursusKode": "", "Uddannelse": "Pædagog"},
        "KursusKode",
    ),
    (
        "key.missing",
        "T10",
        {"NetværkspersonID": "", "ØnskerIkkeNetværkInddraget": "N"},
        {"NetværkspersonID": "", "Bidragstype": "", "ØnskerIkkeNetværkInddraget": "J"},
        "NetværkspersonID",
    ),
    ("cell.date_range", "T13", {"Dato": "01-01-2101"}, {"Dato": "01-01-2100"}, "Dato"),
    ("cell.date_range", "T12", {"Dato": "01-01-2100"}, {}, "Dato"),
    ("cell.missing", "T13", {"Status": ""}, {}, "Status"),
    ("cell.form", "T11", {"FollowUpID": "not an id"}, {}, "FollowUpID"),
]


@pytest.mark.parametrize(
    ("rule", "code", "broken", "fine", "place"),
    IN_A_ROW,
    ids=[f"{one[0]} {one[1]} {one[4]} {number}" for number, one in enumerate(IN_A_ROW)],
)
def test_an_error_sets_the_row_aside(rule, code, broken, fine, place, tmp_path):
    core = Core()
    [outcome] = core.load(export(tmp_path, code, row(code, **broken)))
    assert (rule, place, 2) in core.aside()
    assert {line for _, _, line in core.aside()} == {2}
    assert (outcome.rows_read, outcome.rows_loaded, outcome.status) == (1, 0, "set_aside")
    core = Core()
    [outcome] = core.load(export(tmp_path, code, row(code, **fine)))
    assert core.aside() == set()
    assert outcome.rows_loaded == 1


# rule, export, a row that breaks it, one that does not, the header it is counted at.
WARNINGS = [
    (
        "V05",
        "T02",
        {"FørsteIndsatsStart": "29-01-2025"},
        {"FørsteIndsatsStart": "30-01-2025"},
        "FørsteIndsatsStart",
    ),
    ("V07", "T03", {"Grundtakst": "1.451,50"}, {"Grundtakst": "1.451,00"}, "Takst"),
    ("V07", "T03", {"Takst": "0", "Grundtakst": ""}, {"Grundtakst": ""}, "Takst"),
    (
        "V07",
        "T03",
        {"Enhed": "Time", "YdelseKode": "5af56051-8413-4115-aaa2-83a0767e1137"},
        {"Enhed": "Døgn", "YdelseKode": "5af56051-8413-4115-aaa2-83a0767e1137"},
        "Enhed",
    ),
    (
        "V24",
        "T21",
        {"CPR": CPR, "FaktiskDato": "01-01-2004"},
        {"CPR": CPR, "FaktiskDato": "12-07-2003", "ForberedelseStartet": "12-07-2000"},
        "FaktiskDato",
    ),
    (
        "V24",
        "T21",
        {"FaktiskDato": "12-07-2003", "ForberedelseStartet": "11-07-2000"},
        {"FaktiskDato": "12-07-2003", "ForberedelseStartet": "12-07-2000"},
        "ForberedelseStartet",
    ),
    ("row.never_valid", "T07b", {"GyldigFra": ""}, {"GyldigTil": ""}, "GyldigFra"),
]


@pytest.mark.parametrize(
    ("rule", "code", "broken", "fine", "place"),
    WARNINGS,
    ids=[f"{one[0]} {one[1]} {number}" for number, one in enumerate(WARNINGS)],
)
def test_a_warning_is_counted_and_the_row_loaded(rule, code, broken, fine, place, tmp_path):
    core = Core()
    [outcome] = core.load(export(tmp_path, code, row(code, **broken)))
    assert core.aside() == set()
    assert outcome.rows_loaded == 1
    assert [at for _, _, at in core.counted(rule)] == [place]
    core = Core()
    core.load(export(tmp_path, code, row(code, **fine)))
    assert core.counted(rule) == {}


def test_v01_modulus_11_is_information_only(tmp_path):
    core = Core()
    core.load(export(tmp_path, "T01", STATUS))
    assert core.counted("V01") == {("info", "citizen_status", "CPR"): 1}
