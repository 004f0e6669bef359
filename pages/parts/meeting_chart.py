"""The trend of a frozen figure as a picture: for a wide screen and for a phone, light and dark."""

import base64
from functools import cache
from pathlib import Path

from pages.parts import keeping, palette
from pages.parts.markup import safe
from pages.reports import drawing
from pages.reports.frozen import Trend

FONT = Path(__file__).resolve().parents[2] / "static" / "fonts"
TOKENS = {
    "ink": "ink",
    "muted": "muted",
    "rule": "rule",
    "card": "page",
    "primary": "primary",
    "target": "on-course-fill",
    "limits": "not-judged-fill",
    "improvement": "on-course-text",
    "concern": "act-fill",
    "neutral": "primary",
}
COLOURS = {name: f"var(--{name})" for name in drawing.COLOURS}
WIDE = drawing.Paper(width=560, height=375, type_size=12.5, colours=COLOURS)
NARROW = drawing.Paper(width=360, height=260, type_size=14, colours=COLOURS)


@keeping.cached
def markup(trend: Trend) -> str:
    """The picture with its text alternative; the sentence alone where nothing is drawn."""
    if not trend.is_drawn:
        return f'<p class="lead">{safe(trend.alternative)}</p>'
    return "".join(
        f'<img class="drawn {size}" alt="{safe(trend.alternative)}" src="{_source(trend, paper)}">'
        for size, paper in (("wide", WIDE), ("narrow", NARROW))
    )


def _source(trend: Trend, paper: drawing.Paper) -> str:
    head, _, rest = drawing.svg(trend, paper).partition(">")
    data = base64.b64encode(f"{head}>{_style()}{rest}".encode()).decode()
    return f"data:image/svg+xml;base64,{data}"


@cache
def _style() -> str:
    """A picture cannot see the page: it brings its font, and learns only light or dark."""
    font = base64.b64encode((FONT / "ibm-plex-sans-latin-400-normal.woff2").read_bytes()).decode()
    light, dark = (
        "".join(
            f"--{name}:{getattr(palette.SHADES[token], mode)};" for name, token in TOKENS.items()
        )
        for mode in ("light", "dark")
    )
    return (
        f'<style>@font-face{{font-family:"IBM Plex Sans";'
        f"src:url(data:font/woff2;base64,{font}) format('woff2')}}"
        f":root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}</style>"
    )
