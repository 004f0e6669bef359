"""Who writes, and who may: the one place that a log-in and roles will come to.

A log-in comes first, then STRATEGI_USER, which who runs the server sets; else a person says
the name once in a session.
"""

import os

from pages.parts import fields, widgets
from pages.parts.markup import safe
from pages.parts.texts import text

KEY = "author-name"
MISSING = "author-missing"


def may_write() -> bool:
    """Everybody who can open the dashboard, as long as nobody has a role in it."""
    return True


def name() -> str:
    """The name that is signed with; empty until somebody said it."""
    return given() or str(widgets.held(KEY) or "").strip()


def is_me(signed: str) -> bool:
    """Whether a text was signed with the name that signs now."""
    return bool(name()) and signed.strip().casefold() == name().casefold()


def ask() -> None:
    """Who signs, or a line to say it in."""
    if its := given():
        widgets.html(f'<p class="dim">{text("skriv.author.given", name=safe(its))}</p>')
        return
    is_missing = widgets.held(MISSING) and not name()
    wrong = text("skriv.author.missing") if is_missing else ""
    with widgets.row("author"):
        title = text("skriv.author.label")
        fields.line(label(title, text("skriv.author.guide"), wrong), KEY)


def label(name: str, guide: str = "", wrong: str = "") -> str:
    """The label of a field: its name, what is wrong with it, how to fill it.

    All three are read aloud with the field, and none waits for a mouse. Without marks for
    bold or colour, which would be read aloud too.
    """
    return "  \n".join(filter(None, (name, wrong, guide)))


def miss() -> None:
    """Somebody sent a text without a name: the line says so."""
    widgets.hold(MISSING, True)


def given() -> str:
    """The name of a log-in, or the one that who runs the server set; empty for neither."""
    return widgets.user() or os.environ.get("STRATEGI_USER", "").strip()
