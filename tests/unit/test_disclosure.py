"""What may be told about small groups (R17), and the interval around a share."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.catalogue import indicator
from kpis.disclosure import Cell, Origin, hidden_cells, hidden_members, release, tells
from kpis.formulas import share
from kpis.model import Status
from kpis.statistics import wilson

ORIGIN = Origin("build_000001", date(2025, 6, 30))


def cells(*pairs: tuple[int, int]) -> list[Cell]:
    return [
        Cell("k", "2025-06", "sex", str(at), share(*pair, persons=pair[1]))
        for at, pair in enumerate(pairs)
    ]


def total(numerator: int, denominator: int) -> list[Cell]:
    return [Cell("k", "2025-06", "", "", share(numerator, denominator, persons=denominator))]


@pytest.mark.parametrize(
    ("numerator", "denominator", "status"),
    [
        (0, 0, Status.NO_DATA),
        (0, 4, Status.SUPPRESSED),
        (4, 4, Status.SUPPRESSED),
        (0, 5, Status.OK),
        (5, 5, Status.OK),
        (1, 50, Status.SUPPRESSED),
        (2, 50, Status.SUPPRESSED),
        (3, 50, Status.OK),
        (47, 50, Status.OK),
        (48, 50, Status.SUPPRESSED),
        (49, 50, Status.SUPPRESSED),
    ],
)
def test_which_totals_are_told(numerator, denominator, status):
    (result,) = release(total(numerator, denominator), ORIGIN)
    assert result.status is status
    assert (result.value is None) == (status is not Status.OK)


def test_a_hidden_number_is_none_and_never_zero():
    (result,) = release(total(0, 3), ORIGIN)
    told = (result.numerator, result.denominator, result.value, result.low, result.high)
    assert told == (None,) * 5


def test_nothing_counted_is_not_hidden():
    (result,) = release(total(0, 0), ORIGIN)
    assert (result.numerator, result.denominator, result.value) == (0, 0, None)


def test_what_is_hidden_in_one_share_is_hidden_in_those_that_give_it_away():
    better, worse = cells((20, 40), (9, 30)), cells((18, 40), (1, 30))
    alone = [result.status for result in release(better, ORIGIN)]
    together = [result.status for result in release(better, ORIGIN, hidden_with=[worse])]
    assert alone == [Status.OK, Status.OK]
    assert together == [Status.SUPPRESSED, Status.SUPPRESSED]


def test_the_three_outcomes_of_a_goal_are_hidden_together():
    names = ("better", "as_expected", "worse")
    parts = tuple(f"goal_achievement_rate.{name}" for name in names)
    together = ("goal_achievement_rate", *parts)
    assert [indicator(part).hidden_with for part in parts] == [together] * 3


def test_raw_hides_nothing():
    (result,) = release(total(1, 3), ORIGIN, raw=True)
    assert (result.numerator, result.denominator, result.status) == (1, 3, Status.OK)


def test_a_single_hidden_member_takes_the_next_smallest_with_it():
    assert hidden_members(cells((1, 30), (10, 20), (10, 40))) == {"0", "1"}


def test_hidden_members_that_are_small_together_take_one_more():
    """2 and 2 citizens: the rest subtracted from the total would tell about four."""
    assert hidden_members(cells((0, 2), (0, 2), (10, 20), (10, 40))) == {"0", "1", "2"}


def test_large_members_are_all_told():
    assert hidden_members(cells((10, 20), (0, 5), (10, 40))) == set()


pairs = st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(pairs, min_size=1, max_size=8))
def test_subtraction_from_the_total_never_tells_about_a_few(members):
    """The total less every shown member is large enough to be told, or is the total itself."""
    all_cells = cells(*members)
    hidden = hidden_members(all_cells)
    left = [(c.figure.numerator, c.figure.denominator) for c in all_cells if c.member in hidden]
    shown = [c for c in all_cells if c.member not in hidden and c.figure.denominator]
    numerator, denominator = sum(n for n, _ in left), sum(d for _, d in left)
    if hidden and shown:
        assert len(hidden) > 1
        assert denominator >= 5
        assert numerator not in (1, 2)
        assert denominator - numerator not in (1, 2)
    for cell in shown:
        assert cell.figure.denominator >= 5
        assert not {*cell.figure.parts} & {1, 2}


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_wilson_agrees_with_published_values(numerator, denominator, low, high):
    """The last is Newcombe's (1998) example, 81 of 263."""
    assert wilson(numerator, denominator) == pytest.approx((low, high), abs=5e-5)


ROWS = ((0, 1, 2), (3, 4, 5), (6, 7, 8))
COLUMNS = ((0, 3, 6), (1, 4, 7), (2, 5, 8))


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((9, 9, 9, 9, 9, 9, 9, 9, 9), set()),
        ((0, 9, 9, 9, 0, 9, 9, 9, 0), set()),
        # one small cell: another in its row, one in its column, and the corner
        ((4, 6, 9, 7, 8, 9, 9, 9, 9), {0, 1, 3, 4}),
        # nothing to hide it behind
        ((4, 0, 0, 0, 9, 9, 0, 9, 9), {0}),
        # two of two: together too small to be told
        ((2, 2, 9, 9, 9, 9, 9, 9, 9), {0, 1, 2, 3, 4, 5}),
    ],
)
def test_cells_of_a_table_are_hidden_with_what_gives_them_away(counts, hidden):
    assert hidden_cells(dict(enumerate(counts)), (*ROWS, *COLUMNS)) == hidden


@given(st.lists(st.integers(0, 30), min_size=9, max_size=9))
def test_no_line_of_a_table_tells_a_hidden_cell(numbers):
    counts, lines = dict(enumerate(numbers)), (*ROWS, *COLUMNS)
    hidden = hidden_cells(counts, lines)
    assert all(key in hidden for key, count in counts.items() if 0 < count < 5)
    for line in lines:
        is_all_hidden = all(key in hidden for key in line if counts[key])
        assert is_all_hidden or not tells(counts, line, hidden)
