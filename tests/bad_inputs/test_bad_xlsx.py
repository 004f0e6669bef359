"""The XLSX cases X01-X18 of the bad inputs catalogue, on T02 (cases) and T06 (absence)."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from tests.unit.supplementary import CPR, OTHER_CPR, THIRD_CPR, Core, as_csv, row

HEAD = list(row("T02"))
NUMBERS = (CPR, OTHER_CPR, THIRD_CPR, CPR)
ABSENCE = ["AnsættelsesID", "Måned", "Fraværsdagsværk", "HerafLangtid", "Muligedagsværk"]
BOMB = 60 << 20


def good(**changes):
    """Four valid rows as a spreadsheet holds them: real dates, real numbers."""
    cells = {
        "Henvendelsesdato": date(2025, 3, 11),
        "Fristdage": 56,
        "Afgørelsesdato": date(2025, 4, 1),
    }
    rows = []
    for number, cpr in enumerate(NUMBERS, start=1):
        one = row("T02", Sagsnummer=f"S-{number}", CPR=cpr) | cells | changes
        rows.append(list(one.values()))
    return rows


def book(rows, head=HEAD, title="Data"):
    workbook = openpyxl.Workbook()
    workbook.active.title = title
    for cells in (head, *rows):
        workbook.active.append(cells)
    return workbook


def packed(workbook):
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def parts(content, **changes):
    """The workbook with some of its parts changed: a name, with / as __, and a function."""
    old, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as to:
        for name in old.namelist():
            change = changes.get(name.replace("/", "__").removesuffix(".xml"))
            to.writestr(name, change(old.read(name)) if change else old.read(name))
    return new.getvalue()


def with_part(content, name, data):
    new = io.BytesIO(content)
    with zipfile.ZipFile(new, "a", zipfile.ZIP_DEFLATED) as to:
        to.writestr(name, data)
    return new.getvalue()


def of_1904():
    workbook = book(good())
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    return packed(workbook)


def with_sheets(*titles, hidden=()):
    workbook = book(good(), title=titles[0])
    for title in titles[1:]:
        sheet = workbook.create_sheet(title)
        sheet.append(HEAD)
    for title in hidden:
        workbook[title].sheet_state = "hidden"
    return packed(workbook)


def cell(column, text):
    """The four good rows with one cell of the first of them changed."""
    rows = good()
    rows[0][HEAD.index(column)] = text
    return packed(book(rows))


def with_title():
    workbook = book(good())
    workbook.active.insert_rows(1)
    workbook.active["A1"] = "Udtræk af sager"
    workbook.active.merge_cells("A1:F1")
    return packed(workbook)


SHEET = "xl__worksheets__sheet1"
PLAIN = packed(book(good()))
DANISH = good(Henvendelsesdato="11-03-2025", Fristdage="56", Afgørelsesdato="01-04-2025")
DTD = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'

# id -> content, rows loaded, the rules and rows of what was set aside.
ROWS = {
    "X01 well-formed": (PLAIN, 4, set()),
    "X02 dates as serial numbers": (
        packed(book(good(Henvendelsesdato=45721))),
        0,
        {("cell.date", n) for n in (2, 3, 4, 5)},
    ),
    "X03 the date system of 1904": (of_1904(), 4, set()),
    "X04 dates and numbers as Danish text": (packed(book(DANISH)), 4, set()),
    "X05 CPR as a number, a zero gone": (
        packed(book([[*one[:1], int(one[1]), *one[2:]] for one in good()])),
        3,
        {("V01", 3)},
    ),
    "X12 a formula without a value": (cell("Fristdage", "=28*2"), 3, {("cell.formula", 2)}),
    "X13 an error": (cell("Fristdage", "#REF!"), 3, {("cell.error", 2)}),
    "X15 a size that is claimed": (
        parts(PLAIN, **{SHEET: lambda xml: xml.replace(b'ref="A1:J5"', b'ref="A1:XFD1048576"')}),
        4,
        set(),
    ),
    "X11 the sheet of the contract": (with_sheets("T02", "Andet"), 4, set()),
    "X11 the only sheet in sight": (with_sheets("Data", "Kladde", hidden=["Kladde"]), 4, set()),
    "X11 our template": (with_sheets("T02_sager", "Vejledning"), 4, set()),
    "blank rows": (packed(book([[None] * 10, *good(), [""] * 10])), 4, set()),
    "a cell beyond the header": (
        packed(book([[*good()[0], "note"], *good()[1:]])),
        3,
        {("row.field_count", 2)},
    ),
}

REFUSED = {
    "X06 a title above the header": (with_title(), "file.header", ["Line 1", "header"]),
    "X07 protected by a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
        "file.protected",
        ["password"],
    ),
    "X08 CSV by another name": (as_csv([row("T02")]), "file.type", ["CSV", "xlsx"]),
    "X09 a bomb": (
        parts(PLAIN, **{SHEET: lambda xml: xml + b" " * BOMB}),
        "file.size",
        ["unpacked"],
    ),
    "X10 a macro": (with_part(PLAIN, "xl/vbaProject.bin", b"x"), "file.macro", ["macro"]),
    "X11 records on sheet 2": (with_sheets("Oversigt", "Data"), "file.sheet", ["2 sheets", "T02"]),
    "X11 only hidden ones": (
        with_sheets("Vejledning", "Skjult", hidden=["Skjult"]),
        "file.sheet",
        ["hidden"],
    ),
    "X14 cut off": (PLAIN[: len(PLAIN) // 2], "file.type", ["damaged"]),
    "X16 X17 entities": (parts(PLAIN, **{SHEET: lambda xml: DTD + xml}), "file.xml", ["DTD"]),
    "X16 entities in UTF-16": (
        parts(PLAIN, xl__workbook=lambda xml: (DTD + xml).decode().encode("utf-16")),
        "file.xml",
        ["DTD"],
    ),
    "X18 a name outside": (with_part(PLAIN, "../../evil.txt", b"x"), "file.type", ["outside"]),
    "no bytes": (b"", "file.empty", ["empty"]),
    "an empty sheet": (packed(openpyxl.Workbook()), "file.empty", ["empty"]),
    "another zip file": (with_part(b"", "readme.txt", b"x"), "file.type", ["no workbook"]),
    "a sheet that is no XML": (
        parts(PLAIN, **{SHEET: lambda xml: xml[:200]}),
        "file.type",
        ["damaged"],
    ),
}


def load(tmp_path, content, code="T02"):
    path = tmp_path / f"{code}_x.xlsx"
    path.write_bytes(content)
    core = Core()
    [outcome] = core.load(path)
    return core, outcome


@pytest.mark.parametrize("kind", ROWS)
def test_bad_rows_are_set_aside_and_good_ones_loaded(kind, tmp_path):
    content, count, aside = ROWS[kind]
    core, outcome = load(tmp_path, content)
    assert {(rule, line) for rule, _, line in core.aside()} == aside
    assert (outcome.rows_loaded, outcome.rows_set_aside) == (count, len(aside))
    assert core.rows("case_decision") == count
    for rule, message in core.ask("select rule, message from staging.set_aside"):
        assert message.endswith("."), rule
        assert CPR not in message
    if not aside:
        assert core.ask(
            "select distinct request_date::varchar, deadline_days from core.case_decision"
        ) == [("2025-03-11", 56)]


@pytest.mark.parametrize("kind", REFUSED)
def test_a_workbook_of_the_wrong_shape_is_set_aside_whole(kind, tmp_path):
    content, rule, words = REFUSED[kind]
    core, outcome = load(tmp_path, content)
    [(found, message)] = core.ask("select rule, message from staging.set_aside")
    assert found == rule
    assert all(word in message for word in words), message
    assert (outcome.status, outcome.rows_read, outcome.rows_set_aside) == ("set_aside", 1, 1)
    assert core.rows("case_decision") == 0


def test_numbers_of_a_spreadsheet_arrive_as_they_are_shown(tmp_path):
    rows = [["A-1", "2025-03", 2.5, 0.1 + 0.2, 19], ["A-2", date(2025, 3, 1), 1e-7, 0, 1.25]]
    core, _ = load(tmp_path, packed(book(rows, ABSENCE)), "T06")
    assert core.aside() == set()
    found = core.ask(
        "select month::varchar, absence_days::varchar, long_term_days::varchar, "
        "possible_days::varchar from core.absence order by line"
    )
    assert found == [
        ("2025-03-01", "2.5000", "0.3000", "19.0000"),
        ("2025-03-01", "0.0000", "0.0000", "1.2500"),
    ]


def test_two_bad_cells_of_one_rule_in_two_rows_are_told_apart(tmp_path):
    """A workbook has no byte ranges: the cell's name is its place."""
    rows = good()
    for number in (0, 1):
        rows[number][HEAD.index("Fristdage")] = "#REF!"
    core, outcome = load(tmp_path, packed(book(rows)))
    assert core.aside() == {("cell.error", "E2", 2), ("cell.error", "E3", 3)}
    assert outcome.rows_set_aside == 2
