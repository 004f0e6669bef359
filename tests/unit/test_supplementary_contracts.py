"""The contracts of the supplementary exports, and that they fit together."""

import pytest

from pipelines import codelists
from pipelines.contracts import dictionary
from pipelines.contracts.supplementary import BY_CODE, SUPPLEMENTS
from pipelines.contracts.supplementary.model import LINEAGE, Form
from pipelines.contracts.supplementary.rules import RULES
from tests.unit.supplementary import Core, as_csv, export, row

CODES = [table.code for table in SUPPLEMENTS]


def test_every_export_of_the_catalogue_has_a_contract():
    listed = {one["code"] for one in codelists.rows("export")} - {"FFB"}
    assert set(CODES) == listed | {"T09x"}
    assert len({table.name for table in SUPPLEMENTS}) == len(SUPPLEMENTS) == 27


@pytest.mark.parametrize("table", SUPPLEMENTS, ids=lambda table: table.code)
def test_a_contract_is_whole(table):
    headers = [field.header for field in table.fields]
    assert len({header.casefold() for header in headers}) == len(headers)
    assert table.columns[-len(LINEAGE) :] == LINEAGE
    for field in table.fields:
        assert field.meaning, field.name
        is_code = field.form in (Form.CODE, Form.CODE_LIST, Form.PARAGRAPH)
        assert bool(field.codes) == is_code, field.name
        assert not (field.is_given and field.may_be_left_out) or field.type.endswith("[]")
    key_fields = [field for field in table.fields if field.name in table.key]
    assert not any(field.may_be_left_out for field in key_fields)


def test_what_is_referred_to_is_loaded_first():
    order = {table.name: number for number, table in enumerate(SUPPLEMENTS)}
    for table in SUPPLEMENTS:
        for field in table.fields:
            if field.reference and field.reference.table in order:
                assert order[field.reference.table] < order[table.name], field.name


def test_every_known_other_name_leads_to_a_code_of_its_field():
    for alias in codelists.rows("alias"):
        [field] = [
            one for one in BY_CODE[alias["table"].lower()].fields if one.header == alias["column"]
        ]
        assert field.form is Form.TEXT or alias["means"] in field.codes, alias
        assert alias["given"] not in field.codes, alias


def test_a_rule_says_one_sentence():
    for rule in RULES:
        assert rule.says.endswith("."), rule
        assert rule.says[0].isupper()
        assert rule.place in {field.header for field in rule.table.fields}


def test_the_examples_of_the_contracts_load_together(tmp_path):
    core = Core()
    for code in CODES:
        export(tmp_path, code, row(code))
    outcomes = core.load(tmp_path)
    assert core.aside() == set()
    assert [outcome.status for outcome in outcomes] == ["loaded"] * len(CODES)
    assert {table.name: core.rows(table.name) for table in SUPPLEMENTS} == {
        table.name: 1 for table in SUPPLEMENTS
    }


def test_an_end_date_is_stored_as_the_first_day_after(tmp_path):
    """C5, and only for ends: the last day of a survey round stays what it is."""
    core = Core()
    core.load(
        export(tmp_path, "T18", row("T18", GyldigTil="31-12-2025")),
        export(tmp_path, "T09", row("T09", Slutdato="31-12-2025")),
        export(tmp_path, "T20a", row("T20a", Til="31-12-9999")),
    )
    assert str(core.ask("select end_date from core.offer")[0][0]) == "2026-01-01"
    assert str(core.ask("select closed_date from core.citizen_survey_answer")[0][0]) == "2025-12-31"
    assert core.ask("select end_date from core.partnership") == [(None,)]


def test_a_column_that_may_be_left_out_is(tmp_path):
    left_out = [field for field in BY_CODE["t02"].fields if field.may_be_left_out]
    assert left_out
    short = {
        header: text
        for header, text in row("T02").items()
        if header not in {field.header for field in left_out}
    }
    path = tmp_path / "T02_kort.csv"
    path.write_bytes(as_csv([short]))
    core = Core()
    core.load(path)
    assert core.rows("case_decision") == 1


def test_the_dictionary_names_every_header():
    text = dictionary.markdown()
    for table in SUPPLEMENTS:
        assert f"## core.{table.name}\n" in text
        assert all(f"| {field.header} |" in text for field in table.fields)
