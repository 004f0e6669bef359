"""The CSV cases C01-C61 of the bad inputs catalogue, on our own tables.

Each case is a file of T02 (cases) or T06 (absence), and what must become of it:
how many rows are loaded and which rule catches which line, or the rule under
which the whole file is set aside.
"""

import gzip

import pytest

from tests.bad_inputs.csv_files import (
    DAYS,
    GOOD,
    HEAD,
    MANY,
    PLAIN,
    absence,
    case,
    code_of,
    lines,
    load,
)
from tests.unit.supplementary import CPR, OTHER_CPR

# id -> content, rows loaded, the rules and lines of what was set aside.
ROWS = {
    "C01 well-formed": (PLAIN.encode(), 4, set()),
    "C02 Windows-1252": (PLAIN.encode("cp1252"), 4, set()),
    "C03 byte order mark": (PLAIN.encode("utf-8-sig"), 4, set()),
    "C06 decimal comma, thousand points": (
        absence("A;2025-03;2,50;0;1,9").encode(),
        0,
        {("V23", 2)},
    ),
    "C08 days and months that could be changed": (
        lines(
            *(case(1, Sagsnummer=f"S{n}", Henvendelsesdato=f"0{n}-02-2025") for n in DAYS)
        ).encode(),
        9,
        set(),
    ),
    "C09 an ISO date among Danish ones is one, too": (
        lines(GOOD[0], case(2, Henvendelsesdato="2025-03-11")).encode(),
        2,
        set(),
    ),
    "C10 a line break inside quotes": (
        lines(case(1, Team='"Voksenteam\r\nNord"'), GOOD[1]).encode(),
        2,
        set(),
    ),
    "C11 quotes inside a cell": (lines(case(1, Team='Team "Nord" 2')).encode(), 1, set()),
    "C12 a quote closed by accident": (
        lines(GOOD[0], case(2, Team='"Nord'), case(3, Team='Syd"'), GOOD[3]).encode(),
        2,
        {("row.quote", 3)},
    ),
    "C15 NUL in a cell": (
        lines(*GOOD[:2], case(3, Team="No\0rd"), GOOD[3]).encode(),
        3,
        {("cell.control_character", 4)},
    ),
    "C17 one line in another encoding": (
        lines(*GOOD[:2]).encode() + GOOD[2].encode("cp1252") + f"\r\n{GOOD[3]}\r\n".encode(),
        3,
        {("cell.encoding", 4)},
    ),
    "C18 values that were encoded twice": (
        lines(GOOD[0], case(2, Team="Nørre".encode().decode("cp1252"))).encode(),
        1,
        {("cell.encoding", 3)},
    ),
    "C22 columns in another order": (
        lines(
            *(";".join(reversed(one.split(";"))) for one in GOOD),
            head=";".join(reversed(HEAD.split(";"))),
        ).encode(),
        4,
        set(),
    ),
    "C23 case and blanks in headers": (
        lines(*GOOD, head=HEAD.upper().replace(";", " ; ")).encode(),
        4,
        set(),
    ),
    "C24 too few fields": (
        lines(GOOD[0], "S-002;;12-03-2025", *GOOD[2:]).encode(),
        3,
        {("row.field_count", 3)},
    ),
    "C25 an unquoted semicolon": (
        lines(*GOOD[:2], case(3, Team="Nord; Syd"), GOOD[3]).encode(),
        3,
        {("row.field_count", 4)},
    ),
    "C27 a header and no rows": (lines().encode(), 0, set()),
    "C29 a cell of a million characters": (
        lines(case(1, Team="x" * 1_000_000), GOOD[1]).encode(),
        1,
        {("cell.too_long", 2)},
    ),
    "C30 formulas are text": (
        lines(case(1, Team="=1+1"), case(2, Team="@SUM(A1)")).encode(),
        2,
        set(),
    ),
    "C33 line ends of both kinds": (PLAIN.replace("\r\n", "\n", 2).encode(), 4, set()),
    "C34 carriage returns only": (lines(*GOOD, end="\r").encode(), 4, set()),
    "C35 blank lines": (PLAIN.replace("\r\n", "\r\n\r\n;;;;;;;;\r\n").encode(), 4, set()),
    "C36 a line of totals": (lines(*GOOD, "I alt;;;;;;;;").encode(), 4, {("cell.missing", 6)}),
    "C38 Excel's sep=;": (("sep=;\r\n" + PLAIN).encode(), 4, set()),
    "C39 CPR with dash or blank": (
        lines(case(1, CPR=f"{CPR[:6]}-{CPR[6:]}"), case(2, CPR=f"{CPR[:6]} {CPR[6:]}")).encode(),
        2,
        set(),
    ),
    "C40 CPR as Excel's power of ten": (
        lines(case(1, CPR="1,20785E+09"), GOOD[1]).encode(),
        1,
        {("V01", 2)},
    ),
    "C41 CPR without its zero": (
        lines(case(1, CPR=OTHER_CPR[1:]), GOOD[1]).encode(),
        1,
        {("V01", 2)},
    ),
    "C42 CPR on 31 February": (lines(case(1, CPR="3102854567"), GOOD[1]).encode(), 1, {("V01", 2)}),
    "C43 replacement numbers": (
        lines(case(1, CPR="6203914567"), case(2, CPR="070392ABC4"), GOOD[2]).encode(),
        1,
        {("V02", 2), ("V02", 3)},
    ),
    "C45 the same row twice": (lines(GOOD[0], GOOD[0], GOOD[1]).encode(), 2, {("row.twice", 3)}),
    "C46 one key, two contents": (
        lines(GOOD[0], case(1, Fristdage="28"), GOOD[1]).encode(),
        1,
        {("row.conflict", 2), ("row.conflict", 3)},
    ),
    "C47 only nothing is nothing": (
        lines(
            case(1, Team="NULL"), case(2, Team="-"), case(3, Team="   "), case(4, Fristdage="n/a")
        ).encode(),
        3,
        {("cell.number", 5)},
    ),
    "C48 text in a number, late": (
        lines(*MANY, case(1, Fristdage="ti dage")).encode(),
        30_000,
        {("cell.number", 30_002)},
    ),
    "C49 an impossible day, late": (
        lines(*MANY, case(1, Henvendelsesdato="31-02-2025")).encode(),
        30_000,
        {("cell.date", 30_002)},
    ),
    "C50 another encoding, late": (
        lines(*MANY).encode() + case(1, Team="Nørre").encode("cp1252") + b"\r\n",
        30_000,
        {("cell.encoding", 30_002)},
    ),
    "C51 signs and units in odd places": (
        absence(
            "A;2025-01;2,5-;0;19",
            "A;2025-02;(2,5);0;19",
            "A;2025-03;kr. 2,5;0;19",
            "A;2025-04;2 5;0;19",
        ).encode(),
        0,
        {("cell.number", line) for line in (2, 3, 4, 5)},
    ),
    "C52 invisible characters, decomposed letters": (
        lines(case(1, Sagsnummer="S-001\u200b "), case(2, Team="Voksenteam No\u0308rre")).encode(),
        2,
        set(),
    ),
    "C56 days out of range": (
        lines(
            case(1, Henvendelsesdato="01-01-2099"),
            case(2, Henvendelsesdato="01-01-1900"),
            case(3, Henvendelsesdato="31-12-9999"),
            case(4, Henvendelsesdato="29-02-2025"),
        ).encode(),
        0,
        {("cell.date_range", 2), ("cell.date_range", 3), ("cell.date_range", 4), ("cell.date", 5)},
    ),
    "C57 years of two digits": (
        lines(case(1, Henvendelsesdato="11-03-25"), GOOD[1]).encode(),
        1,
        {("cell.date", 2)},
    ),
    'C59 the ="..." trick': (lines(case(1, CPR=f'="{CPR}"'), GOOD[1]).encode(), 1, {("V01", 2)}),
    "C60 an apostrophe before it": (
        lines(case(1, CPR=f"'{CPR}"), GOOD[1]).encode(),
        1,
        {("V01", 2)},
    ),
    "a comma too many at the end": (lines(*(one + ";;" for one in GOOD)).encode(), 4, set()),
    "a decimal point": (absence("A;2025-03;2.5;0;19").encode(), 0, {("cell.number", 2)}),
    "months": (
        absence("A;2025-03;1;0;19", "B;01-03-2025;1;0;19", "C;02-03-2025;1;0;19").encode(),
        2,
        {("cell.date", 4)},
    ),
}

# id -> content, the rule, what its sentence mentions.
REFUSED = {
    "C04 UTF-16": (PLAIN.encode("utf-16"), "file.encoding", ["UTF-16"]),
    "C05 UTF-16 with tabs": (
        PLAIN.replace(";", "\t").encode("utf-16"),
        "file.encoding",
        ["UTF-16"],
    ),
    "C13 cut in the last row": (PLAIN.encode()[:-30], "file.truncated", ["last line"]),
    "C14 cut inside a letter": (
        PLAIN[:-8].encode()[: PLAIN.encode().rfind(b"\xc3") + 1],
        "file.truncated",
        ["letter"],
    ),
    "C16 a tail of NUL": (PLAIN.encode() + b"\0" * 512, "file.truncated", ["NUL"]),
    "C18 a header encoded twice": (
        PLAIN.encode().decode("cp1252").encode(),
        "file.header",
        ["Afgørelse"],
    ),
    "C19 a header twice": (
        lines(*(one + ";x" for one in GOOD), head=HEAD + ";Team").encode(),
        "file.header_twice",
        ["Team"],
    ),
    "C20 a column is missing": (
        lines(head=HEAD.replace("Paragraf;", "")).encode(),
        "file.header",
        ["Paragraf", "lacks"],
    ),
    "C21 a column that is nearly right": (
        lines(head=HEAD.replace("Afgørelsesdato", "Afgørelses-dato")).encode(),
        "file.header",
        ["Column 6", "the nearest name is Afgørelsesdato", "lacks Afgørelsesdato"],
    ),
    "C26 no bytes": (b"", "file.empty", ["empty"]),
    "C28 no header": ("\r\n".join(GOOD).encode(), "file.header", ["header", "Sagsnummer"]),
    "C31 commas": (PLAIN.replace(";", ",").encode(), "file.delimiter", ["comma", "semicolon"]),
    "C32 commas, decimal commas": (
        absence("A;2025-03;2,5;0,5;19").replace(";", ",").encode(),
        "file.delimiter",
        ["comma"],
    ),
    "C37 a title before the header": (
        ("Udtræk af sager;;\r\n" + PLAIN).encode(),
        "file.header",
        ["Line 1", "header"],
    ),
    "C54 gzip": (gzip.compress(PLAIN.encode()), "file.gzip", ["gzip"]),
    "C55 a log-in page": (b"<!DOCTYPE html><html><body>login</body></html>", "file.html", ["html"]),
    "C61 a quote that is never closed": (
        lines(*GOOD[:2], case(3, Team='"Nord'), GOOD[3]).encode(),
        "file.quote",
        ["line 4"],
    ),
    "a workbook by another name": (b"PK\x03\x04" + b"\0" * 40 + b"x", "file.type", ["xlsx"]),
}


@pytest.mark.parametrize("kind", ROWS)
def test_bad_rows_are_set_aside_and_good_ones_loaded(kind, tmp_path):
    content, good, aside = ROWS[kind]
    core, outcome = load(tmp_path, content, code_of(content))
    assert {(rule, line) for rule, _, line in core.aside()} == aside
    assert outcome.rows_loaded == good
    assert outcome.rows_set_aside == len({line for _, line in aside})
    assert core.rows("absence" if code_of(content) == "T06" else "case_decision") == good
    assert outcome.status == ("set_aside" if aside and not good else "loaded")


@pytest.mark.parametrize(
    ("header", "place"),
    [
        (HEAD + ";Kolonne", "column 10"),
        ("Kolonne;" + HEAD, "column 1"),
        (HEAD.replace(";Team;", ";Team;Teams leder;"), "column 9"),  # near a column that is there
    ],
)
def test_a_column_that_is_not_known_is_counted_and_not_read(header, place, tmp_path):
    """C21. Its name is not told: where there is no header it may be a person's data."""
    at = int(place.split()[1]) - 1
    rows = [row.split(";") for row in GOOD]
    drifted = [";".join([*cells[:at], f"hemmeligt {CPR}", *cells[at:]]) for cells in rows]
    core, outcome = load(tmp_path, lines(*drifted, head=header).encode())
    assert (outcome.status, outcome.rows_loaded, core.rows("case_decision")) == ("loaded", 4, 4)
    assert core.counted("file.unknown_column") == {("warning", "case_decision", place): 4}
    told = core.ask("select sentence, place from core.rule_count") + core.ask(
        "from core.case_decision"
    )
    assert "hemmeligt" not in str(told)
    assert "Kolonne" not in str(told)


def test_without_an_unknown_column_nothing_is_counted(tmp_path):
    core, _ = load(tmp_path, PLAIN.encode())
    assert core.counted("file.unknown_column") == {}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_of_the_wrong_shape_is_set_aside_whole(kind, tmp_path):
    content, rule, words = REFUSED[kind]
    core, outcome = load(tmp_path, content, "T06" if "C32" in kind else "T02")
    [(found, message)] = core.ask("select rule, message from staging.set_aside")
    assert found == rule
    assert all(word in message for word in words), message
    assert (outcome.status, outcome.rows_read, outcome.rows_set_aside) == ("set_aside", 1, 1)
    assert core.rows("case_decision") + core.rows("absence") == 0


@pytest.mark.parametrize("kind", [*ROWS, *REFUSED])
def test_a_message_is_a_sentence_without_any_value(kind, tmp_path):
    content = (ROWS | REFUSED)[kind][0]
    core, _ = load(tmp_path, content[:200_000], code_of(content))
    for rule, message in core.ask("select rule, message from staging.set_aside"):
        assert message[0].isupper(), rule
        assert message.endswith(".")
        assert "\n" not in message
        assert not any(value in message for value in (CPR, OTHER_CPR, "S-00", "Nørre", "ti dage"))


def test_a_pointer_leads_to_the_row(tmp_path):
    """By line, and by bytes in the file as it was delivered."""
    content = lines(GOOD[0], case(2, Team='"Nord\r\nSyd"', CPR="x"), GOOD[2], "S-9;;").encode(
        "utf-8-sig"
    )
    core, _ = load(tmp_path, content)
    found = core.ask("select line, byte_from, byte_to from staging.set_aside order by line")
    assert [line for line, _, _ in found] == [3, 6]
    cut = [content[begin:end].decode() for _, begin, end in found]
    assert cut[0].startswith("S-002;x;12-03-2025")
    assert cut[0].endswith("SB1\r\n")
    assert cut[1] == "S-9;;\r\n"
