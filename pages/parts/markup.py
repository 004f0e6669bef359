"""Small pieces of markup: strings in, strings out. The look is in styles/.

Everything that is not markup goes through `safe` exactly once, here or in the
module that builds the block.
"""

import base64
import html
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from kpis.model import Course
from pages.parts.registry import PageEntry
from pages.parts.texts import DANISH, is_danish, language, text

NOT_MEASURED = "not_measured"
"""Stands where a Course would, when no indicator is measured at all."""

PARTLY, OFF_COURSE = "partly", "off_course"
"""How a goal or a statement can stand besides the courses its indicators have."""

SHORT = "short"
"""Stands where a Course would, when an indicator surely misses what is only proposed."""

ORDER = (
    *(Course.ON_COURSE, PARTLY, Course.WATCH, SHORT, OFF_COURSE, Course.ACT),
    *(Course.NOT_JUDGED, NOT_MEASURED),
)
SHAPE = '<i class="shape" aria-hidden="true"></i>'
SHAPE_OF = '<i class="shape {css}" aria-hidden="true"></i>'


def safe(words: object) -> str:
    """Words as they may stand in markup."""
    return html.escape(str(words))


def in_danish(markup: str) -> str:
    """Markup whose words are Danish in every language, such as the strategy's own, told as that."""
    return markup if is_danish() or not markup else f'<span lang="{DANISH}">{markup}</span>'


def address(entry: PageEntry, anchor: str = "", **state: str) -> str:
    """The address of a page and its state, relative so that it holds below any path.

    A language that is not Danish goes along.

    The browser script lets such links change the view without loading the
    dashboard again; without the script they still work.
    """
    language_asked = {} if is_danish() else {"sprog": language()}
    query = urlencode({name: value for name, value in state.items() if value} | language_asked)
    below = (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")
    return (entry.address or "./") + below


def link(words: str, entry: PageEntry, anchor: str = "", **state: str) -> str:
    """A link to a page of the dashboard, or to a part of it."""
    return f'<a href="{safe(address(entry, anchor, **state))}">{safe(words)}</a>'


def pill(course: str, words: str = "") -> str:
    """A course as shape, word and tint. `words` replaces the course's own."""
    shown = words or text(f"ui.course.{course}")
    return f'<span class="pill {course}">{SHAPE}{safe(shown)}</span>'


def board(counts: Mapping[str, int]) -> str:
    """Courses as large numbers; those that nothing has are left out."""
    shown = (f"<li><b>{counts[c]}</b>{pill(c)}</li>" for c in ORDER if counts.get(c))
    return items(shown, "board")


def card(markup: str, css_class: str = "") -> str:
    """A white card around blocks of markup."""
    return f'<section class="card flat {css_class}">{markup}</section>'


def items(rows: Iterable[str], css_class: str = "") -> str:
    """List items as a list."""
    return f'<ul class="{css_class}">{"".join(rows)}</ul>'


def svg_image(svg: str, alternative: str, css_class: str = "") -> str:
    """A drawing as an inline image with a text alternative."""
    data = base64.b64encode(svg.encode()).decode()
    source = f"data:image/svg+xml;base64,{data}"
    return f'<img class="{css_class}" alt="{safe(alternative)}" src="{source}">'


def source(words: str) -> str:
    """Source text with a button that copies it."""
    copy = f'<button type="button" class="copy">{safe(text("shell.copy"))}</button>'
    return f'<div class="source">{copy}<pre tabindex="0"><code>{safe(words)}</code></pre></div>'
