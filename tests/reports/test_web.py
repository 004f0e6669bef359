"""The web page in one file: whole, quiet, accessible, and the numbers of the frozen report."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from pages.reports import web
from tests.reports.states_frozen import drawn_figures

VOID = {"meta", "br", "link", "img", "input", "path", "circle", "polygon"}


class Reader(HTMLParser):
    """The words of each article, headings in order, and everything that is worth checking."""

    def __init__(self):
        super().__init__()
        self.open, self.levels, self.ids, self.links = [], [], [], []
        self.articles, self.tags, self.rows, self.drawings = {}, [], {}, []
        self.article = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if tag == "article":
            self.article = given["id"]
            self.articles[self.article] = ""

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag == "article":
            self.article = None

    def handle_data(self, data):
        if self.article:
            self.articles[self.article] += f" {data}"


@pytest.fixture(scope="module")
def page(report) -> tuple[str, Reader]:
    source = web.html(report).decode()
    reader = Reader()
    reader.feed(source)
    assert reader.open == []
    return source, reader


def test_every_figure_tells_its_numbers(page, report):
    _, reader = page
    assert list(reader.articles) == [figure.number for figure in report.figures]
    for figure in report.figures:
        told = reader.articles[figure.number]
        assert figure.words in told
        assert figure.headline in told
        for point in figure.trend.points:
            assert point.label in told
            assert point.words in told
        for answer in figure.answers:
            assert answer.word in told


def test_it_needs_nothing_from_outside_and_runs_nothing(page):
    source, reader = page
    assert "<script" not in source
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", source)
    assert not re.findall(r"url\((?!data:)", source)
    assert all(link.startswith("#") for link in reader.links)
    policy = next(g["content"] for t, g in reader.tags if g.get("http-equiv"))
    assert "default-src 'none'" in policy


def test_links_lead_somewhere_and_ids_are_unique(page):
    _, reader = page
    assert len(set(reader.ids)) == len(reader.ids)
    assert {link[1:] for link in reader.links} <= set(reader.ids)


def test_language_headings_landmarks_and_skip_link(page):
    _, reader = page
    tags = dict(reversed(reader.tags))
    assert tags["html"]["lang"] == "da"
    assert {"header", "nav", "main", "footer"} <= tags.keys()
    assert reader.levels.count(1) == 1
    steps = pairwise(reader.levels)
    assert all(after <= before + 1 for before, after in steps)
    assert reader.links[0] == "#indhold"


def test_every_drawing_has_a_name_and_a_description(page, report):
    _, reader = page
    drawings = [given for tag, given in reader.tags if tag == "svg" and "role" in given]
    assert len(drawings) == 2 * len(drawn_figures(report))
    for given in drawings:
        assert set(given["aria-labelledby"].split()) <= set(reader.ids)
    hidden = [given for tag, given in reader.tags if tag == "svg" and "role" not in given]
    assert all(given.get("aria-hidden") == "true" for given in hidden)


def test_tables_have_headers_with_a_scope(page):
    _, reader = page
    heads = [given for tag, given in reader.tags if tag == "th"]
    assert heads
    assert {given.get("scope") for given in heads} == {"col", "row"}


def test_words_of_the_report_are_never_markup(report):
    changed = replace(report, title="<script>alert(1)</script>")
    assert b"<script>" not in web.html(changed)


def test_both_modes_and_paper(page):
    source, _ = page
    assert "color-scheme:light dark" in source
    assert "@media print" in source
