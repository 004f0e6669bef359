"""Empty files to be filled in by those who deliver: CSV, or XLSX with instructions and codes."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pipelines.contracts.supplementary import BY_CODE, SUPPLEMENTS, guide
from pipelines.contracts.supplementary.model import Field, Form, Supplement
from pipelines.errors import LoadError

FORMATS = ("xlsx", "csv")
ROWS_WITH_CHOICES = 10_000
_HEAD, _KEY_HEAD = PatternFill("solid", fgColor="DCE6F1"), PatternFill("solid", fgColor="F8E3C5")
_AS_TEXT = {Form.ID, Form.CPR, Form.PERSONAL_ID, Form.CPR_LIST, Form.TEXT, Form.CODE, Form.MONTH}
_DATES = {Form.DATE, Form.PAST_DATE, Form.LAST_DATE}
_NUMBERS = {Form.MONEY: "#,##0.00", Form.DECIMAL: "0.00##", Form.WHOLE: "0"}
_INSTRUCTIONS = (
    "Udfyld arket {code}: én række pr. post, kolonnenavnene bliver stående i første række.",
    "Slutdatoer er den sidste gyldige dag. En tom celle betyder ukendt.",
    "Skriv aldrig navne på personer eller CPR-numre i tekstkolonner.",
    "Gem som {name}_åååå-mm.xlsx, og indlæs med: python -m pipelines load FIL",
)


def write(code: str, to: str, out: Path | None) -> list[Path]:
    """The template of one export, or of all (`all`) into the folder `out`.

    Raises LoadError for an unknown export and for a file that is already there.
    """
    if code.lower() == "all":
        folder = out or Path()
        folder.mkdir(parents=True, exist_ok=True)
        return [_write(table, to, folder / _name(table, to)) for table in SUPPLEMENTS]
    table = _table(code)
    return [_write(table, to, out or Path(_name(table, to)))]


def _table(code: str) -> Supplement:
    table = BY_CODE.get(code.lower())
    if table is None:
        near = get_close_matches(code.lower(), BY_CODE, 1, 0.5)
        hint = f" Did you mean {BY_CODE[near[0]].code}?" if near else ""
        raise LoadError(f"No export is called that; they are T01 to T23.{hint}")
    return table


def _name(table: Supplement, to: str) -> str:
    return f"{guide.file_name(table)}.{to}"


def _write(table: Supplement, to: str, path: Path) -> Path:
    try:
        with path.open("xb") as file:
            if to == "csv":
                file.write(as_csv(table))
            else:
                workbook(table).save(file)
    except FileExistsError:
        raise LoadError(
            f"{path} is already there and was left alone; name another --out."
        ) from None
    except OSError as error:
        raise LoadError(f"{path} cannot be written ({error.strerror}).") from error
    return path


def as_csv(table: Supplement) -> bytes:
    """The header alone, as spreadsheets and systems read it: semicolons, UTF-8 with its mark."""
    return (";".join(field.header for field in table.fields) + "\r\n").encode("utf-8-sig")


def workbook(table: Supplement) -> Workbook:
    """The sheet to fill in, the instructions, and the codes to choose from."""
    book = Workbook()
    book.remove(book.worksheets[0])
    records, instructions, codes = map(book.create_sheet, (table.code, "Vejledning", "Koder"))
    for number, field in enumerate(table.fields, start=1):
        _column(table, field, records, number)
        if field.codes or field.form is Form.YES_NO:
            _choices(field, records, codes, number)
    records.freeze_panes = "A2"
    _instruct(table, instructions)
    if codes.max_column == 1 and codes["A1"].value is None:
        book.remove(codes)
    return book


def _column(table: Supplement, field: Field, sheet: Any, number: int) -> None:
    head = sheet.cell(1, number, field.header)
    head.font = Font(bold=True)
    head.fill = _KEY_HEAD if field.name in table.key else _HEAD
    letter = get_column_letter(number)
    sheet.column_dimensions[letter].width = max(14, len(field.header) + 3)
    sheet.column_dimensions[letter].number_format = _number_format(field.form)


def _number_format(form: Form) -> str:
    """Keys and CPR numbers as text, so that no zero is lost; dates as Danes write them."""
    if form in _AS_TEXT:
        return "@"
    if form in _DATES:
        return "dd-mm-yyyy"
    return "dd-mm-yyyy hh:mm" if form is Form.MOMENT else _NUMBERS.get(form, "General")


def _choices(field: Field, sheet: Any, codes: Any, number: int) -> None:
    """A drop-down; of a column that takes several codes only the list."""
    words = sorted(field.codes) or ["J", "N"]
    at = 1 if codes["A1"].value is None else codes.max_column + 2
    codes.cell(1, at, field.header).font = Font(bold=True)
    for line, word in enumerate(words, start=2):
        codes.cell(line, at, word)
        codes.cell(line, at + 1, guide.display(word).removeprefix(word).strip())
    codes.column_dimensions[get_column_letter(at)].width = 38
    codes.column_dimensions[get_column_letter(at + 1)].width = 50
    if field.form is Form.CODE_LIST:
        return
    letter, place = get_column_letter(at), get_column_letter(number)
    choice = DataValidation(
        type="list",
        formula1=f"Koder!${letter}$2:${letter}${len(words) + 1}",
        allow_blank=True,
        showErrorMessage=field.form is not Form.PARAGRAPH,
        error="Vælg en kode fra listen.",
        errorTitle=field.header,
    )
    choice.add(f"{place}2:{place}{ROWS_WITH_CHOICES}")
    sheet.add_data_validation(choice)


def _instruct(table: Supplement, sheet: Any) -> None:
    sheet.append([f"{table.code} {table.name_da}: {guide.words(table)}"])
    sheet["A1"].font = Font(bold=True, size=14)
    names = {"code": table.code, "name": guide.file_name(table)}
    for sentence in _INSTRUCTIONS:
        sheet.append([sentence.format(**names)])
    sheet.append([])
    sheet.append(["Kolonne", "Format", "Skal udfyldes", "Eksempel", "Betydning"])
    for cell in sheet[sheet.max_row]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    for field in table.fields:
        words = guide.words(table, field.header)
        sheet.append(
            [field.header, field.form.value, guide.must(table, field), field.example, words]
        )
    for letter, width in zip("ABCDE", (28, 38, 20, 26, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=7, min_col=5, max_col=5):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
