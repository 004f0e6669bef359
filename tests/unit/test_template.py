"""Templates and the guide for those who deliver: complete, and what they make is loaded."""

import openpyxl
import pytest

from pipelines import codelists, template
from pipelines.cli import main
from pipelines.contracts.supplementary import BY_CODE, SUPPLEMENTS, guide
from tests.unit.supplementary import Core, row

EVERY = pytest.mark.parametrize("table", SUPPLEMENTS, ids=lambda table: table.code)


@EVERY
def test_a_filled_in_workbook_loads(table, tmp_path):
    """The template with the example of each column typed in, as text."""
    path = tmp_path / f"{table.code}_udfyldt.xlsx"
    book = template.workbook(table)
    book[table.code].append(list(row(table.code).values()))
    book.save(path)
    core = Core()
    core.load(path)
    assert core.aside() == set()
    assert core.rows(table.name) == 1


@EVERY
def test_an_empty_template_loads_nothing_and_is_no_fault(table, tmp_path):
    paths = [*template.write(table.code, "csv", tmp_path / f"{table.code}_a.csv")]
    paths += template.write(table.code, "xlsx", tmp_path / f"{table.code}_b.xlsx")
    core = Core()
    outcomes = core.load(*paths)
    assert core.aside() == set()
    assert [(outcome.status, outcome.rows_read) for outcome in outcomes] == [("loaded", 0)] * 2


@EVERY
def test_every_column_is_explained_and_formatted(table):
    book = template.workbook(table)
    sheet, instructions = book[table.code], book["Vejledning"]
    explained = {line[0]: line for line in instructions.iter_rows(values_only=True)}
    for number, field in enumerate(table.fields, start=1):
        assert sheet.cell(1, number).value == field.header
        _, form, must, _, words = explained[field.header]
        assert all((form, must, words))
    assert sheet.column_dimensions["A"].number_format in ("@", "0")


def test_codes_are_chosen_from_a_list(tmp_path):
    [path] = template.write("T09", "xlsx", tmp_path / "T09.xlsx")
    book = openpyxl.load_workbook(path)
    choices = {
        str(choice.sqref): choice.formula1 for choice in book["T09"].data_validations.dataValidation
    }
    headers = [field.header for field in BY_CODE["t09"].fields]
    column = openpyxl.utils.get_column_letter(headers.index("Svarform") + 1)
    formula = choices[f"{column}2:{column}{template.ROWS_WITH_CHOICES}"]
    first, last = formula.removeprefix("Koder!").split(":")
    words = [cell.value for (cell,) in book["Koder"][f"{first}:{last}".replace("$", "")]]
    assert words == ["Pårørende", "Selv", "Støttet"]


def test_every_word_of_the_guide_is_used():
    known = {(table.code, field.header) for table in SUPPLEMENTS for field in table.fields}
    known |= {(table.code, name) for table in SUPPLEMENTS for name in ("", *table.not_stored)}
    anywhere = {("*", header) for _, header in known}
    listed = [(one["table"], one["column"]) for one in codelists.rows("export_column")]
    assert set(listed) <= known | anywhere
    assert len(set(listed)) == len(listed)
    text = guide.markdown()
    assert all(f"\n## {table.code} {table.name_da}\n" in text for table in SUPPLEMENTS)


def test_the_command(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["template", "t09x", "--to", "csv"]) == 0
    assert (
        tmp_path / "T09x_runde.csv"
    ).read_bytes() == "\ufeffRundeID;Inviterede;Svarede\r\n".encode()
    assert main(["template", "T09x", "--to", "csv"]) == 2
    assert "already there" in capsys.readouterr().err
    assert main(["template", "T9"]) == 2
    assert "Did you mean T" in capsys.readouterr().err
    assert main(["template", "all", "--out", "alle"]) == 0
    assert len(list((tmp_path / "alle").glob("*.xlsx"))) == len(SUPPLEMENTS)
