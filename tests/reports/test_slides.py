"""The slides: native charts that hold the data, real titles, alternatives and notes."""

import os
import re
import shutil
import subprocess
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pypdf import PdfReader

from pages.parts import remembering
from pages.reports import freeze, slide_chart, slides
from tests.reports import states_frozen
from tests.reports.states_frozen import drawn_figures


@pytest.fixture(scope="module")
def deck(report):
    return Presentation(BytesIO(slides.pptx(report)))


def charts(deck) -> dict:
    """The chart of each figure, by the figure's number."""
    found = {}
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                found[number_of(slide)] = shape
    return found


def number_of(slide) -> str:
    told = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    return re.search(r"\b([A-Z][A-Z0-9]?-\d\d) · ", told)[1]


def test_every_figure_has_a_slide_and_its_headline_is_the_title(deck, report):
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    for figure in report.figures:
        assert figure.headline in titles
    assert titles[0] == report.headline
    assert all(titles)


def test_a_chart_holds_the_numbers_of_the_frozen_report(deck, report):
    found = charts(deck)
    assert sorted(found) == sorted(drawn_figures(report))
    for number, shape in found.items():
        figure = report.figure(number)
        values = list(shape.chart.plots[0].series)
        drawn = slide_chart.lines(figure.trend)
        assert [series.name for series in values] == [line.name for line in drawn]
        for series, line in zip(values, drawn, strict=True):
            assert list(series.values) == pytest.approx(list(line.values), nan_ok=True)


def test_the_workbook_behind_a_chart_holds_them_too(deck, report):
    for number, shape in charts(deck).items():
        points = report.figure(number).trend.points
        blob = shape.chart.part.chart_workbook.xlsx_part.blob
        sheet = openpyxl.load_workbook(BytesIO(blob)).active
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        assert len(rows) == len(points)
        starts = [0, *(event.at for event in report.figure(number).trend.events), len(points)]
        for at, (row, point) in enumerate(zip(rows, points, strict=True)):
            assert row[0].date() == date.fromisoformat(point.day).replace(day=1)
            column = 1 if at < starts[1] else value_column(sheet, 2)
            assert row[column] == (None if point.value is None else pytest.approx(point.value))


def value_column(sheet, nth: int) -> int:
    """Where the nth line of values stands; it is named for the break it follows."""
    heads = [cell.value for cell in sheet[1]]
    return [at for at, head in enumerate(heads) if str(head).startswith("Måling")][nth - 1]


def test_no_line_goes_across_a_break(report):
    broken = [f for f in report.figures if f.trend.events]
    assert broken
    for figure in broken:
        (event,) = figure.trend.events
        before, after = [one for one in slide_chart.lines(figure.trend) if one.kind == "value"]
        assert set(before.values[event.at :]) == {None}
        assert set(after.values[: event.at]) == {None}


def test_charts_have_a_danish_date_axis_and_an_alternative(deck, report):
    for number, shape in charts(deck).items():
        told = shape._element.nvGraphicFramePr.cNvPr.get("descr")
        assert told == report.figure(number).trend.alternative
        axis = shape.chart.category_axis._element
        assert axis.tag == qn("c:dateAx")
        assert axis.find(qn("c:numFmt")).get("formatCode") == "[$-406]mmm yyyy"


def test_every_run_of_words_is_danish(deck):
    for slide in deck.slides:
        for run in slide._element.iter(qn("a:r")):
            assert run.find(qn("a:rPr")).get("lang") == "da-DK"


def test_the_notes_have_talking_points_and_the_definition(deck, report):
    by_title = {slide.shapes.title.text_frame.text: slide for slide in deck.slides}
    for figure in report.figures:
        notes = by_title[figure.headline].notes_slide.notes_text_frame.text
        assert figure.answers[0].why in notes
        assert report.definition(figure.kpi).question in notes


def test_hidden_numbers_stand_on_no_slide(deck, report):
    for slide in deck.slides:
        if slide.shapes.title.text_frame.text in {
            figure.headline for figure in report.figures if figure.kpi == states_frozen.HIDDEN
        }:
            told = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
            assert "Intet tal" in told


def test_shapes_that_decorate_say_so(deck):
    names = {element.tag for slide in deck.slides for element in slide._element.iter()}
    assert any(str(tag).endswith("}decorative") for tag in names)


def test_one_month_and_years(numbers):
    numbers(known_from=date(2026, 10, 1))
    one = Presentation(BytesIO(slides.pptx(freeze(["followup_on_time"]))))
    assert len(one.slides) == 2
    numbers()
    remembering.forget()
    years = Presentation(BytesIO(slides.pptx(freeze(["followup_on_time"], "2025"))))
    assert len(charts(years)) == 1


@pytest.mark.slow
def test_libreoffice_opens_it_and_its_charts_hold_the_data(numbers, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not on the path.")
    numbers()
    its = freeze(["borgeren_foerst"])
    made = tmp_path / "slides.pptx"
    made.write_bytes(slides.pptx(its))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind in ("odp", "pdf"):
        subprocess.run(
            [office, profile, "--headless", "--convert-to", kind, "--outdir", tmp_path, made],
            check=True,
            capture_output=True,
            timeout=240,
            env={**os.environ, "HOME": str(tmp_path)},
        )
    pages = PdfReader(tmp_path / "slides.pdf").pages
    told = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    assert len(pages) == len(Presentation(made).slides)
    for figure in its.figures:
        assert re.sub(r"\s+", " ", figure.headline) in told
    assert numbers_in_charts(tmp_path / "slides.odp") >= {
        round(point.value, 9)
        for figure in its.figures
        for point in figure.trend.points
        if point.value is not None
    }


def numbers_in_charts(odp) -> set[float]:
    """Every number in the data tables of the charts that LibreOffice kept."""
    with zipfile.ZipFile(odp) as archive:
        parts = [n for n in archive.namelist() if re.fullmatch(r"Object \d+/content\.xml", n)]
        found = "".join(archive.read(name).decode() for name in parts)
    return {round(float(value), 9) for value in re.findall(r'office:value="([-0-9.eE]+)"', found)}
