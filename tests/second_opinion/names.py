"""What codes are called, as members of breakdowns (code lists of data/codelists)."""

from collections.abc import Iterable

from tests.second_opinion.state import codelist

CODES = {row["code"]: row for row in codelist("ffb_code")}
SOURCES = {row["code"]: row["display_da"] for row in codelist("citizen_source")}
NOT_STATED = "Uoplyst"
SEVERAL = "Flere"


def called(code: str | None, value_set: str) -> str:
    """The name of a code of a value set; not stated where it is no code of that set."""
    row = CODES.get(code or "")
    return row["display_da"] if row and row["value_set"] == value_set else NOT_STATED


def offer_type(code: str | None) -> str:
    """Tilbudstype."""
    return called(code, "KLServiceCodesFFB")


def goal_type(code: str | None) -> str:
    """Måltype."""
    return called(code, "KLChangeValueCodesFFB")


def theme(code: str | None) -> str:
    """Tema: the one of the six of no. 8 that a code of Aktivitet og deltagelse lies in."""
    row = CODES.get(code or "")
    if row is None or row["value_set"] != "KLConditionADCodesFFB":
        return NOT_STATED
    return CODES[row["parent_code"]]["display_da"]


def one_of(names: Iterable[str], none: str = NOT_STATED) -> str:
    """The name that all share; several, or none, have names of their own."""
    different = set(names)
    return min(different) if len(different) == 1 else SEVERAL if different else none
