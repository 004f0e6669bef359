"""Numbers, dates and periods as Danish readers write them.

1.234,5 · 84,2 % · 12.03.2026 · oktober 2026 · 12 af 15. Spaces inside a number
do not break; a negative number carries a real minus sign (U+2212), so never
feed these strings to a component that reads the sign itself.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
DENMARK = ZoneInfo("Europe/Copenhagen")
_TO_DANISH = str.maketrans({",": ".", ".": ",", "-": MINUS})


def number(value: float, decimals: int = 0) -> str:
    """1234.5 -> '1.234,5'."""
    rounded = round(value, decimals) + 0.0  # no '-0'
    return f"{rounded:,.{decimals}f}".translate(_TO_DANISH)


def percent(share: float, decimals: int = 1) -> str:
    """0.842 -> '84,2 %'."""
    return f"{number(share * 100, decimals)}{NBSP}%"


def percent_short(share: float) -> str:
    """A decided share, without needless decimals: 0.7 -> '70 %', 0.125 -> '12,5 %'."""
    return percent(share, 0 if round(share * 100, 6).is_integer() else 1)


def points(difference: float, decimals: int = 1) -> str:
    """A difference between two shares, signed: 0.021 -> '+2,1 procentpoint'."""
    shown = number(difference * 100, decimals)
    sign = "+" if round(difference * 100, decimals) > 0 else ""
    return f"{sign}{shown}{NBSP}procentpoint"


def count_of(numerator: float, denominator: float) -> str:
    """'12 af 15'."""
    return f"{number(numerator)} af {number(denominator)}"


def day(value: date) -> str:
    """'12.03.2026'."""
    return f"{value:%d.%m.%Y}"


def day_long(value: date) -> str:
    """'12. marts 2026'."""
    return f"{value.day}.{NBSP}{MONTHS[value.month - 1]} {value.year}"


def moment(utc: datetime) -> str:
    """A naive UTC timestamp as Danish local time: '12.03.2026 kl. 09.15'."""
    local = utc.replace(tzinfo=UTC).astimezone(DENMARK)
    return f"{local:%d.%m.%Y} kl.{NBSP}{local:%H.%M}"


def period(name: str) -> str:
    """'2026-10' -> 'oktober 2026'; '2026-Q3' -> '3. kvartal 2026'; '2026' -> '2026'."""
    year, _, part = name.partition("-")
    if not part:
        return year
    if part.startswith("Q"):
        return f"{part[1:]}.{NBSP}kvartal {year}"
    return f"{MONTHS[int(part) - 1]} {year}"


def period_short(name: str) -> str:
    """For an axis: '2026-10' -> 'okt. 2026'; '2026-Q3' -> '3. kv. 2026'."""
    year, _, part = name.partition("-")
    if not part or part.startswith("Q"):
        return period(name).replace("kvartal", "kv.")
    month = MONTHS[int(part) - 1]
    return f"{month if len(month) < 5 else month[:3] + '.'} {year}"


def edition(build_id: str) -> str:
    """A build as readers count it: 'build_000012' -> '12'; any other name as it is."""
    number = build_id.rpartition("_")[2].lstrip("0")
    return number if number.isdecimal() else build_id


def title_case(printed: str) -> str:
    """A title printed in capitals, as running text: 'DET DIGITALE LIV' -> 'Det digitale liv'."""
    return printed[:1] + printed[1:].lower()
