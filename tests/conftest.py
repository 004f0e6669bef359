"""What tests share: drawings become warehouses, and are asked twice."""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from tests import second_opinion
from tests.spec import drawing, drawing_supply, engine, warehouse

RECEIVED = date(2030, 1, 1)
Key = str | tuple[str, str]


def asked(key: Key) -> tuple[str, str]:
    """`'2025-01'` or `('Fysisk', '2025-01')` as member and period."""
    return ("", key) if isinstance(key, str) else key


def as_text(counts: tuple[int | None, int | None]) -> str:
    return f"{float(counts[0] or 0):g} of {float(counts[1] or 0):g}"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is collected stays until the end: to look for garbage in it takes half of the time."""
    gc.disable()
    result = yield
    gc.freeze()
    gc.enable()
    return result


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    from tests.spreading import Spreading  # pytest-xdist is there when it asks

    return Spreading(config, log)


@pytest.fixture(autouse=True, scope="session")
def nobody_entered_anything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads, or writes beside, what a person entered on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        file = tmp_path_factory.mktemp("entered") / "state.sqlite3"
        patch.setenv("STRATEGI_STATE_URL", f"sqlite:///{file}")
        yield


@pytest.fixture(scope="session")
def statement_parent() -> Iterator[Any]:
    """The process that the statements of some modules are forked from."""
    from tests.forked_statements import parent

    with parent() as made:
        yield made


@pytest.fixture(scope="module")
def forked_statements(statement_parent: Any) -> Iterator[None]:
    """The statements of a module that is not about how their processes start."""
    from kpis.sandbox import door
    from tests.forked_statements import adopting

    with adopting(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(door, "_process", statement_parent.forked)
        yield


@pytest.fixture
def drawn(tmp_path: Path) -> Callable[..., AbstractContextManager[Path | None]]:
    """Tables to be evaluated: in the engine that stays, or in a build of its own."""

    @contextmanager
    def put(tables: Any, ours: tuple[str, ...], received: set[date]) -> Iterator[Path | None]:
        if ours == (drawing.OURS,):
            with engine.drawn(tables, received):
                yield None
        else:
            yield warehouse.write(Path(mkdtemp(dir=tmp_path)), tables, ours, received)

    return put


@pytest.fixture
def kpi_spec(drawn: Callable[..., AbstractContextManager[Path | None]]) -> Callable[..., None]:
    """Draw tables, say what an indicator makes of them; SQL and second opinion must agree."""

    def spec(
        kpi: str,
        given: dict[str, str],
        expected: dict[Key, str],
        by: str | None = None,
        known_at: str | None = None,
        ours: tuple[str, ...] = (drawing.OURS,),
    ) -> None:
        import kpis  # here, so that tests of other parts run without it

        tables = drawing_supply.municipality(given)
        known = date.fromisoformat(known_at) if known_at else None
        periods = sorted({asked(key)[1] for key in expected})
        by_hand = {
            (member, period): answer.counts
            for period in periods
            for member, answer in second_opinion.evaluate(
                tables, kpi, period, known, by, ours
            ).items()
        }
        assert _only(by_hand, expected) == expected, "the second opinion says otherwise"
        with drawn(tables, ours, {RECEIVED, known or RECEIVED}) as folder:
            results = kpis.evaluate(
                [kpi], periods, by=by, known_at=known, warehouse=folder, raw=True
            )
        by_sql = {(r.member, r.period): (r.numerator, r.denominator) for r in results}
        assert _only(by_sql, expected) == expected, "the SQL says otherwise"

    return spec


@pytest.fixture
def sql_spec(drawn: Callable[..., AbstractContextManager[Path | None]]) -> Callable[..., None]:
    """What the second opinion does not tell: a count of 0 in a member, what is not yet over.

    A share is written `1 of 2`, any other number as it is, `-` for none.
    """

    def spec(
        kpi: str,
        given: dict[str, str],
        expected: dict[Key, str],
        by: str | None = None,
        received: date = RECEIVED,
    ) -> None:
        import kpis

        ours = (drawing.OURS,)
        tables = drawing_supply.municipality(given)
        periods = sorted({asked(key)[1] for key in expected})
        with drawn(tables, ours, {received}) as folder:
            results = kpis.evaluate([kpi], periods, by=by, warehouse=folder, raw=True)
        found = {asked_of(r): value_text(r) for r in results if r.member or not by}
        assert found == {asked(key): text for key, text in expected.items()}

    return spec


@pytest.fixture
def value_spec(sql_spec: Callable[..., None]) -> Callable[..., None]:
    """The same of SQL and second opinion; they must agree."""

    def spec(
        kpi: str, given: dict[str, str], expected: dict[Key, str], by: str | None = None
    ) -> None:
        wanted = {asked(key): text for key, text in expected.items()}
        found = values_by_hand(kpi, given, {period for _, period in wanted}, by)
        none = "0 of 0" if is_share(kpi) else "-"
        # The second opinion tells rows that count from none at all only where it divides.
        if not is_share(kpi):
            found = {key: none if wanted.get(key) == none and text == "0" else text
                     for key, text in found.items()}  # fmt: skip
        assert dict.fromkeys(wanted, none) | found == wanted, "the second opinion says otherwise"
        sql_spec(kpi, given, expected, by)

    return spec


def values_by_hand(
    kpi: str, given: dict[str, str], periods: set[str], by: str | None
) -> dict[tuple[str, str], str]:
    """Member and period -> what the second opinion says, written as in `sql_spec`."""
    opinion = second_opinion.Opinion(
        drawing_supply.municipality(given), known_at=None, ours=(drawing.OURS,)
    )
    return {
        (member, period): answer_text(kpi, answer)
        for period in periods
        for member, answer in opinion.answers(kpi, period, by).items()
        if answer.value is not None or not by  # a member without a number is none
    }


def answer_text(kpi: str, answer: second_opinion.Answer) -> str:
    if is_share(kpi):
        return as_text(answer.counts) if answer.denominator else "0 of 0"
    return "-" if answer.value is None else f"{float(answer.value):.4g}"


def is_share(kpi: str) -> bool:
    from kpis.catalogue import indicator
    from kpis.model import Unit

    return indicator(kpi).unit is Unit.SHARE


def asked_of(result: Any) -> tuple[str, str]:
    return (result.member, result.period)


def value_text(result: Any) -> str:
    if is_share(result.kpi):
        return as_text((result.numerator, result.denominator))
    return "-" if result.value is None else f"{result.value:.4g}"


def _only(
    counts: dict[tuple[str, str], tuple[int | None, int | None]], expected: dict[Key, str]
) -> dict[Key, str]:
    """The counts as text under the keys of `expected`, and members nobody expected."""
    texts: dict[Key, str] = {
        key if key[0] else key[1]: as_text(found) for key, found in counts.items() if found[1]
    }
    return dict.fromkeys(expected, "0 of 0") | texts
