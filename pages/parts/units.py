"""What a value is told in, where that is not a share: '12 aftaler', '14,2 måneder', '+1,2 %'.

The unit stands with the words of an indicator (`kpi.<indicator>.unit`), and with those of
what is counted beside one (`beside_units.<indicator>.<name>`) unless that is a share.
"""

from pages.parts import formats
from pages.parts.texts import has_text, text

SHARE = "%"
SIGNED_SHARE = "% med fortegn"
SIGNED = ("pladser",)
ONE_DECIMAL = ("måneder", "point", "skift")


def unit(kpi: str) -> str:
    """The unit of an indicator or of what is counted beside one, as an id: a Danish word."""
    key = f"beside_units.{kpi}" if "." in kpi else f"kpi.{kpi}.unit"
    return SHARE if "." in kpi and not has_text(key) else text(key)


def words(kpi: str) -> str:
    """The unit in the language of the page, of many."""
    return _word(unit(kpi))


def is_share(kpi: str) -> bool:
    """Whether its values are shares 0-1 without a sign."""
    return unit(kpi) == SHARE


def differs_in_points(kpi: str) -> bool:
    """Whether two of its values differ by percentage points."""
    return unit(kpi) in (SHARE, SIGNED_SHARE)


def amount(kpi: str, value: float) -> str:
    """A value that is no share, with its unit: '12 aftaler', '+12 pladser', '412.300 kr.'."""
    return _worded(figure(kpi, value), unit(kpi))


def size(kpi: str, difference: float) -> str:
    """A difference without its sign, with its unit; one too small to print is not called 0."""
    its = unit(kpi)
    smallest = 10 ** -_decimals(its)
    number = formats.number(max(abs(difference), smallest), _decimals(its))
    is_printed = abs(difference) >= smallest / 2
    words = _worded(number, its)
    return words if is_printed else text("noegletal.less", points=words)


def figure(kpi: str, value: float) -> str:
    """The number alone; a signed share keeps its per cent."""
    its = unit(kpi)
    if its == SIGNED_SHARE:
        return formats.percent_signed(value)
    if its in SIGNED:
        return _signed(value, 0)
    return formats.number(value, _decimals(its))


def decimals(kpi: str) -> int:
    """How many decimals a value is told with: one of a per cent, by its unit otherwise."""
    return 1 if differs_in_points(kpi) else _decimals(unit(kpi))


def heading(kpi: str) -> str:
    """What stands above values in a table: 'Andel', 'Måneder', 'Kr.'."""
    its = unit(kpi)
    return text("noegletal.table.value") if its == SHARE else _capital(_word(its))


def tick(kpi: str, value: float) -> str:
    """A value at an axis, without a needless decimal: '70 %', '410.000', '−2 %'."""
    return formats.percent_short(value) if is_share(kpi) else bound(kpi, value)


def smallest_step(kpi: str) -> float:
    """The smallest step between two marks of an axis."""
    return 0.01 if differs_in_points(kpi) else float(10 ** -_decimals(unit(kpi)))


def bound(kpi: str, value: float) -> str:
    """A bound of a target, without a needless decimal: '24', '−2 %'."""
    return formats.needless_decimals_gone(figure(kpi, value))


def bound_amount(kpi: str, value: float) -> str:
    """The same with its unit: '24 måneder'."""
    return _worded(bound(kpi, value), unit(kpi))


def _worded(number: str, its: str) -> str:
    if its == SIGNED_SHARE:
        return number
    is_one = number.strip(f"+{formats.MINUS}") == "1"
    return f"{number}{formats.NBSP}{_word(its, is_one)}"


def _word(its: str, is_one: bool = False) -> str:
    """A unit in the language of the page; an abbreviation such as 'kr.' is its own."""
    key = f"units.{its}.{'one' if is_one else 'many'}"
    return text(key) if has_text(key) else its


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _signed(value: float, decimals: int) -> str:
    sign = "+" if round(value, decimals) > 0 else ""
    return f"{sign}{formats.number(value, decimals)}"


def _decimals(its: str) -> int:
    return 1 if its in ONE_DECIMAL else 0
