"""Small numbers are hidden at the door (R17): drawn citizens, asked without `raw`."""

from pathlib import Path

import pytest

import kpis
from tests.conftest import RECEIVED
from tests.spec import drawing, warehouse


@pytest.fixture
def released(tmp_path: Path):
    """own_home_share of January 2024, as anybody may see it: member -> counts and status."""

    def ask(own_home: dict[str, int], botilbud: dict[str, int], by: str | None = None):
        folder = warehouse.write(
            tmp_path, drawing.tables(_drawn(own_home, botilbud)), (drawing.OURS,), {RECEIVED}
        )
        results = kpis.evaluate("own_home_share", "2024-01", by=by, warehouse=folder)
        return {r.member: (r.numerator, r.denominator, r.value, str(r.status)) for r in results}

    return ask


def _drawn(own_home: dict[str, int], botilbud: dict[str, int]) -> dict[str, str]:
    """So many citizens of each sex in each kind of home."""
    homes = [("mobilt", sex) for sex, count in own_home.items() for _ in range(count)]
    homes += [("botilbud", sex) for sex, count in botilbud.items() for _ in range(count)]
    letters = [chr(97 + n // 26) + chr(97 + n % 26) for n in range(len(homes))]
    citizens = [f"{letter} | {sex}" for letter, (_, sex) in zip(letters, homes, strict=True)]
    plans = [
        f"plan-{letter} | {letter} | 2024-01-01 | {tilbud}"
        for letter, (tilbud, _) in zip(letters, homes, strict=True)
    ]
    return {
        "citizen": "\n".join(["person | sex", "--", *citizens]),
        "care_plan": "\n".join(["care_plan | person | start | tilbud", "--", *plans]),
    }


HIDDEN = (None, None, None, "suppressed")


def test_five_are_shown_and_four_are_not(released):
    assert released({"K": 5}, {}) == {"": (5, 5, 1.0, "ok")}


@pytest.mark.parametrize(
    ("own_home", "botilbud"),
    [
        ({"K": 4}, {}),  # denominator below 5
        ({"K": 2}, {"K": 8}),  # numerator 1-2
        ({"K": 8}, {"K": 1}),  # and so the rest
    ],
)
def test_small_counts_are_hidden_and_never_zero(released, own_home, botilbud):
    assert released(own_home, botilbud) == {"": HIDDEN}


def test_none_of_many_is_shown(released):
    assert released({}, {"K": 8}) == {"": (0, 8, 0.0, "ok")}


def test_a_hidden_member_hides_the_next_smallest(released):
    """The complementary cell: else a subtraction from the total would tell."""
    assert released({"K": 10, "M": 4}, {"K": 10}, by="sex") == {"K": HIDDEN, "M": HIDDEN}


def test_members_large_enough_are_shown(released):
    assert released({"K": 10, "M": 5}, {"K": 10}, by="sex") == {
        "K": (10, 20, 0.5, "ok"),
        "M": (5, 5, 1.0, "ok"),
    }


def test_nobody_is_no_data_not_zero(released):
    assert released({}, {}) == {"": (0, 0, None, "no_data")}
