"""Who may import what. The table is the architecture; the code below only reads it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

HEAVY = {"great_expectations", "ibis", "openpyxl", "pptx"}
STATISTICS = {"statsmodels", "scipy", "patsy"}

# Part of the tree -> packages it may not import, wherever in the file the import stands.
FORBIDDEN = {
    "app.py": {"duckdb", "sqlalchemy", "plotly", "pipelines", *HEAVY, *STATISTICS},
    "pages": {"duckdb", "sqlalchemy", "pipelines", *HEAVY, *STATISTICS},
    "kpis": {"streamlit", "plotly", "pipelines", "pages", *HEAVY},
    "pipelines": {"sqlalchemy", "streamlit", "plotly", "kpis", "pages"},
}

# Packages that one module alone may import, inside the named part.
ONLY = {
    ("kpis", "statsmodels"): "kpis/forecast.py",
    ("pipelines", "great_expectations"): "pipelines/quality.py",
    # The server around Streamlit is built on Starlette; no page knows that there is one.
    ("pages", "starlette"): "pages/parts/shell.py",
    ("pages", "openpyxl"): "pages/reports/workbook.py",
    ("pages", "typst"): "pages/reports/paper.py",
}

# DuckDB opens builds, the published file, and that file for an analyst's statement.
ENGINE_DOORS = {"kpis/warehouse.py", "kpis/analysis/file.py", "kpis/sandbox/child.py"}

# What people enter is in one database: facts, and the log of statements.
STORES = ["kpis/egress/log_table.py", "kpis/facts/store.py"]

# Streamlit has three doors: blocks, the fields of forms, and markup on its way to become a block.
DOORS = [f"pages/parts/{name}.py" for name in ("fields", "gathering", "widgets")]

# Writers of reports, which nothing imports before a report is asked for.
WRITERS = {
    "pages/reports/slides.py": {"pptx"},
    "pages/reports/slide_chart.py": {"pptx"},
    "pages/reports/slide_look.py": {"pptx"},
    "pages/reports/workbook.py": {"openpyxl"},
    "kpis/egress/xlsx_file.py": {"openpyxl"},
}


def modules(part: str) -> list[Path]:
    path = ROOT / part
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def imported(module: Path) -> set[str]:
    """The full names a module imports, relative ones left out."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module}
    return names


def packages(module: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(module)}


@pytest.mark.parametrize("part", FORBIDDEN)
def test_nobody_imports_what_the_table_forbids(part):
    offenders = {
        name: sorted(found)
        for module in modules(part)
        for name in [str(module.relative_to(ROOT))]
        if (found := packages(module) & FORBIDDEN[part] - WRITERS.get(name, set()))
    }
    assert offenders == {}


def test_nobody_imports_a_writer_at_the_top():
    """A page and the command load the writer that is asked for, when it is."""
    names = {name.removesuffix(".py").replace("/", ".") for name in WRITERS}
    for module in (*modules("pages"), *modules("app.py")):
        if str(module.relative_to(ROOT)) not in WRITERS:
            assert not imported(module) & names, module


def test_reports_know_no_dashboard():
    for module in modules("pages/reports"):
        assert not packages(module) & {"streamlit", "plotly"}, module
        assert "pages.parts.widgets" not in imported(module), module


@pytest.mark.parametrize(("part", "package"), ONLY)
def test_a_package_has_one_door(part, package):
    doors = [str(m.relative_to(ROOT)) for m in modules(part) if package in packages(m)]
    assert doors == [ONLY[part, package]]


def test_the_engine_has_three_doors():
    doors = {str(m.relative_to(ROOT)) for m in modules("kpis") if "duckdb" in packages(m)}
    assert "kpis/warehouse.py" in doors
    assert doors <= ENGINE_DOORS


def test_the_database_of_what_people_enter_has_two_doors():
    assert [
        str(m.relative_to(ROOT)) for m in modules("kpis") if "sqlalchemy" in packages(m)
    ] == STORES


def test_streamlit_has_three_doors():
    doors = [str(m.relative_to(ROOT)) for m in modules("pages/parts") if "streamlit" in packages(m)]
    assert doors == DOORS


def test_pages_see_only_the_public_face_of_kpis():
    """`kpis` itself and the dataclasses it hands out; never its engine."""
    parts = ("", ".model", ".strategy", ".coverage", ".errors", ".facts", ".spreadsheet")
    workbench = (".analysis", ".sandbox", ".egress", ".questions", ".exploring", ".as_sql")
    allowed = {f"kpis{part}" for part in (*parts, *workbench, ".drafts")}
    for module in modules("pages"):
        used = {name for name in imported(module) if name.split(".")[0] == "kpis"}
        assert used <= allowed, module


def test_joins_stand_only_in_populations():
    for module in modules("kpis/themes") + modules("kpis/tracks"):
        assert " join " not in module.read_text("utf-8").lower(), module


def test_pages_hold_no_sql():
    for module in modules("pages"):
        text = module.read_text("utf-8").lower()
        assert "select " not in text or " from core." not in text, module


def test_every_population_says_its_grain_first():
    populations = sorted((ROOT / "kpis" / "populations").rglob("*.sql"))
    assert populations
    for population in populations:
        first = population.read_text("utf-8").splitlines()[0]
        assert first.lower().startswith("-- one row per "), population
