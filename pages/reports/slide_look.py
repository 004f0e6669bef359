"""What every slide looks like: its own colours, type, title place and footer, in 16:9.

python-pptx begins with a 4:3 template of its own; its theme and layouts are made over here, so
that whoever adds a slide by hand gets the same look.
"""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Emu, Pt

from kpis.model import Course
from pages.parts import palette
from pages.reports.drawing import COLOURS
from pages.reports.frozen import Mark, Report
from pages.reports.shapes import POLYGONS, tone_of

FONT = "IBM Plex Sans"
LANGUAGE = "da-DK"
WIDTH, HEIGHT = 33.867, 19.05  # cm
EDGE = 1.6  # cm, left and right
COVER, CONTENT = 0, 5  # the layouts that are used: title slide, title only
THEME = {
    "dk1": palette.INK,
    "lt1": palette.CARD,
    "dk2": palette.HEADER,
    "lt2": palette.PAGE,
    **{f"accent{at}": colour for at, colour in enumerate(palette.CATEGORIES[:6], start=1)},
    "hlink": palette.PRIMARY,
    "folHlink": palette.MUTED,
}


def colour(code: str) -> RGBColor:
    """'#0B5563' as a colour of a slide."""
    made: RGBColor = RGBColor.from_string(code.removeprefix("#"))  # type: ignore[no-untyped-call]
    return made


def tone(code: str) -> palette.Tone:
    """The tone of a course or of an answer."""
    name = tone_of(code)
    return palette.TONES[Course(name if name in list(Course) else Course.NOT_JUDGED)]


def presentation(report: Report) -> Any:
    """An empty presentation with our look."""
    made = Presentation()
    made.slide_width, made.slide_height = Cm(WIDTH), Cm(HEIGHT)
    _theme(made)
    _title_places(made)
    its = made.core_properties
    its.title, its.author, its.language = report.title, "", LANGUAGE
    return made


def _theme(made: Any) -> None:
    """Colours and type of the theme: python-pptx has no words for it, so the XML is rewritten."""
    part = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    xml = part.blob.decode("utf-8")
    for name, code in THEME.items():
        value = f'<a:{name}><a:srgbClr val="{code.removeprefix("#")}"/></a:{name}>'
        xml = re.sub(rf"<a:{name}>.*?</a:{name}>", value, xml, flags=re.DOTALL)
    part._blob = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"', xml).encode()


def _title_places(made: Any) -> None:
    for layout in (made.slide_master, made.slide_layouts[CONTENT]):
        for its in layout.placeholders:
            if its.placeholder_format.type == 1:  # PP_PLACEHOLDER.TITLE
                place(its, EDGE, 0.95, WIDTH - 2 * EDGE, 2.3)
    cover = made.slide_layouts[COVER].placeholders
    place(cover[0], EDGE, 4.0, WIDTH - 2 * EDGE, 3.2)
    place(cover[1], EDGE, 10.0, WIDTH - 2 * EDGE, 2.6)


def place(shape: Any, x: float, y: float, width: float, height: float) -> None:
    """Puts a shape somewhere, in centimetres."""
    shape.left, shape.top, shape.width, shape.height = Cm(x), Cm(y), Cm(width), Cm(height)


def write(frame: Any, words: str, size: float, code: str = palette.INK, bold: bool = False) -> None:
    """One paragraph of words into a text frame, in Danish."""
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    run_of(paragraph, words, size, code, bold)
    frame.word_wrap = True


def run_of(paragraph: Any, words: str, size: float, code: str, bold: bool = False) -> None:
    """Words at the end of a paragraph."""
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.color.rgb = colour(code)
    run._r.get_or_add_rPr().set("lang", LANGUAGE)


def title(slide: Any, words: str) -> None:
    """The slide's real title: what a screen reader and the outline call it."""
    frame = slide.shapes.title.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    sides(frame, 0)
    size = 28 if len(words) < 70 else 24 if len(words) < 120 else 19 if len(words) < 200 else 15
    write(frame, words, size, palette.INK, bold=True)


def sides(frame: Any, margin: float) -> None:
    """The margin inside a text frame, in centimetres."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Cm(margin)


def box(
    slide: Any,
    where: tuple[float, float, float, float],
    words: str,
    size: float,
    code: str = palette.INK,
    bold: bool = False,
) -> Any:
    """A text box; `where` is x, y, width, height in centimetres."""
    made = slide.shapes.add_textbox(*map(Cm, where))
    sides(made.text_frame, 0)
    write(made.text_frame, words, size, code, bold)
    return made


def block(slide: Any, where: tuple[float, float, float, float], fill: str, kind: int = 1) -> Any:
    """A filled shape without words: 1 a rectangle, 5 a rounded one. Decoration."""
    made = slide.shapes.add_shape(kind, *map(Cm, where))
    made.fill.solid()
    made.fill.fore_color.rgb = colour(fill)
    made.line.fill.background()
    is_decoration(made)
    return made


def without_style(shape: Any) -> None:
    """Takes away the shadow and the blue line that every new shape brings."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)


def is_decoration(shape: Any) -> None:
    """Marks a shape as nothing to read out."""
    without_style(shape)
    properties = shape._element.xpath(".//p:cNvPr")[0]
    extension = etree.SubElement(
        etree.SubElement(properties, qn("a:extLst")),
        qn("a:ext"),
        uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}",
    )
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    etree.SubElement(extension, f"{{{space}}}decorative", nsmap={"adec": space}, val="1")


def symbol(slide: Any, name: str, x: float, y: float, size: float, code: str) -> Any:
    """A shape of a state, in centimetres; the word beside it says the same."""
    if name in POLYGONS:
        made = _polygon(slide, POLYGONS[name], x, y, size)
    else:
        made = slide.shapes.add_shape(1 if name == "half" else 9, *map(Cm, (x, y, size, size)))
    made.line.fill.background()
    made.fill.solid()
    made.fill.fore_color.rgb = colour(code)
    if name in ("ring", "half"):
        made.fill.background()
        made.line.color.rgb, made.line.width = colour(code), Pt(1.75)
    if name == "half":
        block(slide, (x, y, size / 2, size), code)
    is_decoration(made)
    return made


def _polygon(slide: Any, corners: Any, x: float, y: float, size: float) -> Any:
    scale = Cm(size) / 100
    first, *rest = [(Cm(x) + a * scale, Cm(y) + b * scale) for a, b in corners]
    builder = slide.shapes.build_freeform(Emu(int(first[0])), Emu(int(first[1])))
    builder.add_line_segments([(Emu(int(a)), Emu(int(b))) for a, b in rest], close=True)
    return builder.convert_to_shape()


def pill(slide: Any, mark: Mark, x: float, y: float, size: float = 16) -> None:
    """A course as shape, word and tint."""
    its = tone(mark.code)
    height = size * 0.066
    width = 1.5 + len(mark.words) * size * 0.024
    back = slide.shapes.add_shape(5, *map(Cm, (x, y, width, height)))
    without_style(back)
    back.fill.solid()
    back.fill.fore_color.rgb = colour(its.tint)
    back.line.fill.background()
    back.adjustments[0] = 0.5
    frame = back.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    sides(frame, 0)
    frame.margin_left = Cm(0.6 + height * 0.36)
    write(frame, mark.words, size, its.text, bold=True)
    symbol(slide, mark.shape, x + 0.38, y + height * 0.32, height * 0.36, its.text)


def footer(slide: Any, report: Report, number: int, words: str = "") -> None:
    """A bar on top; below, how fresh the numbers are, the figure's number and the slide's."""
    block(slide, (0, 0, WIDTH, 0.35), palette.HEADER)
    block(slide, (0, 0.35, WIDTH, 0.08), palette.GOLD)
    told = " ".join(filter(None, (report.freshness, words)))
    box(slide, (EDGE, 18.05, 27, 0.6), told, 10.5, palette.MUTED)
    at = box(slide, (WIDTH - EDGE - 3, 18.05, 3, 0.6), str(number), 10.5, palette.MUTED)
    at.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


SERIES: Mapping[str, tuple[str, float, int | None]] = {
    "value": (COLOURS["primary"], 2.75, None),
    "target": (COLOURS["target"], 2.25, 4),  # MSO_LINE.DASH
    "limit": (COLOURS["limits"], 1.0, 3),  # MSO_LINE.ROUND_DOT
    "mean": (COLOURS["limits"], 1.25, None),
}
"""Colour, width in points and dash of each kind of line."""
