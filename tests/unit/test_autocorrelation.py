"""Values that remember one another, told from a level that moved."""

from random import Random

import pytest

from kpis.autocorrelation import is_autocorrelated, lag_1


def remembering(length: int, memory: float, seed: int) -> list[float]:
    """A series in which each value keeps a part of the one before."""
    random, value, values = Random(seed), 0.0, []
    for _ in range(length + 20):
        value = memory * value + random.gauss(0, 1)
        values.append(value)
    return values[20:]


def caught(make) -> float:
    return sum(is_autocorrelated(make(seed)) for seed in range(200)) / 200


@pytest.mark.parametrize("length", [19, 24, 36, 60])
def test_independent_values_are_seldom_caught(length):
    assert caught(lambda seed: remembering(length, 0, seed)) <= 0.08


@pytest.mark.parametrize(
    ("length", "memory", "least"), [(36, 0.5, 0.55), (36, 0.8, 0.8), (60, 0.5, 0.85)]
)
def test_values_with_a_memory_are_mostly_caught(length, memory, least):
    assert caught(lambda seed: remembering(length, memory, seed)) >= least


def with_levels(seed: int, *levels: float) -> list[float]:
    random = Random(seed)
    return [level + random.gauss(0, 1) for level in levels for _ in range(12)]


@pytest.mark.parametrize("levels", [(0, 4, 4), (0, -5, 1), (0, 3, 6)])
def test_a_level_that_moved_is_not_taken_for_memory(levels):
    assert caught(lambda seed: with_levels(seed, *levels)) <= 0.12


def test_a_straight_line_is_not_taken_for_memory():
    def rising(seed):
        random = Random(seed)
        return [i / 3 + random.gauss(0, 1) for i in range(30)]

    assert caught(rising) <= 0.08


@pytest.mark.parametrize("values", [[], [1.0], [1, 2, 3], [5.0] * 20, list(range(20))])
def test_nothing_to_compare_is_no_correlation(values):
    assert lag_1(values) == pytest.approx(0, abs=1e-9)
    assert not is_autocorrelated(values)


def test_before_the_last_six_there_must_be_thirteen_values():
    assert not any(is_autocorrelated(remembering(18, 0.95, seed)) for seed in range(50))
    assert any(is_autocorrelated(remembering(19, 0.95, seed)) for seed in range(50))


def test_a_change_that_has_just_begun_does_not_silence_the_chart():
    steady = remembering(30, 0, 1)
    assert not is_autocorrelated([*steady, 4, 5, 6, 7, 8, 9])
