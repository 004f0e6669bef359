"""What is wrong in the tables on purpose: broken rules, other names, rows delivered twice.

Each flaw breaks one rule of the catalogue's section 4 (or what a cell must be)
in a few rows of one table; no row is broken twice. V08, V10 and V11 are planted
where the figures are made (`money.py`, `placing.py`, `offers.py`).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from pipelines import codelists
from pipelines.example import cpr
from pipelines.example.record import Record
from pipelines.example.tables.sheet import Sheet, day, day_of, number
from pipelines.example.tables.world import World

FEWEST, MOST = 2, 40  # rows a flaw is planted in
TRIED = 6000  # rows of a table that are looked at for one flaw
OTHER_NAMES, MOST_OTHER_NAMES = 0.004, 30  # rows a reviewed other name is written in
TWICE = {"T02": 0.002, "T12": 0.003, "T13": 0.001}
NO_END = "31-12-9999"

Row = list[str]
Break = Callable[[Random, Sheet, Row], str | None]


@dataclass(frozen=True)
class Flaw:
    """One rule broken in one column. `cell` gives the new text; None where the row does not fit."""

    rule: str
    table: str
    header: str
    cell: Break
    share: float = 0.001


def _to(text: str) -> Break:
    return lambda rng, sheet, row: text


def _lost_zero(rng: Random, sheet: Sheet, row: Row) -> str | None:
    """A spreadsheet took the number for a number."""
    number = row[sheet.at("CPR")]
    return number[1:] if number.startswith("0") else None


def _replacement(rng: Random, sheet: Sheet, row: Row) -> str:
    number = row[sheet.at("CPR")]
    return f"{int(number[:2]) + 60}{number[2:]}"


def _stranger(rng: Random, sheet: Sheet, row: Row) -> str:
    return cpr.same_birthday(rng, row[sheet.at("CPR")])


def _unknown_id(rng: Random, sheet: Sheet, row: Row) -> str:
    return Record.draw_id(rng)


def _in_its_place(rng: Random, sheet: Sheet, row: Row) -> str | None:
    """The citizen's number where an anonymous id belongs."""
    return row[sheet.at("CPRnøgle")] or None


def _days_from(other: str, days: int) -> Break:
    """So many days from the day in another column."""

    def cell(rng: Random, sheet: Sheet, row: Row) -> str | None:
        text = row[sheet.at(other)]
        return day(day_of(text) + days) if text else None

    return cell


def _if_filled(header: str, cell: Break) -> Break:
    return lambda rng, sheet, row: cell(rng, sheet, row) if row[sheet.at(header)] else None


def _if_eighteen(cell: Break) -> Break:
    def only(rng: Random, sheet: Sheet, row: Row) -> str | None:
        return cell(rng, sheet, row) if row[sheet.at("Type")] == "18 år" else None

    return only


def _far_future(rng: Random, sheet: Sheet, row: Row) -> str:
    """A slip of the finger in the year."""
    return row[sheet.at("Dato")][:6] + "2062"


def _package_changed(rng: Random, sheet: Sheet, row: Row) -> str | None:
    text = row[sheet.at("Ydelsespakke")]
    return number(float(text.replace(",", ".")) + 100) if text else None


def _free_of_charge(rng: Random, sheet: Sheet, row: Row) -> str | None:
    return "0,00" if row[sheet.at("Enhed")] == "Time" else None


def _more_than_possible(rng: Random, sheet: Sheet, row: Row) -> str:
    return number(float(row[sheet.at("Muligedagsværk")].replace(",", ".")) + 1.5, 1)


FLAWS = (
    Flaw("V01", "T12", "CPR", _lost_zero, 0.004),
    Flaw("V02", "T21", "CPR", _replacement, 0.003),
    Flaw("V03", "T13", "CPR", _stranger, 0.0002),
    Flaw("V04", "T19", "Til", _days_from("Fra", -9), 0.003),
    Flaw("V04", "T14", "Returneret", _days_from("Udleveret", -5), 0.005),
    Flaw("V05", "T02", "Afgørelsesdato", _days_from("Henvendelsesdato", -7), 0.002),
    Flaw("V05", "T02", "FørsteIndsatsStart", _days_from("Afgørelsesdato", -60), 0.002),
    Flaw("V06", "T03", "PrisTil", _if_filled("PrisTil", _days_from("PrisTil", 31)), 0.0002),
    Flaw("V07", "T03", "Ydelsespakke", _package_changed, 0.0008),
    Flaw("V07", "T03", "Takst", _free_of_charge, 0.0002),
    Flaw("V09", "T03", "CarePlanID", _unknown_id, 0.0008),
    Flaw("V09", "T19", "CarePlanID", _unknown_id, 0.003),
    Flaw("V12", "T11", "FollowUpID", _unknown_id, 0.002),
    Flaw("V12", "T11", "Mødedato", _days_from("Mødedato", -9), 0.002),
    Flaw("V13", "T09", "Svar", _to("12"), 0.0006),
    Flaw("V14", "T09", "BesvarelsesID", _in_its_place, 0.0002),
    Flaw("V22", "T17", "AnkestyrelsenDato", _if_filled("Udfald", _to("")), 0.005),
    Flaw("V22", "T17", "Sagsnummer", _to("S1999-000000"), 0.005),
    Flaw("V23", "T05", "Fratrædelsesdato", _days_from("Ansættelsesdato", -3), 0.002),
    Flaw("V23", "T05", "Beskæftigelsesgrad", _to("1,2"), 0.002),
    Flaw("V23", "T06", "Fraværsdagsværk", _more_than_possible, 0.0005),
    Flaw("V24", "T21", "FaktiskDato", _if_eighteen(_days_from("PlanlagtDato", -200))),
    Flaw("V24", "T21", "ForberedelseStartet", _if_eighteen(_days_from("PlanlagtDato", -1300))),
    Flaw("cell.date_range", "T12", "Dato", _far_future, 0.001),
    Flaw("cell.date", "T21", "Overleveringsdato", _if_filled("Overleveringsdato", _to("snarest"))),
    Flaw("cell.date", "T02", "Henvendelsesdato", _to("31-02-2024"), 0.0005),
    Flaw("cell.code", "T13", "Kontaktform", _to("Øvrigt"), 0.0001),
    Flaw("cell.number", "T03", "Takst", _to("efter aftale"), 0.0002),
    Flaw("cell.missing", "T11", "BorgerDeltog", _to(""), 0.001),
)

# Other ways to write the same, which a loader is to read.
SPELLINGS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("T02", "Paragraf", lambda text: text.replace("SEL § ", "§")),
    ("T02", "Paragraf", lambda text: text.replace("SEL", "Serviceloven")),
    ("T11", "BorgerDeltog", lambda text: {"J": "Ja", "N": "Nej"}.get(text, text)),
    ("T14", "CPR", lambda text: f"{text[:6]}-{text[6:]}"),
    ("T16", "Kanaltype", str.lower),
    ("T18", "GyldigTil", lambda text: text or NO_END),
    ("T13", "Kontaktform", lambda text: f"{text} "),
)


def plant(world: World, sheets: Mapping[str, Sheet]) -> None:
    """Put everything that is odd or wrong into the sheets."""
    taken: dict[str, set[int]] = defaultdict(set)
    for flaw in FLAWS:
        rng = world.rng(f"flaw {flaw.rule} {flaw.table} {flaw.header}")
        _break(rng, sheets[flaw.table], flaw, taken[flaw.table])
    _write_otherwise(world, sheets, taken)
    for code, share in TWICE.items():
        _repeat(world.rng(f"twice {code}"), sheets[code], share, taken[code])


def _break(rng: Random, sheet: Sheet, flaw: Flaw, taken: set[int]) -> None:
    left = min(MOST, max(FEWEST, round(flaw.share * len(sheet.rows))))
    for at in rng.sample(range(len(sheet.rows)), min(TRIED, len(sheet.rows))):
        if left == 0:
            return
        text = None if at in taken else flaw.cell(rng, sheet, sheet.rows[at])
        if text is not None:
            sheet.rows[at][sheet.at(flaw.header)] = text
            taken.add(at)
            left -= 1


def _write_otherwise(
    world: World, sheets: Mapping[str, Sheet], taken: Mapping[str, set[int]]
) -> None:
    """Reviewed other names of codes, and other spellings."""
    rng = world.rng("other names")
    for alias in codelists.rows("alias"):
        sheet, header = sheets[alias["table"]], alias["column"]
        fitting = _fitting(sheet, header, alias["means"], taken[alias["table"]])
        for at in _some(rng, fitting):
            sheet.rows[at][sheet.at(header)] = alias["given"]
    for code, header, spell in SPELLINGS:
        _spell(rng, sheets[code], header, spell, taken[code])


def _spell(
    rng: Random, sheet: Sheet, header: str, spell: Callable[[str], str], taken: set[int]
) -> None:
    """Some cells that can be written otherwise are."""
    place = sheet.at(header)
    cells = [row[place] for row in sheet.rows]
    fitting = [at for at, text in enumerate(cells) if at not in taken and spell(text) != text]
    for at in _some(rng, fitting):
        sheet.rows[at][place] = spell(cells[at])
        taken.add(at)


def _fitting(sheet: Sheet, header: str, text: str, taken: set[int]) -> list[int]:
    place = sheet.at(header)
    return [at for at, row in enumerate(sheet.rows) if row[place] == text and at not in taken]


def _some(rng: Random, rows: list[int]) -> list[int]:
    if not rows:
        return []
    return rng.sample(rows, min(MOST_OTHER_NAMES, max(1, round(OTHER_NAMES * len(rows)))))


def _repeat(rng: Random, sheet: Sheet, share: float, taken: set[int]) -> None:
    """Some rows once more, directly after themselves."""
    whole = [at for at in range(len(sheet.rows)) if at not in taken]
    count = min(len(whole), max(1, round(share * len(sheet.rows))))
    for at in sorted(rng.sample(whole, count), reverse=True):
        sheet.rows.insert(at + 1, list(sheet.rows[at]))


def bad_round() -> Row:
    """A round of a survey with more answers than invitations (V13)."""
    return ["PRØVE", "40", "52"]
