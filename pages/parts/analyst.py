"""Who may ask in SQL: the one place that roles will come to.

The invented municipality is open to everybody. Real data are open to those whose names stand
in STRATEGI_ANALYSTS, parted by commas, or to everybody where it says `*`. A name counts when a
log-in or who runs the server gave it: what anybody can type opens nothing.
"""

import os

from pages.parts import entries_author, figures, widgets
from pages.parts.texts import text

EVERYBODY = "*"


def may_ask() -> bool:
    """Whether who reads this may see rows of the analysis database."""
    if figures.build().is_example:
        return True
    allowed = _allowed()
    return EVERYBODY in allowed or entries_author.given().casefold() in allowed - {""}


def somebody_may() -> bool:
    """Whether there is anybody who may; without, no analysis database need be made."""
    return figures.build().is_example or bool(_allowed() - {""})


def say_closed() -> None:
    """Why the page is closed, and what opens it."""
    widgets.say(text("analyse.closed.title"), text("analyse.closed.what_now"))


def _allowed() -> set[str]:
    named = os.environ.get("STRATEGI_ANALYSTS", "")
    return {name.strip().casefold() for name in named.split(",")}
