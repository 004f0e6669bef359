"""Everything the pages show of the small example: nobody can be worked out from it."""

import pytest

import kpis
from kpis import compile, moves, together
from kpis.catalogue import all_declared
from kpis.egress.pages import told
from kpis.evaluate import compute
from kpis.formulas import Share, share
from kpis.model import Result, Status
from kpis.periods import period
from kpis.warehouse import opened
from kpis.whom import ROWS_OF, SOME_ROWS_OF
from tests import shared

pytestmark = pytest.mark.slow

PERIODS = ("2024-12", "2025-06", "2026-03", "2026-08", "2026-09", "2026-Q2", "2025", "2024")
BREAKDOWNS = ("step", "primary_target_group", "age_group", "sex")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    return shared.small_example(tmp_path_factory)


def results(warehouse, raw=False):
    """Indicators by everything, what is beside them as totals: as pages show them."""
    beside = sorted(all_declared().keys() - kpis.catalogue().keys())
    return [
        *kpis.evaluate(kpis.catalogue(), PERIODS, kpis.EACH, warehouse=warehouse, raw=raw),
        *kpis.evaluate(beside, PERIODS, warehouse=warehouse, raw=raw),
    ]


@pytest.fixture(scope="module")
def counted(warehouse):
    return results(warehouse, raw=True)


def ladders(warehouse):
    """The page of the ladder as it is shown, and before disclosure control."""
    return [
        tuple(kpis.ladder(name, 1, warehouse=warehouse, raw=raw) for raw in (False, True))
        for name in PERIODS
    ]


def test_nobody_is_told_by_what_the_pages_show(warehouse, counted):
    assert told(results(warehouse), counted, ladders(warehouse)) == []


def test_the_audit_finds_what_moves_of_the_ladder_give_away(warehouse, counted, monkeypatch):
    """Lines that are safe one by one tell of a few together, and so do sums of zones."""
    monkeypatch.setattr(moves, "_told", lambda *asked: ())
    found = told(results(warehouse), counted, ladders(warehouse))
    assert {one.places for one in found} == {(("move", "5", "4"),)}


def test_the_audit_finds_what_each_number_by_itself_gives_away(warehouse, counted, monkeypatch):
    monkeypatch.setattr(together, "hidden_here", lambda *asked: frozenset())
    found = told(results(warehouse), counted)
    assert len(found) > 20


def test_a_number_by_itself_and_in_company_are_hidden_alike(warehouse):
    """Whoever asks for one indicator is told what whoever asks for all of them is."""
    together_asked = {(r.kpi, r.period, r.by, r.member): r for r in results(warehouse)}
    for kpi in ("network_mapped", "work_education_participation", "ladder_up_rate"):
        for one in kpis.evaluate(kpi, "2026-09", kpis.EACH, warehouse=warehouse):
            assert one == together_asked[one.kpi, one.period, one.by, one.member]


@pytest.mark.parametrize("population", sorted({**ROWS_OF, **SOME_ROWS_OF}))
def test_populations_have_the_rows_they_are_said_to(warehouse, population):
    base = (ROWS_OF | SOME_ROWS_OF)[population]
    with opened(warehouse) as reader:
        reader.prepare(compile.given((population, base)))
        compute(reader, (population, base), [period("2026-09")], None, "2026-01-01")
        columns = {name for (name, *_) in reader.rows(f"describe population.{population}")}
        shared_columns = ", ".join(sorted({"period", "person_id", *BREAKDOWNS} & columns))
        mine, theirs = (
            reader.rows(f"select {shared_columns} from population.{name} order by all")
            for name in (population, base)
        )
    assert {*mine} <= {*theirs}
    assert len(mine) == len({*mine})
    assert (len(mine) == len(theirs)) == (population in ROWS_OF)


def test_nobody_moves_both_ways(counted):
    """What `EXCLUDE` says of two indicators: the numerators are never more than the whole."""
    figures = {(r.kpi, r.period, r.by, r.member): r for r in counted if r.kpi in together.EXCLUDE}
    for kpi, *where in figures:
        one, other = (figures[name, *where] for name in together.EXCLUDE)
        assert one.denominator == other.denominator
        assert one.numerator + other.numerator <= one.denominator, kpi


def test_a_group_of_hidden_members_is_found_by_its_sum():
    """3 and 1 of 9 and 8 are hidden: their sum is told, and is one too few in the other case."""
    assert [len(told(*_two_hidden(parts))) for parts in ((3, 1), (1, 1))] == [0, 1]


def _two_hidden(parts):
    figures = {"": (sum(parts) + 5, 47), "K": (parts[0], 9), "M": (parts[1], 8), "X": (5, 30)}
    raw = [_result(member, *figure, Status.OK) for member, figure in figures.items()]
    return [
        one if one.member in ("", "X") else _result(one.member, 0, 0, Status.SUPPRESSED)
        for one in raw
    ], raw


def _result(member, part, whole, status):
    its = share(part, whole, whole)
    value = its.value if status is Status.OK else None
    numbers = (its.numerator, its.denominator, value, its.low, its.high)
    by = "sex" if member else ""
    return Result("goals_well_formed", "2025-06", by, member, *numbers, status, None, "b")


def test_every_share_of_people_is_audited(counted):
    """None is left out because its formula is of another kind."""
    shares = {kpi.id for kpi in kpis.catalogue().values() if isinstance(kpi.formula, Share)}
    assert shares <= {one.kpi for one in counted}
