"""Every indicator is documented with all that is declared of it, and an example that was run.

The examples come from running the spec tests, so the pages are made in a process of their own.
"""

import re
import subprocess
import sys

import pytest

import kpis
from kpis.compile import grain
from tests import indicator_docs
from tests.generated_docs import DOCUMENTS, ROOT
from tests.worked_examples import Example, chosen, contrast, markdown

SECTION = re.compile(r'^## <a id="(\w+)"></a>', re.MULTILINE)
FIGURE = re.compile(
    r"^\| period \| figure \|\n\| --- \| --- \|\n(?:\| .+ \| \*\*.+\*\* \|\n?)+", re.M
)
DRAWN = re.compile(r"^`\w+`\n\n\| .+ \|\n\| ---.*\|\n\| .+ \|", re.MULTILINE)
PAGES = [name for name in DOCUMENTS if name.startswith(f"{indicator_docs.FOLDER}/")]


def sections() -> dict[str, str]:
    """The section of each indicator by its id; an id that stands twice fails."""
    found: dict[str, str] = {}
    for name in PAGES:
        _, *split = SECTION.split((ROOT / name).read_text("utf-8"))
        for kpi, told in zip(split[::2], split[1::2], strict=True):
            assert kpi not in found
            found[kpi] = told
    return found


def test_every_indicator_has_a_section_and_a_line():
    assert set(sections()) == set(kpis.catalogue())
    way_in = (ROOT / f"{indicator_docs.FOLDER}.md").read_text("utf-8")
    listed = re.findall(r"^\| \[`(\w+)`\]\(indicators/(\w+)\.md#\1\)", way_in, re.MULTILINE)
    assert sorted(kpi for kpi, _ in listed) == sorted(kpis.catalogue())


@pytest.mark.parametrize("kpi", kpis.catalogue().values(), ids=lambda kpi: kpi.id)
def test_a_section_tells_what_is_declared_and_an_example(kpi):
    told = sections()[kpi.id]
    assert DRAWN.search(told), "no drawn table"
    assert FIGURE.search(told), "no figure"
    for condition in kpi.formula.conditions().values():
        assert f"`{' '.join(condition.split())}`" in told
    assert grain(kpi.population) in told
    for name in (*kpi.breakdowns, *kpi.serves, *(one.name for one in kpi.beside)):
        assert f"`{name}`" in told
    for other in (*kpi.companions, *kpi.balanced_by):
        assert f".md#{other})" in told
    assert f"| exports | {', '.join(kpi.sources)} |" in told
    assert (ROOT / "tests" / "golden" / "indicators" / f"{kpi.id}.sql").exists()


@pytest.mark.parametrize("name", [f"{indicator_docs.FOLDER}.md", *PAGES])
def test_links_lead_somewhere(name):
    here = (ROOT / name).parent
    text = (ROOT / name).read_text("utf-8")
    for path, anchor in re.findall(r"\]\(([^)#\s]+)(?:#(\w+))?\)", text):
        assert (here / path).exists(), path
        assert not anchor or f'<a id="{anchor}">' in (here / path).read_text("utf-8")


def test_the_generated_documents_are_as_new_as_their_code():
    command = [sys.executable, "-m", "tests.generated_docs", "--check"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def example(expected: str, kpi: str = "own_home_share", by: str | None = None, rows: int = 1):
    drawn = "\n".join(["plan | start", "--", *["p1 | -"] * rows])
    return Example(kpi, {"care_plan": drawn}, {"2024-03": expected}, by, "tests/x.py", "test_a_b")


@pytest.mark.parametrize(
    ("found", "at"),
    [
        ([example("0 of 0"), example("0 of 1"), example("1 of 1"), example("1 of 2")], 3),
        ([example("0 of 0"), example("0 of 1"), example("1 of 1")], 2),
        ([example("-"), example("0")], 1),
        ([example("1 of 2"), example("2 of 3")], 0),  # the first of those that tell as much
        ([example("1 of 2", by="sex"), example("1 of 1")], 1),
        ([example("1 of 2", kpi="staff_turnover"), example("1 of 1")], 1),
        ([example("1 of 2", rows=21), example("1 of 1")], 1),
    ],
)
def test_the_example_that_tells_most(found, at):
    assert chosen("own_home_share", found) is found[at]


def test_without_an_example_there_is_none():
    assert chosen("own_home_share", [example("1 of 2", by="sex")]) is None


def test_an_example_is_drawn_as_tables():
    assert list(markdown(example("0 of 0"))) == [
        "A b ([tests/x.py](../../tests/x.py)):",
        *("", "`care_plan`", "", "| plan | start |", "| --- | --- |", "| p1 | - |"),
        *("", "| period | figure |", "| --- | --- |", "| 2024-03 | **no value** |"),
    ]


@pytest.mark.parametrize(
    ("expected", "others", "at"),
    [
        ("1 of 1", ["1 of 1", "0 of 0", "0 of 1"], 2),  # looked at and not counted tells more
        ("1 of 1", ["0 of 0"], 0),
        ("1 of 1", ["2 of 2"], None),
        ("1 of 2", ["0 of 1"], None),  # it tells both already
    ],
)
def test_the_case_beside_one_in_which_all_count(expected, others, at):
    cases = [example(other) for other in others]
    assert contrast(example(expected), cases) is (None if at is None else cases[at])


def test_only_what_differs_is_drawn_of_the_other_case():
    other = example("0 of 1", rows=2)
    drawn = list(markdown(example("1 of 1"), other))
    assert drawn[: drawn.index("With this instead:") - 1] == list(markdown(example("1 of 1")))
    assert drawn[drawn.index("With this instead:") + 1 :] == list(markdown(other))[1:]
    same = list(markdown(example("1 of 1"), example("0 of 1")))
    assert "`care_plan`" not in same[same.index("With this instead:") :]
