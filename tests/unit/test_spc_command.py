"""`python -m kpis spc`: fields, exit codes and sentences that other programs rely on."""

import json

import pytest

from kpis.__main__ import main
from tests.unit.test_spc import A, B, E

FIELDS = ["segments", "variation", "assurance", "reason"]


def asked(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(("spc", *arguments))
    told = capsys.readouterr()
    return code, told.out, told.err


def judged(capsys, values, *arguments: str):
    code, out, err = asked(
        capsys, "--values", ",".join(map(str, values)), *arguments, "--format", "json"
    )
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_fixed_fields(capsys):
    told = judged(capsys, A, "--better", "lower", "--target", "40")
    assert list(told)[:4] == FIELDS
    assert (told["variation"], told["assurance"], told["reason"]) == (
        "common",
        "inconsistent",
        None,
    )
    (segment,) = told["segments"]
    assert segment["start"] == 0
    assert segment["mean"] == pytest.approx(45.2143, abs=5e-5)
    assert (segment["lower"], segment["upper"]) == pytest.approx((37.9597, 52.4688), abs=5e-5)
    assert segment["points"][8] == {"value": 71.0, "signal": "outside", "direction": "high"}
    assert segment["points"][0] == {"value": 42.0, "signal": "none", "direction": None}


def test_the_rules_used_are_told(capsys):
    new = judged(capsys, B, "--target", "90")
    old = judged(capsys, B, "--target", "90", "--two-of-three", "0.2.2")
    assert (new["rules"], new["two_of_three"], old["two_of_three"]) == (
        "mdc-2023.1",
        "announced",
        "0.2.2",
    )
    assert new["segments"][0]["points"][-1]["signal"] == "two_of_three"
    assert old["segments"][0]["points"][-1]["signal"] == "shift"
    assert (new["variation"], new["assurance"]) == ("improvement", "fail")


def test_a_constant_series_has_no_limits_and_no_nan(capsys):
    told = judged(capsys, E, "--target", "100")
    assert (told["variation"], told["assurance"]) == ("constant", "pass")
    assert told["segments"][0]["mean"] == 100
    assert told["segments"][0]["lower"] is told["segments"][0]["upper"] is None


def test_a_rebase_and_fixed_limits(capsys):
    told = judged(capsys, [1, 3] * 14, "--rebase", "14", "--fix", "12")
    assert [segment["start"] for segment in told["segments"]] == [0, 14]
    assert [segment["trial"] for segment in told["segments"]] == [True, True]
    assert (told["variation"], told["reason"]) == ("refused", "too_few_points")


def test_values_may_begin_with_a_minus(capsys):
    told = judged(capsys, [-2, -1, 0] * 5, "--target", "-9", "--better", "neutral")
    assert (told["segments"][0]["mean"], told["assurance"]) == (-1, "none")


def test_neighbours_that_are_alike_are_told_beside_the_verdict(capsys):
    waves = [0, 1, 2, 2, 1, 0, -1, -2, -2, -1] * 3
    assert judged(capsys, waves)["autocorrelated"] is True
    assert judged(capsys, A)["autocorrelated"] is False


def test_as_text_one_line_a_point(capsys):
    code, out, _ = asked(capsys, "--values", "4,6,5")
    assert code == 0
    assert out.splitlines()[0] == "variation: refused (too_few_points)"
    assert out.splitlines()[-1] == "  2: 5.0 none"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--values", "1,x"), "'x' is no number"),
        (("--values", "1,,2"), "'' is no number"),
        (("--values", "1,nan"), "'nan' is no number"),
        (("--values", "1,2", "--target", "much"), "'much' is no number"),
        (("--values", "1,2", "--rebase", "5"), "There is no point 5"),
        (("--values", "1,2", "--rebase", "a"), "'a' is no list of points"),
        (("--values", "1,2", "--fix", "5"), "5 base points are too few"),
        (("--values", "1,2", "--better", "up"), "invalid choice: 'up'"),
        ((), "the following arguments are required: --values"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(capsys, arguments, sentence):
    code, out, err = asked(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence.lower() in err.lower()
