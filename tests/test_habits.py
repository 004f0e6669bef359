"""Habits that a reviewer would otherwise have to watch: sizes, secrets, texts."""

import ast
import re
import statistics
import subprocess
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("pipelines", "kpis", "pages", "benchmarks")

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
LONGEST_PAGE = 40

# What no file of the project may name: somebody's machine, its users, its package mirrors.
MACHINE = re.compile(
    r"/(?:home|Users|work|root|tmp/[a-z]+\.)/?\w*/\w+|https?://[^\s\"')>]*(?:pypi|npmjs)"
)

# Ten digits that begin with a real date and are not marked as a decimal or part of a longer name.
TEN_DIGITS = re.compile(r"(?<![\w.\-])(\d{6})-?(\d{4})(?![\w.\-])")


def tracked(*endings: str) -> list[Path]:
    """The project's files: tracked, or new and not ignored."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git checkout, so the project's files cannot be listed")
    files = [ROOT / line for line in listing.stdout.splitlines()]
    return [file for file in files if file.is_file() and file.suffix in endings]


def code() -> list[Path]:
    return [file for part in CODE for file in sorted((ROOT / part).rglob("*.py"))]


def functions(file: Path) -> list[tuple[str, int]]:
    """Every function of a file and how many lines of code its body has, docstring left out."""
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            found.append((f"{file.relative_to(ROOT)}:{node.name}", lines))
    return found


def test_functions_are_short():
    sizes = [size for file in code() for size in functions(file)]
    assert statistics.median(lines for _, lines in sizes) < 10
    assert [name for name, lines in sizes if lines > LONGEST_FUNCTION] == []


def test_modules_are_short():
    long = {str(f.relative_to(ROOT)): len(f.read_text("utf-8").splitlines()) for f in code()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_MODULE} == {}


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda p: p.stem)
def test_a_page_is_a_table_of_contents(page):
    assert len(page.read_text("utf-8").splitlines()) < LONGEST_PAGE


def test_public_functions_explain_themselves():
    silent = []
    for file in [*(ROOT / "kpis").rglob("*.py"), *(ROOT / "pipelines").rglob("*.py")]:
        tree = ast.parse(file.read_text("utf-8"))
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node):
                silent.append(f"{file.relative_to(ROOT)}:{node.name}")
    assert silent == []


def test_nothing_names_a_machine_or_a_mirror():
    text_files = tracked(".py", ".md", ".yaml", ".yml", ".toml", ".sql", ".csv", ".txt", ".css")
    offenders = {
        f"{file.relative_to(ROOT)}: {hit.group()}"
        for file in text_files
        if file != Path(__file__)
        for hit in MACHINE.finditer(file.read_text("utf-8", errors="replace"))
    }
    assert offenders == set()


def is_cpr_shaped(first_six: str) -> bool:
    day, month, year = int(first_six[:2]), int(first_six[2:4]), int(first_six[4:])
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


def passes_modulus_11(number: str) -> bool:
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True)) % 11 == 0


def test_every_cpr_number_in_the_project_can_be_nobodys():
    """Invented numbers fail modulus 11, on other birthdays than 1 January.

    Numbers without modulus 11 have only been issued to people born on 1
    January; the official example's own number is allowed in tests, by name.
    """
    suspicious = set()
    for file in tracked(".py", ".md", ".yaml", ".sql", ".csv", ".json", ".txt"):
        for hit in TEN_DIGITS.finditer(file.read_text("utf-8", errors="replace")):
            number = hit.group(1) + hit.group(2)
            if not is_cpr_shaped(hit.group(1)):
                continue
            if passes_modulus_11(number) or number.startswith("0101"):
                suspicious.add(f"{file.relative_to(ROOT)}: six digits {hit.group(1)[:4]}..")
    assert suspicious == set()
