"""One cell's text as the value its field stores. Never a guess; a fault never quotes the cell.

Every different text of a column is read once, whatever the number of its rows
(`columns.py`), so these functions may be plain.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pipelines.contracts.rules import Between, Matches, Rule
from pipelines.contracts.supplementary.model import Field, Form, Supplement
from pipelines.privacy import (
    EXAMPLE_KEY,
    Cpr,
    CprProblem,
    PseudonymKey,
    may_hold_cpr,
    parse_cpr,
    passes_modulus_11,
    safe_identifier,
)
from pipelines.sources.supplementary.words import Words

LONGEST, LONGEST_LIST = 200, 5000  # characters of a cell
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
NO_END = date(9999, 12, 31)  # how many systems write that there is no end

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# What æ, ø, å become when UTF-8 is read as Windows-1252 and encoded again.
_TWICE_ENCODED = re.compile(
    "Ã[\u00a0-\u00bf\u02dc\u02c6\u2020\u2026\u2030\u2039\u201a\u201e\u0192\u0160]"
)
_DANISH_DATE = re.compile(r"(\d{2})-(\d{2})-(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?")
_YES_NO = {"j": True, "ja": True, "n": False, "nej": False}


class BadCell(Exception):
    """A cell that cannot be stored. `says` ends a sentence that begins with its header."""

    def __init__(self, rule: str, says: str) -> None:
        super().__init__(says)
        self.rule = rule
        self.says = says


@dataclass(frozen=True)
class Reading:
    """What reading a cell depends on besides its field."""

    table: Supplement
    key: PseudonymKey
    today: date


@dataclass(frozen=True)
class Person:
    """Who a CPR number stands for, without the number."""

    person_id: str
    birth_date: date
    sex: str
    passes_modulus_11: bool


Reader = Callable[[str], Any]


def reader(field: Field, reading: Reading) -> Reader:
    """A function from a cell's text to its value (None: empty). It raises BadCell."""
    read = _READERS[field.form](field, reading)
    longest = LONGEST_LIST if field.form in _LISTS else LONGEST

    is_given, checks = field.is_given, _checks(field)
    nothing: list[str] | None = [] if field.form in _LISTS else None

    def one(raw: str) -> Any:
        if len(raw) > longest:
            raise BadCell("cell.too_long", f"is longer than {longest} characters")
        text = cleaned(raw)
        value = read(text) if text else nothing
        if value is None and is_given:
            raise BadCell("cell.missing", "is empty, but must be given")
        if checks and value is not None:
            _check(value, checks)
        return value

    return one


def cleaned(text: str) -> str:
    """Without blanks around it and invisible characters, letters in their composed form."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
        if _TWICE_ENCODED.search(text):
            raise BadCell("cell.encoding", "was encoded twice on its way (Ã instead of æ, ø, å)")
    if _CONTROL.search(text):
        raise BadCell("cell.control_character", "holds a control character")
    return text.strip()


def _checks(field: Field) -> tuple[Rule, ...]:
    """The rules that reading does not keep by itself."""
    return tuple(
        rule
        for rule in field.rules
        if isinstance(rule, Between) or (isinstance(rule, Matches) and field.form is Form.ID)
    )


def _check(value: Any, rules: tuple[Rule, ...]) -> None:
    for rule in rules:
        if isinstance(rule, Between) and not _lies_in(value, rule):
            raise BadCell("cell.range", f"breaks its rule, that it {rule.says()}")
        if isinstance(rule, Matches) and not re.match(rule.regex, str(value)):
            raise BadCell("cell.form", f"is no {rule.form}")


def _lies_in(value: Any, rule: Between) -> bool:
    return (rule.low is None or value >= rule.low) and (rule.high is None or value <= rule.high)


def _text(field: Field, reading: Reading) -> Reader:
    words = Words.aliases(reading.table.code, field.header)

    def read(text: str) -> str:
        if may_hold_cpr(text):
            raise BadCell("privacy.cpr", "holds what may be a CPR number")
        return words.meant(text)

    return read


def _identifier(field: Field, reading: Reading) -> Reader:
    is_anonymous, key = reading.table.is_anonymous, reading.key

    def read(text: str) -> str:
        if is_anonymous and may_hold_cpr(text):
            raise BadCell("V14", "holds what may be a CPR number, which a survey's keys may not")
        return safe_identifier(text, key)

    return read


def _personal(field: Field, reading: Reading) -> Reader:
    purpose = field.name.removesuffix("_id")

    def read(text: str) -> str:
        return f"{reading.key.key_id}:{reading.key.hashed(purpose, text)}"

    return read


def _person(field: Field, reading: Reading) -> Reader:
    def read(text: str) -> Person:
        cpr = _cpr(text, reading)
        return Person(
            reading.key.pseudonym(cpr.number),
            cpr.birth_date,
            cpr.sex,
            passes_modulus_11(cpr.number),
        )

    return read


def _persons(field: Field, reading: Reading) -> Reader:
    def read(text: str) -> list[str]:
        numbers = [part for part in re.split(r"[,|/]\s*|\s+(?=\d{6})", text) if part]
        return [reading.key.pseudonym(_cpr(cleaned(one), reading).number) for one in numbers]

    return read


def _cpr(text: str, reading: Reading) -> Cpr:
    """Ten digits, also six and four with a hyphen or a blank. Raises BadCell under V01 or V02."""
    number = re.sub(r"^(\d{6})[- ](\d{4})$", r"\1\2", text)
    try:
        cpr = parse_cpr(number, reading.today)
    except CprProblem as problem:
        said = str(problem)
        if number.isascii() and number.isdigit() and len(number) != 10:
            said = f"has {len(number)} digits where a CPR number has ten"
        raise BadCell("V02" if "replacement" in said else "V01", said) from None
    if reading.key == EXAMPLE_KEY:
        _require_nobodys(cpr)
    return cpr


def _require_nobodys(cpr: Cpr) -> None:
    """The example's key is public: a number that can be somebody's is never keyed with it."""
    is_new_year = (cpr.birth_date.month, cpr.birth_date.day) == (1, 1)
    if passes_modulus_11(cpr.number) or is_new_year:
        raise BadCell("example.cpr", "can be somebody's number, which invented data may not hold")


def _date(field: Field, reading: Reading) -> Reader:
    return lambda text: _dated(text)


def _past_date(field: Field, reading: Reading) -> Reader:
    def read(text: str) -> date:
        day = _dated(text)
        if day > reading.today:
            raise BadCell("cell.date_range", "lies in the future, but tells what has happened")
        return day

    return read


def _last_date(field: Field, reading: Reading) -> Reader:
    """C5: the last valid day as delivered, the first day after as stored."""

    def read(text: str) -> date | None:
        if _day(text) == NO_END:
            return None
        return _dated(text) + timedelta(days=1)

    return read


def _dated(text: str) -> date:
    day = _day(text)
    if not EARLIEST <= day <= LATEST:
        raise BadCell("cell.date_range", f"lies outside {EARLIEST.year} to {LATEST.year}")
    return day


def _day(text: str) -> date:
    if found := _DANISH_DATE.fullmatch(text):
        day, month, year = found.groups()
    elif found := _ISO_DATE.fullmatch(text):
        year, month, day = found.groups()
    else:
        raise BadCell("cell.date", "is no date of the form dd-mm-åååå")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise BadCell("cell.date", "is no day of the calendar") from None


def _moment(field: Field, reading: Reading) -> Reader:
    def read(text: str) -> datetime:
        day, _, time = text.replace("T", " ").partition(" ")
        found = _TIME.fullmatch(time.strip() or "00:00")
        if not found:
            raise BadCell("cell.date", "is no moment of the form dd-mm-åååå tt:mm")
        hour, minute, second = (int(part or 0) for part in found.groups())
        if hour > 23 or minute > 59 or second > 59:
            raise BadCell("cell.date", "is no time of the day")
        at = _dated(day)
        return datetime(at.year, at.month, at.day, hour, minute, second)

    return read


def _month(field: Field, reading: Reading) -> Reader:
    """åååå-mm; also its first day, which spreadsheets make of it."""

    def read(text: str) -> date:
        if found := _MONTH.fullmatch(text):
            return _dated(f"{found[1]}-{found[2]}-01")
        day = _dated(text)
        if day.day != 1:
            raise BadCell("cell.date", "is no month of the form åååå-mm")
        return day

    return read


def _whole(field: Field, reading: Reading) -> Reader:
    def read(text: str) -> int:
        value = _number(text)
        if value != value.to_integral_value():
            raise BadCell("cell.number", "is no whole number")
        return int(value)

    return read


def _decimal(field: Field, reading: Reading) -> Reader:
    step = Decimal("0.0001")
    return lambda text: _number(text).quantize(step, ROUND_HALF_UP)


def _money(field: Field, reading: Reading) -> Reader:
    """`kr.` may stand before the amount; a minus stands first, so no sign is ever lost."""
    step = Decimal("0.01")
    return lambda text: _number(re.sub(r"^kr\.?\s*", "", text)).quantize(step, ROUND_HALF_UP)


def _number(text: str) -> Decimal:
    text = text.removeprefix("+")
    if not _NUMBER.fullmatch(text):
        raise BadCell("cell.number", "is no number (decimal comma, point between thousands)")
    value = Decimal(text.replace(".", "").replace(",", "."))
    if abs(value) >= 10**13:
        raise BadCell("cell.number", "is too large a number")
    return value


def _yes_no(field: Field, reading: Reading) -> Reader:
    def read(text: str) -> bool:
        try:
            return _YES_NO[text.casefold()]
        except KeyError:
            raise BadCell("cell.code", "is neither J nor N") from None

    return read


def _code(field: Field, reading: Reading) -> Reader:
    words = Words.of(reading.table.code, field)

    def read(text: str) -> str:
        code = words.code(text)
        if code is None:
            raise BadCell("cell.code", words.says(text))
        return code

    return read


def _codes(field: Field, reading: Reading) -> Reader:
    one = _code(field, reading)
    return lambda text: [one(part.strip()) for part in re.split(r"[,|]", text) if part.strip()]


_LISTS = {Form.CPR_LIST, Form.CODE_LIST}
_READERS: dict[Form, Callable[[Field, Reading], Reader]] = {
    Form.TEXT: _text,
    Form.ID: _identifier,
    Form.CPR: _person,
    Form.CPR_LIST: _persons,
    Form.PERSONAL_ID: _personal,
    Form.DATE: _date,
    Form.PAST_DATE: _past_date,
    Form.LAST_DATE: _last_date,
    Form.MOMENT: _moment,
    Form.MONTH: _month,
    Form.WHOLE: _whole,
    Form.DECIMAL: _decimal,
    Form.MONEY: _money,
    Form.YES_NO: _yes_no,
    Form.CODE: _code,
    Form.CODE_LIST: _codes,
    Form.PARAGRAPH: _code,
}
