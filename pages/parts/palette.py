"""The colours, named by what they mean, each for light and for dark.

This is the one place: `style_sheet` writes styles/palette.css (by `make docs`), where every
colour is a custom property that follows the mode the reader has chosen, and a test compares
.streamlit/config.toml. Contrasts and distances under simulated colour blindness are measured in
tests/pages/test_palette.py; change a value only together with a new measurement.

Charts and drawings are made on the server in the light colours, so that one figure serves every
reader and the printer; the style sheet repaints them in dark mode.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kpis.model import Course


@dataclass(frozen=True)
class Shade:
    """One colour in both modes, each as '#RRGGBB'."""

    light: str
    dark: str


SHADES: Mapping[str, Shade] = {
    # Surfaces, from the page up
    "page": Shade("#F5F7F7", "#0F1A1E"),
    "card": Shade("#FFFFFF", "#17252B"),
    "inset": Shade("#F8FAFA", "#1D2E35"),
    "field": Shade("#EDF2F3", "#24373F"),
    "border": Shade("#D3DCDE", "#33474F"),
    "rule": Shade("#E6ECED", "#283B43"),
    "notice-tint": Shade("#FFF7DF", "#33290F"),
    # Words
    "ink": Shade("#15262C", "#E8EFF1"),
    "soft-ink": Shade("#2A3D45", "#CBD8DC"),
    "muted": Shade("#4A5D65", "#A3B5BC"),
    "strong": Shade("#0B3A45", "#F4FAFB"),
    # What can be pressed, and the line of data
    "primary": Shade("#0B5563", "#6EC1D0"),
    "on-primary": Shade("#FFFFFF", "#0B2229"),
    "focus": Shade("#0B5563", "#E3B23C"),
    # The head of the page, dark in both modes
    "header": Shade("#0B3A45", "#0B303A"),
    "on-header": Shade("#FFFFFF", "#FFFFFF"),
    "gold": Shade("#E3B23C", "#E3B23C"),
    # Courses
    "on-course-text": Shade("#075C44", "#7FD6B8"),
    "on-course-tint": Shade("#E1F2EB", "#12352C"),
    "on-course-fill": Shade("#12806A", "#3DB899"),
    "watch-text": Shade("#7A3E00", "#F5BE6B"),
    "watch-tint": Shade("#FFF0D9", "#3A2A10"),
    "watch-fill": Shade("#CC8400", "#EFB030"),
    "act-text": Shade("#8C1D18", "#FF9E95"),
    "act-tint": Shade("#FBE5E3", "#43201D"),
    "act-fill": Shade("#9E1B14", "#DB4F44"),
    "not-judged-text": Shade("#3F525A", "#B7C6CC"),
    "not-judged-tint": Shade("#EBEFF0", "#25353C"),
    "not-judged-fill": Shade("#5A6B72", "#8CA0A8"),
    # Marks that say little on purpose, and bars behind a figure
    "quiet": Shade("#7F9097", "#7C929B"),
    "bar": Shade("#4E8F9B", "#4F9AA8"),
    # Themes first, then other things that must be told apart
    "category-1": Shade("#0B5563", "#6EC1D0"),
    "category-2": Shade("#C8641B", "#F0995B"),
    "category-3": Shade("#5B4A9C", "#A99BEA"),
    "category-4": Shade("#2F8F83", "#5CC4B4"),
    "category-5": Shade("#8A2F5D", "#E08DB6"),
    "category-6": Shade("#6B7A80", "#A3B5BC"),
    "category-7": Shade("#9A7F0E", "#DEC14A"),
    "category-8": Shade("#2C6FB3", "#7FB4EC"),
}


def light(name: str) -> str:
    """The colour as drawings on the server use it."""
    return SHADES[name].light


def property_of(name: str) -> str:
    """The colour as markup uses it; it follows the reader's mode."""
    assert name in SHADES, name
    return f"var(--{name})"


PAGE = light("page")
CARD = light("card")
BORDER = light("border")
RULE = light("rule")
INK = light("ink")
SOFT_INK = light("soft-ink")
MUTED = light("muted")
PRIMARY = light("primary")
HEADER = light("strong")
GOLD = light("gold")
TARGET = light("on-course-fill")
TARGET_BAND = "rgba(18,128,106,.08)"
BAND = "rgba(11,85,99,.10)"
LIMITS = light("not-judged-fill")
LIMITS_BAND = "rgba(90,107,114,.09)"
CATEGORIES = tuple(light(f"category-{n}") for n in range(1, 9))
THEMES = tuple(property_of(f"category-{n}") for n in range(1, 5))
"""The upper edge of a theme's card."""


@dataclass(frozen=True)
class Tone:
    """How one course looks: text on a tint, and a fill for bars and marks."""

    text: str
    tint: str
    fill: str


def tone(course: Course) -> Tone:
    """A course in the light colours."""
    name = course.value.replace("_", "-")
    return Tone(light(f"{name}-text"), light(f"{name}-tint"), light(f"{name}-fill"))


TONES = {course: tone(course) for course in Course}

# Style sheet

NOT_IN_CHARTS = {"page", "header", "on-header", "on-primary", "notice-tint", "focus"}
PLOTLYS_OWN = {"#444444": "muted"}  # the small strokes of an axis
HEAD = "/* Made from pages/parts/palette.py by `make docs`. Change it there. */"


def style_sheet() -> str:
    """Every colour as a custom property, and the rules that repaint charts in dark mode."""
    properties = (f"--{name}:light-dark({its.light},{its.dark});" for name, its in SHADES.items())
    return "\n".join([HEAD, ":root{", *properties, "}", *_repainted(), ""])


def chart_colours() -> dict[str, str]:
    """What a chart may be drawn in, '#RRGGBB' -> the name of the colour it is repainted with."""
    named = {its.light: name for name, its in SHADES.items() if name not in NOT_IN_CHARTS}
    # The first name of a colour wins, as the meaning stands before the category.
    first = {light(name): name for name in reversed(list(named.values()))}
    return {**first, **PLOTLYS_OWN}


def _repainted() -> Iterator[str]:
    """Plotly writes each colour into the style of its mark; there it is found and exchanged."""
    for colour, name in chart_colours().items():
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        for part in ("fill", "stroke"):
            yield (
                f'.js-plotly-plot [style*="{part}: rgb({red}, {green}, {blue})"]'
                f"{{{part}:var(--{name})!important}}"
            )


def svg_style(marks: Mapping[str, tuple[str, str]]) -> str:
    """The style of a small drawing, which cannot see the page's own: class -> (part, colour).

    A browser tells a picture the mode of the element it stands in.
    """
    rules = "".join(f".{css}{{{part}:{SHADES[name].dark}}}" for css, (part, name) in marks.items())
    return f"<style>@media(prefers-color-scheme:dark){{{rules}}}</style>"
