"""A worked example of each indicator, taken from its spec tests by running them.

The tests run as they are, but what they hand to `kpi_spec` and `sql_spec` is written
down in place of being computed: no figure is copied by hand, and none without a test.
"""

import contextlib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.spec import drawing

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ("kpi_spec", "sql_spec")
MOST_ROWS = 20  # more than that nobody adds up by hand


@dataclass(frozen=True)
class Example:
    """One call of a spec: the drawn tables, and the figure of each period (and member)."""

    kpi: str
    given: Mapping[str, str]
    expected: Mapping[Any, str]
    by: str | None
    file: str
    test: str

    @property
    def rows(self) -> int:
        return sum(len(list(drawing.cells(drawn))) for drawn in self.given.values())


class Recorder:
    """A pytest plugin: runs the tests that draw tables, and keeps what they draw."""

    def __init__(self) -> None:
        self.examples: list[Example] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if set(FIXTURES) & set(item.fixturenames)]

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: pytest.FixtureRequest) -> Any:
        """Stands in for the fixtures; a test may ask for one through a fixture of its own."""
        if fixturedef.argname not in FIXTURES:
            return None
        spec = self._spec(request.node)
        fixturedef.cached_result = (spec, fixturedef.cache_key(request), None)
        return spec

    def _spec(self, item: pytest.Function) -> Any:
        file = item.path.relative_to(ROOT).as_posix()

        def spec(kpi: str, given: Any, expected: Any, by: str | None = None, **more: Any) -> None:
            if not more:  # another known-at date or municipality needs more words than a table
                self.examples.append(
                    Example(kpi, dict(given), dict(expected), by, file, item.originalname)
                )

        return spec


@cache
def recorded() -> tuple[Example, ...]:
    """Every call of a spec, in the order of the tests."""
    recorder = Recorder()
    said = io.StringIO()
    options = ["-p", "no:cacheprovider", "-o", "addopts=", str(ROOT / "tests" / "spec")]
    with contextlib.redirect_stdout(said):
        code = pytest.main(options, plugins=[recorder])
    if code:
        raise RuntimeError(f"The spec tests cannot be collected:\n{said.getvalue()}")
    return tuple(recorder.examples)


def chosen(kpi: str, examples: Iterable[Example]) -> Example | None:
    """The first example, by total, that tells most: see `_tells`. None without one."""
    own = [one for one in examples if one.kpi == kpi and not one.by and one.rows <= MOST_ROWS]
    return max(own, key=_tells, default=None)  # max keeps the first of equals


def contrast(example: Example, examples: Iterable[Example]) -> Example | None:
    """Where all of an example counts: the first case of the same test in which it does not."""
    if _tells(example) != 2:
        return None
    same = [one for one in examples if _of(one) == _of(example) and one.rows <= MOST_ROWS]
    others = [one for one in same if _tells(one) < 2]
    return max(others, key=_tells, default=None)


def _of(example: Example) -> tuple[str, str, str, str | None]:
    return example.kpi, example.file, example.test, example.by


def _tells(example: Example) -> int:
    """3: some count and some do not. 2: a figure that is not 0. 1: a figure of 0. 0: none."""
    return max(map(_figure_tells, example.expected.values()), default=0)


def _figure_tells(figure: str) -> int:
    counted, _, among = figure.partition(" of ")
    if counted == "-" or among == "0":
        return 0
    if among and 0 < float(counted) < float(among):
        return 3
    return 2 if float(counted) else 1


def markdown(example: Example, other: Example | None = None) -> Iterator[str]:
    """The drawn tables and the expected figures, as lines; of the other case what differs."""
    sentence = example.test.removeprefix("test_").replace("_", " ")
    yield f"{sentence[:1].upper()}{sentence[1:]} ([{example.file}](../../{example.file})):"
    yield from _drawn(example.given)
    yield from _figures(example.expected)
    if other:
        yield from ("", "With this instead:")
        yield from _drawn(
            {name: drawn for name, drawn in other.given.items() if drawn != example.given.get(name)}
        )
        yield from (f"\nWithout `{name}`." for name in example.given if name not in other.given)
        yield from _figures(other.expected)


def _drawn(given: Mapping[str, str]) -> Iterator[str]:
    for name, drawn in given.items():
        yield from ("", f"`{name}`", "", *_table(drawn))


def _figures(expected: Mapping[Any, str]) -> Iterator[str]:
    yield from ("", "| period | figure |", "| --- | --- |")
    for period, figure in expected.items():
        yield f"| {period} | **{_shown(figure)}** |"


def _table(drawn: str) -> Iterator[str]:
    header = next(line for line in drawn.splitlines() if line.strip())
    columns = [name.strip() for name in header.split("|")]
    yield _row(columns)
    yield _row(["---"] * len(columns))
    for cells in drawing.cells(drawn):
        yield _row([cells.get(column, "") for column in columns])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _shown(figure: str) -> str:
    """A share without a denominator has no value; it is not 0 (R17)."""
    return "no value" if figure in ("-", "0 of 0") else figure
