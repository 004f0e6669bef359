"""KL's official reports through the whole product: the golden values of catalogue 3.4.

Loaded with `python -m pipelines load`, read with `python -m kpis value`, as
anybody would. The reports are KL's and not in the repository.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpis.__main__ import main
from tests import second_opinion
from tests.second_opinion import official

pytestmark = pytest.mark.skipif(
    not official.REPORTS.is_dir(), reason="KL's official reports are not beside this checkout"
)

ROOT = Path(__file__).resolve().parents[2]
KEY = "00" * 32  # no secret: the reports are published and their citizen is invented
GOLDEN = {
    ("goals_well_formed", "2021-05"): (2, 3),
    ("goals_well_formed", "2021-06"): (3, 3),
    ("goal_achievement_rate", "2021"): (1, 2),
    ("followup_on_time", "2021"): (2, 2),
    ("documentation_completeness", "2021-06"): (2, 2),
    ("coordinated_followup", "2021-06"): (1, 1),
    ("seamless_plan_shift", "2021"): (1, 1),
    ("own_home_share", "2021-06"): (0, 1),  # a § 108 botilbud with § 85 ydelser: step 8
    ("own_home_share", "2021-08"): (0, 0),  # never delivered as completed; the helps have ended
}
MEMBERS = {("own_home_share", "2021-06", "step", "8"): (0, 1)}


def run(*arguments: str, warehouse: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"STRATEGI_PSEUDONYM_KEY": KEY}
    return subprocess.run(
        [sys.executable, "-m", *arguments, "--warehouse", str(warehouse)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """A warehouse that holds the five official reports."""
    folder = tmp_path_factory.mktemp("official")
    loaded = run("pipelines", "load", str(official.REPORTS), "--quiet", warehouse=folder)
    assert loaded.returncode == 0, loaded.stderr
    return folder


def asked(kpi: str, period: str, *more: str) -> list[str]:
    return ["value", kpi, "--period", period, "--raw", "--format", "json", *more]


def told(answer: str) -> dict[str, tuple[int, int]]:
    """Member -> numerator and denominator, from the command's JSON."""
    return {cell["member"]: (cell["numerator"], cell["denominator"]) for cell in json.loads(answer)}


@pytest.mark.parametrize(("kpi", "period"), GOLDEN)
def test_golden_value(warehouse, kpi, period, capsys):
    """The command in this process: to start one takes longer than to answer."""
    assert main([*asked(kpi, period), "--warehouse", str(warehouse)]) == 0
    assert told(capsys.readouterr().out) == {"": GOLDEN[kpi, period]}


@pytest.mark.parametrize(("kpi", "period", "by", "member"), MEMBERS)
def test_golden_member(warehouse, kpi, period, by, member):
    expected = MEMBERS[kpi, period, by, member]
    answer = run("kpis", *asked(kpi, period, "--by", by), warehouse=warehouse)
    assert answer.returncode == 0, answer.stderr
    assert told(answer.stdout) == {member: expected}


def test_the_second_opinion_gives_the_same_from_the_files(warehouse):
    tables = official.tables()
    for (kpi, period), expected in GOLDEN.items():
        answers = second_opinion.evaluate(tables, kpi, period)
        assert {member: answer.counts for member, answer in answers.items()} == {"": expected}
