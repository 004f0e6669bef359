"""The right name that is most like a wrong one."""

import difflib
from collections.abc import Iterable

ALIKE = 0.6


def nearest(name: str, known: Iterable[str], alike: float = ALIKE) -> str:
    """The known name most like this one; empty where none is like it."""
    matches = difflib.get_close_matches(name.lower(), sorted(set(known)), n=1, cutoff=alike)
    return next(iter(matches), "")
