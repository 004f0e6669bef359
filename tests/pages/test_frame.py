"""Every page gets the frame, also when its own address is the first a server is asked for."""

import ast
from pathlib import Path

import pytest

from pages.parts import registry

PAGES = Path(__file__).resolve().parents[2] / "pages"
FILES = sorted(path for path in PAGES.glob("*.py") if path.name != "__init__.py")
NOT_RUN = (ast.Import, ast.ImportFrom)


def first_statement(source: str) -> str:
    """The first statement that does something: after the docstring and the imports."""
    docstring, *body = ast.parse(source).body
    assert isinstance(docstring, ast.Expr)
    return ast.unparse(next(line for line in body if not isinstance(line, NOT_RUN)))


@pytest.mark.parametrize("page", FILES, ids=lambda page: page.stem)
def test_the_first_statement_of_a_page_enters_the_frame(page: Path) -> None:
    assert first_statement(page.read_text("utf-8")) == "frame.enter()"


def test_every_page_file_is_in_the_menu() -> None:
    assert {f"pages/{path.name}" for path in FILES} == {page.file for page in registry.PAGES}


def test_a_page_that_does_something_before_the_frame_is_seen() -> None:
    assert first_statement('"""Doc."""\nimport os\nx = 1\nframe.enter()') == "x = 1"
