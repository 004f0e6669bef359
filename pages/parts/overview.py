"""The blocks of Overblik."""

from pages.parts.markup import safe
from pages.parts.texts import text


def answer() -> str:
    """The heading."""
    return f"<h1>{safe(text('ui.common.title'))}</h1>"
