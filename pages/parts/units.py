"""A value in the unit of its indicator: '84,2 %', '12 måneder', '+3 pladser'."""

from kpis.model import Result
from pages.parts import formats, sentences
from pages.parts.texts import text

THOUSANDS = 1000  # from here on decimals tell nothing


def value(result: Result) -> str:
    """A result's value; a share of very few as '7 af 9'. Needs a value."""
    is_few = result.denominator is not None and sentences.percentage(result) is None
    if unit(result.kpi) == "share" and is_few:
        return sentences.count(result)
    return amount(result.kpi, result.value or 0)


def amount(kpi: str, number: float) -> str:
    """A number in the indicator's unit."""
    its = unit(kpi)
    if its == "share":
        return formats.percent_short(number)
    if its == "signed_percent":
        return _signed(number, formats.percent_short(number))
    words = _named(its.removeprefix("signed_"), _plain(number))
    return _signed(number, words) if its.startswith("signed_") else words


def band(kpi: str, low: float, high: float) -> str:
    """'55–85 %', '6–24 måneder', '−2 til +1 %': the unit once."""
    its = unit(kpi)
    is_share = its in ("share", "signed_percent")
    bare = _plain(low * 100 if is_share else low)
    form = "range_signed" if its.startswith("signed_") else "range"
    return text(f"signals.unit.{form}", low=bare, high=amount(kpi, high))


def are_told_alike(kpi: str, one: float, other: float) -> bool:
    """Whether two numbers differ by less than what is printed."""
    by = 100 if unit(kpi) in ("share", "signed_percent") else 1
    decimals = 0 if abs(one) >= THOUSANDS else 1
    return round(one * by, decimals) == round(other * by, decimals)


def unit(kpi: str) -> str:
    """The unit of an indicator, or of a share beside one."""
    return "share" if "." in kpi else text(f"subjects.{kpi}.unit")


def subject(kpi: str) -> str:
    """'Andelen af rettidige opfølgninger'; a subordinate clause ends with its comma."""
    words = text(f"subjects.{kpi}.subject")
    return f"{words}," if "," in words else words


def _named(its: str, shown: str) -> str:
    if its in ("months", "places"):
        its += ".one" if shown.lstrip(formats.MINUS) == "1" else ".many"
    return text(f"signals.unit.{its}", n=shown)


def _plain(number: float) -> str:
    is_whole = round(number, 6).is_integer() or abs(number) >= THOUSANDS
    return formats.number(number, 0 if is_whole else 1)


def _signed(number: float, words: str) -> str:
    return f"+{words}" if round(number, 6) > 0 else words
