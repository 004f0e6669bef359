"""One colour has one value everywhere, and words on it can be read."""

import re
import tomllib
from pathlib import Path

import pytest

from kpis.model import Course
from pages.parts import palette

ROOT = Path(__file__).resolve().parents[2]
CSS = (ROOT / "pages" / "parts" / "styles" / "base.css").read_text("utf-8")
PROPERTIES = dict(re.findall(r"--([\w-]+):(#[0-9A-F]{6})", CSS))
READABLE = 4.5  # WCAG 2.2 AA, text of ordinary size
VISIBLE = 3.0  # WCAG 2.2 AA, shapes


def luminance(colour: str) -> float:
    """WCAG's relative luminance of '#RRGGBB'."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("course", Course)
def test_the_style_sheet_has_the_colours_of_the_palette(course: Course) -> None:
    tone, name = palette.TONES[course], course.value.replace("_", "-")
    assert PROPERTIES[f"{name}-text"] == tone.text
    assert PROPERTIES[f"{name}-tint"] == tone.tint
    assert PROPERTIES[f"{name}-fill"] == tone.fill


def test_the_theme_has_the_colours_of_the_palette() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    assert theme["primaryColor"] == palette.PRIMARY == PROPERTIES["primary"]
    assert theme["textColor"] == palette.INK == PROPERTIES["ink"]
    assert theme["backgroundColor"] == palette.PAGE
    assert theme["borderColor"] == palette.BORDER == PROPERTIES["border"]


@pytest.mark.parametrize("course", Course)
def test_a_course_can_be_read_and_seen(course: Course) -> None:
    tone = palette.TONES[course]
    assert contrast(tone.text, tone.tint) >= READABLE
    assert contrast(tone.fill, palette.CARD) >= VISIBLE


@pytest.mark.parametrize("colour", [palette.INK, palette.SOFT_INK, palette.MUTED, palette.PRIMARY])
def test_words_can_be_read_on_page_and_card(colour: str) -> None:
    assert contrast(colour, palette.PAGE) >= READABLE
    assert contrast(colour, palette.CARD) >= READABLE
