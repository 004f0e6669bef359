"""Numbers as Danish readers write them, read strictly: what could be meant two ways is not taken.

'85 %' is 0.85, '1.234,5' is 1234.5. A comma stands before decimals, points only between
thousands. A share is told in per cent and nothing else is.
"""

import re

from pages.parts import units

SHAPE = re.compile(
    r"(?P<sign>[-\u2212])?(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?(?P<percent>%)?",
    re.ASCII,
)
MISPLACED = re.compile(r"[-\u2212]?\d[\d.,]*%?", re.ASCII)
SPACE = re.compile(r"[ \u00a0\u202f]%$")
DIGITS = 15  # more than a number of the machine tells apart


class Misread(ValueError):
    """A field cannot be read; `key` is that of the sentence that says what to write."""

    def __init__(self, key: str, field: str = "") -> None:
        super().__init__(key)
        self.key, self.field = key, field


def number(typed: str, kpi: str, field: str = "") -> float | None:
    """The value of an indicator as typed, in its own unit; None where nothing was typed.

    Shares become 0-1. Raises `Misread`, which names the field.
    """
    if not typed.strip():
        return None
    try:
        return _value(typed.strip(), kpi)
    except Misread as error:
        raise Misread(error.key, field) from None


def _value(typed: str, kpi: str) -> float:
    value, is_percent = _parts(typed)
    if units.differs_in_points(kpi) is not is_percent:
        raise Misread("skriv.number.no_percent" if is_percent else "skriv.number.percent")
    if units.is_share(kpi) and not 0 <= value <= 100:
        raise Misread("skriv.number.outside")
    return round(value / 100, DIGITS) if is_percent else value


def _parts(words: str) -> tuple[float, bool]:
    """A number, and whether a per cent sign stands behind it."""
    packed = SPACE.sub("%", words)
    found = SHAPE.fullmatch(packed)
    if found is None:
        raise Misread(
            "skriv.number.english" if MISPLACED.fullmatch(packed) else "skriv.number.none"
        )
    digits = found["whole"].replace(".", "")
    if len(digits) + len(found["decimals"] or "") > DIGITS:
        raise Misread("skriv.number.too_long")
    size = float(f"{digits}.{found['decimals'] or 0}")
    return -size if found["sign"] else size, bool(found["percent"])
