"""One colour has one value everywhere, and in both modes words can be read and shapes be seen."""

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from kpis.model import Course
from pages.parts import charts, palette
from pages.parts.palette import SHADES
from tests.pages.results import ok, target

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "pages" / "parts" / "styles"
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
MODES = ("light", "dark")
READABLE = 4.5  # WCAG 2.1 AA, text of ordinary size
VISIBLE = 3.0  # WCAG 2.1 AA, shapes
APART = 25  # CIE76 distance at which two fills are not taken for each other

SURFACES = ("page", "card", "inset", "field", "notice-tint")
WORDS = ("ink", "soft-ink", "muted", "primary", "strong")
SHAPES = (
    *("on-course-fill", "watch-fill", "act-fill", "not-judged-fill", "quiet", "bar", "primary"),
    *(f"category-{n}" for n in range(1, 9)),
)
COURSES = tuple(course.value.replace("_", "-") for course in Course)

# Streamlit's name for a colour -> ours
STREAMLITS = {
    "primaryColor": "primary",
    "backgroundColor": "page",
    "secondaryBackgroundColor": "card",
    "textColor": "ink",
    "linkColor": "primary",
    "borderColor": "border",
    "greenColor": "on-course-fill",
    "greenTextColor": "on-course-text",
    "greenBackgroundColor": "on-course-tint",
    "orangeColor": "watch-fill",
    "orangeTextColor": "watch-text",
    "orangeBackgroundColor": "watch-tint",
    "redColor": "act-fill",
    "redTextColor": "act-text",
    "redBackgroundColor": "act-tint",
    "dataframeHeaderBackgroundColor": "field",
    "dataframeHeaderTextColor": "ink",
}

# Linear RGB as the three kinds of colour blindness see it (Machado, Oliveira and Fernandes 2009,
# severity 1.0).
BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> list[float]:
    """'#RRGGBB' as linear light, 0-1."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(colour: str) -> float:
    """WCAG's relative luminance of '#RRGGBB'."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """CIE L*a*b* of linear RGB, D65."""
    red, green, blue = (min(max(c, 0.0), 1.0) for c in rgb)
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen_with(blindness: str, colour: str) -> tuple[float, float, float]:
    light = linear(colour)
    rows = BLINDNESS[blindness]
    return lab([sum(a * b for a, b in zip(row, light, strict=True)) for row in rows])


def distance(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5


def shade(name: str, mode: str) -> str:
    return str(getattr(SHADES[name], mode))


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("words", WORDS)
def test_words_can_be_read_on_every_surface(words: str, surface: str, mode: str) -> None:
    assert contrast(shade(words, mode), shade(surface, mode)) >= READABLE


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("words", "under"), [("on-primary", "primary"), ("on-header", "header")])
def test_words_can_be_read_on_colour(words: str, under: str, mode: str) -> None:
    assert contrast(shade(words, mode), shade(under, mode)) >= READABLE


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("course", COURSES)
def test_the_words_of_a_course_can_be_read(course: str, mode: str) -> None:
    for surface in (f"{course}-tint", "card", "inset"):
        assert contrast(shade(f"{course}-text", mode), shade(surface, mode)) >= READABLE


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("mark", SHAPES)
def test_shapes_can_be_seen_on_a_card(mark: str, mode: str) -> None:
    assert contrast(shade(mark, mode), shade("card", mode)) >= VISIBLE


@pytest.mark.parametrize("mode", MODES)
def test_what_has_the_focus_can_be_seen(mode: str) -> None:
    for surface in ("page", "card", "inset"):
        assert contrast(shade("focus", mode), shade(surface, mode)) >= VISIBLE
    assert contrast(shade("gold", mode), shade("header", mode)) >= VISIBLE


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_good_and_bad_are_told_apart_by_the_colour_blind(blindness: str, mode: str) -> None:
    fills = [shade(f"{course}-fill", mode) for course in ("on-course", "watch", "act")]
    for one, other in combinations(fills, 2):
        assert distance(seen_with(blindness, one), seen_with(blindness, other)) >= APART


def test_style_sheets_name_only_colours_that_exist() -> None:
    for file in STYLES.glob("*.css"):
        css = file.read_text("utf-8")
        named = set(re.findall(r"var\(--([\w-]+)[,)]", css))
        own = set(re.findall(r"--([\w-]+):", css)) | {"tone", "lift", "hatching"}
        assert named - own - set(SHADES) == set(), file.name


def test_style_sheets_hold_no_colour_of_their_own() -> None:
    literal = re.compile(r"#[0-9A-Fa-f]{3,8}\b(?!['\w-]*\{)|rgba?\(\d")
    for file in STYLES.glob("*.css"):
        if file.name != "palette.css":
            lines = file.read_text("utf-8").splitlines()
            assert [line for line in lines if literal.search(line)] == [], file.name


@pytest.mark.parametrize("mode", MODES)
def test_the_theme_has_the_colours_of_the_palette(mode: str) -> None:
    assert {name: THEME[mode][name] for name in STREAMLITS} == {
        name: shade(ours, mode) for name, ours in STREAMLITS.items()
    }
    categories = [shade(f"category-{n}", mode) for n in range(1, 9)]
    assert THEME[mode]["chartCategoricalColors"] == categories


@pytest.mark.parametrize("mode", MODES)
def test_the_menu_of_a_telephone_looks_like_the_head_of_the_page(mode: str) -> None:
    sidebar = THEME[mode]["sidebar"]
    assert sidebar["backgroundColor"] == shade("header", mode)
    assert sidebar["textColor"] == shade("on-header", mode)
    assert sidebar["primaryColor"] == shade("gold", mode)


def colours_of(part: object) -> set[str]:
    """Every '#RRGGBB' in a figure, however deep."""
    if isinstance(part, dict):
        return set().union(*map(colours_of, part.values()))
    if isinstance(part, list | tuple):
        return set().union(*map(colours_of, part))
    is_colour = isinstance(part, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", part)
    return {str(part)} if is_colour else set()


def test_every_colour_of_a_chart_has_a_dark_one() -> None:
    results = tuple(ok(0.6 + at / 100, period=f"2026-{at:02d}") for at in range(1, 11))
    series = charts.Trend(results, (target(low=0.5),) * 10, "2026-10")
    used = colours_of(charts.trend(series))
    assert used
    assert used <= set(palette.chart_colours())


def test_one_light_colour_is_not_two_dark_ones_in_a_chart() -> None:
    for colour, name in palette.chart_colours().items():
        same = {n for n, its in SHADES.items() if its.light == colour} - palette.NOT_IN_CHARTS
        assert {SHADES[each].dark for each in same} <= {SHADES[name].dark}


def test_a_colour_that_is_misspelt_is_refused() -> None:
    with pytest.raises(AssertionError, match="primry"):
        palette.property_of("primry")
