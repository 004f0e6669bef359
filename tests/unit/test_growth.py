"""The bars of the growth benchmark: fast enough as it is, and in step with the data."""

import pytest

from benchmarks.growth import Growth, Taken, told


def growth(works: dict[int, float], clock: float = 7.0, fixed: float = 1.0) -> Growth:
    taken = {times: Taken(clock, work) for times, work in works.items()}
    return Growth(Taken(fixed, fixed), taken, 100, dict.fromkeys(works, 1_000_000))


@pytest.mark.parametrize(
    ("found", "is_reached"),
    [
        (growth({1: 5, 4: 20, 16: 80}), True),
        (growth({1: 5, 4: 20.1, 16: 80}), False),
        (growth({1: 5, 4: 20, 16: 80.1}), False),
        (growth({1: 5, 4: 20, 16: 80}, clock=20.0), False),
        (growth({1: 5, 4: 20, 16: 80}, clock=19.9), True),
    ],
)
def test_every_bar_must_be_reached(found, is_reached):
    said: list[str] = []
    assert told(found, said.append) is is_reached
    assert len(said) == 6


def test_the_exponent_is_of_what_the_data_cost():
    assert growth({1: 2, 4: 5, 16: 17}).exponent == pytest.approx(1)  # 1, 4, 16 above the fixed
    assert growth({1: 2, 4: 17, 16: 257}).exponent == pytest.approx(2)
