"""The PDF: tagged, with our fonts and bookmarks, and the numbers of the frozen report."""

import re
from io import BytesIO
from itertools import pairwise

import pytest
import typst
from pypdf import PdfReader

from kpis.model import Status
from pages.reports import drawing, freeze, paper
from tests.pages import invented
from tests.reports import states_frozen


@pytest.fixture(scope="module")
def pdf(report) -> PdfReader:
    return PdfReader(BytesIO(paper.pdf(report)))


@pytest.fixture(scope="module")
def pages(pdf) -> list[str]:
    """The text of each page."""
    return [plain(page.extract_text()) for page in pdf.pages]


def words(reader: PdfReader) -> str:
    """All text, every run of spaces and line ends as one space, soft hyphens mended."""
    return plain(" ".join(page.extract_text() for page in reader.pages))


def plain(told: str) -> str:
    return re.sub(r"\s+", " ", told.replace("\u00ad", ""))


def test_it_is_tagged_and_says_its_language(pdf):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "da-DK"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_it_says_that_it_follows_pdf_ua_and_pdf_a(pdf):
    told = pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in told


def tags(node, found=None) -> list:
    """Every element of the structure tree: its kind and its text alternative."""
    found = [] if found is None else found
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, dict):
        if "/S" in node:
            found.append((node["/S"], node.get("/Alt", "")))
        if "/K" in node:
            tags(node["/K"], found)
    elif isinstance(node, list):
        for one in node:
            tags(one, found)
    return found


def test_every_chart_has_the_alternative_of_the_page(pdf, report):
    alternatives = [alt for kind, alt in tags(pdf.trailer["/Root"]["/StructTreeRoot"]) if alt]
    for figure in report.figures:
        if figure.trend.is_drawn:
            assert figure.trend.alternative in alternatives, figure.number


def test_headings_stand_in_order_and_tables_have_headers(pdf):
    kinds = [kind for kind, _ in tags(pdf.trailer["/Root"]["/StructTreeRoot"])]
    levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "/TH" in kinds


def test_only_our_fonts_and_all_of_them_inside(pdf):
    fonts = {}
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            (inner,) = font.get_object().get("/DescendantFonts", [font])
            descriptor = inner.get_object()["/FontDescriptor"]
            fonts[descriptor["/FontName"]] = any(
                name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3")
            )
    assert fonts
    assert all("IBMPlexSans" in name for name in fonts)
    assert all(fonts.values())


def test_bookmarks_lead_to_every_node(pdf, report):
    def titles(outline):
        for one in outline:
            yield from titles(one) if isinstance(one, list) else [one.title]

    told = list(titles(pdf.outline))
    assert {page.title for page in report.pages} <= set(told)


def test_the_numbers_are_those_of_the_frozen_report(pages, report):
    told = " ".join(pages)
    assert plain(report.headline) in told
    for figure in report.figures:
        assert figure.number in told
        shown = figure.words if figure.status == "ok" else "Intet tal"
        assert plain(shown) in told, figure.number
    assert "Side 1 af" in told


def test_every_page_says_how_fresh_the_numbers_are(pages, report):
    for page in pages:
        assert plain(report.freshness) in page


def test_a_page_for_each_node_where_it_fits(numbers):
    numbers()
    reader = PdfReader(BytesIO(paper.pdf(freeze(["effektiv_drift", "det_digitale_liv"]))))
    text = [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]
    assert "Effektiv drift" in text[1]
    assert "Det digitale liv" in text[2]
    assert "Hvad tallene betyder" in text[3]


def test_a_very_long_title_is_there_whole(pages):
    assert plain(states_frozen.LONG) in " ".join(pages)


def test_the_same_report_gives_the_same_bytes(report):
    assert paper.pdf(report) == paper.pdf(report)


def test_one_indicator_alone_and_one_month_of_data(numbers):
    numbers(invented.evaluate, known_from=invented.KNOWN_AT.replace(day=1))
    its = freeze(["followup_on_time"])
    told = words(PdfReader(BytesIO(paper.pdf(its))))
    (figure,) = its.figures
    assert plain(figure.headline) in told
    assert "N-" in told


SILENT = """
#set document(title: "x", date: datetime(year: 2026, month: 1, day: 1))
#image(bytes(sys.inputs.svg), format: "svg")
"""


def test_a_chart_without_an_alternative_is_refused(report):
    """Typst holds us to PDF/UA: a drawing nobody can hear does not become a file."""
    figure = next(its for its in report.figures if its.trend.is_drawn)
    with pytest.raises(typst.TypstError, match="alt"):
        paper._compiler().compile(
            SILENT.encode(),
            format="pdf",
            sys_inputs={"svg": drawing.svg(figure.trend)},
            pdf_standards=list(paper.STANDARDS),
        )


def test_nothing_measured_is_a_report_too(numbers):
    numbers(invented.evaluate_nothing(Status.NO_DATA))
    told = words(PdfReader(BytesIO(paper.pdf(freeze("effektiv_drift")))))
    assert "Intet tal" in told
    assert "kan vurderes" in told
