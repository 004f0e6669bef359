"""How a supplementary table is known to be invented: see docs/decisions/0006.

A delivery report carries HL7's mark for test data; a table has no place for
one. So the mark of the example's folder lists what its tables are, and no
number in them may be one that somebody can have.
"""

import json
import re
from collections.abc import Iterable

from pipelines.privacy import may_hold_cpr, passes_modulus_11

# Ten digits standing alone: neither part of a longer number nor of a UUID.
_NUMBER = re.compile(r"(?<![\w-])([0-9]{6})[- ]?([0-9]{4})(?![\w-])")


def is_nobodys(number: str) -> bool:
    """Whether ten digits were never issued: no modulus 11, and no birthday on a 1 January.

    Since 2007 numbers without modulus 11 have been issued, but only where a
    birthday had run out of them, and all such birthdays are a 1 January.
    """
    return not number.startswith("0101") and not passes_modulus_11(number)


def may_be_somebodys(text: str) -> bool:
    """Whether a CPR number that could have been issued stands anywhere in the text."""
    numbers = {first + last for first, last in _NUMBER.findall(text)}
    return any(may_hold_cpr(number) and not is_nobodys(number) for number in numbers)


def listed(mark: str) -> frozenset[str]:
    """The SHA-256 of every table that EKSEMPELDATA.json names; none when it cannot be read."""
    try:
        found = json.loads(mark)["tables"]
    except (ValueError, KeyError, TypeError):
        return frozenset()
    return frozenset(found.values()) if isinstance(found, dict) else frozenset()


def objection(sha256: str, texts: Iterable[str], known: frozenset[str]) -> str | None:
    """Why a table in a folder of invented data cannot be invented, as the end of a sentence.

    `texts` is what the table holds, whole or in parts; `known` comes from `listed`.
    None when there is nothing to object to. Neither a number nor a text is quoted.
    """
    if sha256 not in known:
        return "lies among invented data, but their mark does not list it"
    if any(may_be_somebodys(text) for text in texts):
        return "lies among invented data, but holds a CPR number that may be somebody's"
    return None
