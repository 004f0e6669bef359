"""Numbers, dates and periods as the readers of a language write them.

1.234,5 · 84,2 % · 12.03.2026 · oktober 2026 · 12 af 15, or 1,234.5 · 84.2% · 12 March 2026 ·
October 2026 · 12 of 15. Spaces inside a number do not break; a negative number carries a real
minus sign (U+2212), so never feed these strings to a component that reads the sign itself.
"""

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from pages.parts.texts import language, spoken, text

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
DENMARK = ZoneInfo("Europe/Copenhagen")


def number(value: float, decimals: int = 0) -> str:
    """1234.5 -> '1.234,5'."""
    rounded = round(value, decimals) + 0.0  # no '-0'
    return f"{rounded:,.{decimals}f}".translate(_signs(language()))


def needless_decimals_gone(printed: str) -> str:
    """A number with one decimal, without it where it is 0: '24,0' -> '24'."""
    return printed.replace(f"{text('formats.decimal')}0", "")


def percent(share: float, decimals: int = 1) -> str:
    """0.842 -> '84,2 %'."""
    return _joined(text("formats.percent", n=number(share * 100, decimals)))


def percent_short(share: float) -> str:
    """A decided share, without needless decimals: 0.7 -> '70 %', 0.125 -> '12,5 %'."""
    return percent(share, 0 if round(share * 100, 6).is_integer() else 1)


def percent_signed(share: float) -> str:
    """What is no part of a whole, such as a deviation: 0.012 -> '+1,2 %'."""
    sign = "+" if round(share * 100, 1) > 0 else ""
    return f"{sign}{percent(share)}"


def points(difference: float, decimals: int = 1) -> str:
    """A difference between two shares, signed: 0.021 -> '+2,1 procentpoint'."""
    shown = number(difference * 100, decimals)
    sign = "+" if round(difference * 100, decimals) > 0 else ""
    return _joined(text("formats.points", n=f"{sign}{shown}"))


def count_of(numerator: float, denominator: float) -> str:
    """'12 af 15'."""
    return text("formats.count_of", n=number(numerator), of=number(denominator))


def day(value: date) -> str:
    """'12.03.2026'."""
    return _dated("day", value)


def day_long(value: date) -> str:
    """'12. marts 2026'."""
    return _joined(_dated("day_long", value))


def moment(utc: datetime) -> str:
    """A naive UTC timestamp as Danish local time: '12.03.2026 kl. 09.15'."""
    local = utc.replace(tzinfo=UTC).astimezone(DENMARK)
    time = _joined(text("formats.time", hour=f"{local:%H}", minute=f"{local:%M}"))
    return f"{day(local)} {time}"


def period(name: str) -> str:
    """'2026-10' -> 'oktober 2026'; '2026-Q3' -> '3. kvartal 2026'; '2026' -> '2026'."""
    return _period(name, "months", "quarter")


def period_short(name: str) -> str:
    """For an axis: '2026-10' -> 'okt. 2026'; '2026-Q3' -> '3. kv. 2026'."""
    return _period(name, "months_short", "quarter_short")


def _period(name: str, months: str, quarter: str) -> str:
    year, _, part = name.partition("-")
    if not part:
        return year
    if part.startswith("Q"):
        return _joined(text(f"formats.{quarter}", n=part[1:], year=year))
    return f"{text(f'formats.{months}.{int(part) - 1}')} {year}"


def _dated(form: str, value: date) -> str:
    return text(
        f"formats.{form}",
        day=value.day,
        day_two=f"{value:%d}",
        month=text(f"formats.months.{value.month - 1}"),
        month_short=text(f"formats.months_short.{value.month - 1}"),
        month_two=f"{value:%m}",
        year=value.year,
    )


def _joined(words: str) -> str:
    """The number and what stands behind it are not parted at the end of a line."""
    return words.replace(" ", NBSP, 1)


@cache
def _signs(language: str) -> dict[int, str]:
    """From how Python writes a number to how the language does."""
    with spoken(language):
        signs = {",": text("formats.thousands"), ".": text("formats.decimal"), "-": MINUS}
    return str.maketrans(signs)


def edition(build_id: str) -> str:
    """A build as readers count it: 'build_000012' -> '12'; any other name as it is."""
    number = build_id.rpartition("_")[2].lstrip("0")
    return number if number.isdecimal() else build_id


def title_case(printed: str) -> str:
    """A title printed in capitals, as running text: 'DET DIGITALE LIV' -> 'Det digitale liv'."""
    return printed[:1] + printed[1:].lower()
