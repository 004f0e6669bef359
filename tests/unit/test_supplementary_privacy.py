"""Nothing that identifies a person is written or said, wherever it stood in a table."""

import logging

import openpyxl
import pytest

from pipelines.cli import main
from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.contracts.supplementary.model import Form
from tests.unit.supplementary import CPR, OTHER_CPR, Core, as_csv, export, row
from tests.unit.test_privacy_of_loads import every_value, everything_below

NAME, TITLE = "Opdigtet Hemmeligsen", "Prøve med Hemmeligsens ur"
DASHED = f"{CPR[:6]}-{CPR[6:]}"
STAFF, CASE_WORKER, FRIEND = "MEDARB-77", "SAGSB-88", "NETV-99"
SECRETS = [CPR, DASHED, OTHER_CPR, NAME, TITLE, "Hemmeligsen", STAFF, CASE_WORKER, FRIEND]


@pytest.fixture
def exports(tmp_path):
    """Personal data in every place that was thought of, in rows that load and rows that do not."""
    folder = tmp_path / "export"
    export(folder, "T01", row("T01", TidligereCPR=OTHER_CPR), row("T01", CPR=DASHED, GyldigFra="x"))
    export(folder, "T02", row("T02", Sagsnummer=f"{CPR}-1", SagsbehandlerID=CASE_WORKER))
    export(
        folder, "T05", row("T05", MedarbejderID=CPR), row("T05", MedarbejderID=STAFF, Enhed=DASHED)
    )
    export(
        folder, "T10", row("T10", NetværkspersonID=OTHER_CPR), row("T10", NetværkspersonID=FRIEND)
    )
    for code, identifier in (("T15", "ID"), ("T22", "StandardID")):
        rows = [row(code, **{identifier: "1"}) | {"Titel": TITLE}]
        (folder / f"{code}_titler.csv").write_bytes(as_csv(rows))
    export(folder, "T09", row("T09", BesvarelsesID=CPR), row("T09", BesvarelsesID=NAME[:0] + "ok"))
    export(folder, "T18", row("T18", Navn=f"Bo {CPR}"), row("T18", TilbudsID=f"T {DASHED}"))
    export(folder, "T13", row("T13", Status=NAME), row("T13", Minutter=CPR), row("T13", Dato=NAME))
    (folder / f"T14_{CPR}.csv").write_text(f"{CPR};{NAME};x\n{OTHER_CPR};;\n", "utf-8")
    (folder / "T21_uden.csv").write_bytes(as_csv([row("T21") | {NAME: "x"}]))
    book = openpyxl.Workbook()
    book.active.title = NAME
    book.active.append(list(row("T12")))
    book.active.append([NAME, *list(row("T12").values())[1:]])
    book.active.append(["x", CPR, "ingen dato", *list(row("T12").values())[3:]])
    other = book.create_sheet("Hemmeligsen 2")
    other.append([CPR])
    book.save(folder / "T12_to_ark.xlsx")
    return folder


def assert_silent(where, content):
    for secret in SECRETS:
        for encoding in ("utf-8", "utf-16-le", "latin-1"):
            assert secret.encode(encoding) not in content, f"{where} holds personal data"


def test_nothing_personal_is_written_or_said(exports, tmp_path, key, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    folder = tmp_path / "warehouse"
    where = ["--warehouse", str(folder)]
    assert main(["load", str(exports), *where]) == 1
    assert main(["status", "--format", "json", *where]) == 0
    assert main(["retry", *where]) == 1
    for name, content in (everything_below(folder) | every_value(folder)).items():
        assert_silent(name, content)
    said = capfd.readouterr()
    assert_silent("the output", (said.out + said.err).encode())
    assert_silent("the log", caplog.text.encode())


def test_the_secrets_are_there_to_be_found(exports):
    content = b"".join(path.read_bytes() for path in exports.glob("*.csv"))
    assert all(secret.encode() in content for secret in SECRETS if secret != FRIEND[:0])


def test_titles_are_accepted_and_not_stored(tmp_path):
    core = Core()
    (tmp_path / "T15_x.csv").write_bytes(as_csv([row("T15") | {"Titel": TITLE}]))
    core.load(tmp_path / "T15_x.csv")
    assert core.rows("trial") == 1
    assert TITLE not in str(core.ask("from core.trial"))


def test_pseudonyms_of_one_kind_are_equal_and_of_two_kinds_are_not(tmp_path):
    """MedarbejderID joins T05 and T07a; nobody can tell that an employee is a citizen."""
    core = Core()
    core.load(
        export(tmp_path, "T05", row("T05", MedarbejderID=CPR)),
        export(tmp_path, "T07a", row("T07a", MedarbejderID=CPR)),
        export(tmp_path, "T10", row("T10", NetværkspersonID=CPR)),
        export(tmp_path, "T02", row("T02", SagsbehandlerID=CPR)),
    )
    [(employee, same)] = core.ask(
        "select employee_id, employee_id = course_passed.employee_id "
        "from core.employment join core.course_passed using (employee_id)"
    )
    assert same
    [(person, friend)] = core.ask(
        "select person_id, network_person_id from core.network_contribution"
    )
    [(worker,)] = core.ask("select case_worker_id from core.case_decision")
    assert len({employee, person, friend, worker}) == 4


def test_a_case_number_with_a_cpr_number_is_stored_as_in_the_reports(tmp_path):
    from pipelines.privacy import safe_identifier
    from tests.unit.supplementary import KEY

    core = Core()
    core.load(export(tmp_path, "T02", row("T02", Sagsnummer=f"{DASHED}/2")))
    assert core.ask("select case_number from core.case_decision") == [
        (safe_identifier(f"{DASHED}/2", KEY),)
    ]


TEXTS = [
    (table.code, field.header)
    for table in SUPPLEMENTS
    for field in table.fields
    if field.form is Form.TEXT
]


@pytest.mark.parametrize(("code", "header"), TEXTS)
def test_a_text_that_may_hold_a_cpr_number_sets_the_row_aside(code, header, tmp_path):
    core = Core()
    changes = {header: f"ved {DASHED}"}
    if code == "T07b" and header == "Uddannelse":
        changes["KursusKode"] = ""
    core.load(export(tmp_path, code, row(code, **changes)))
    assert core.aside() == {("privacy.cpr", header, 2)}
