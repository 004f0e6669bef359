"""`python -m kpis`: names, JSON fields and exit codes that other programs rely on."""

import importlib
import json
import shlex
import subprocess
import sys

import pytest

import kpis
from kpis.__main__ import main
from kpis.coverage import coverage
from kpis.explain import ROLES
from pages.parts.texts import text
from tests.unit import drawn_municipality

FIELDS = ["kpi", "period", "by", "member", "numerator", "denominator", "value", "status"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(drawn_municipality.write(tmp_path_factory.mktemp("warehouse")))


def asked(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_value_prints_the_fixed_fields(capsys, folder):
    arguments = ("value", "own_home_share", "followup_on_time", "--period", "2024-Q1")
    code, out, err = asked(capsys, *arguments, "--warehouse", folder, "--format", "json")
    rows = json.loads(out)
    assert (code, err) == (0, "")
    assert [list(row) for row in rows] == [FIELDS, FIELDS]
    assert rows[0] == {
        "kpi": "own_home_share",
        "period": "2024-Q1",
        "by": "",
        "member": "",
        "numerator": 38,
        "denominator": 57,
        "value": 38 / 57,
        "status": "ok",
    }
    assert rows[1]["status"] == "no_data"


def test_without_a_period_the_latest_complete_month(capsys, folder):
    _, out, _ = asked(capsys, "value", "own_home_share", "--warehouse", folder, "--format", "json")
    assert json.loads(out)[0]["period"] == "2024-03"


def test_raw_tells_what_is_hidden_otherwise(capsys, folder):
    arguments = ("value", "own_home_share", "--by", "age_group", "--warehouse", folder)
    arguments += ("--known-at", "2024-03-31", "--format", "json")
    _, out, _ = asked(capsys, *arguments, "--raw")
    assert {row["member"]: row["denominator"] for row in json.loads(out)} == {
        "18-29": 2,
        "30-59": 42,
        "75+": 13,
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("value", "own_home_shares", "--warehouse", "/nowhere"), "Did you mean 'own_home_share'?"),
        (("value", "own_home_share", "--period", "2024-13"), "'2024-13' is no period"),
        (("value", "own_home_share", "--by", "sexx"), "Did you mean 'sex'?"),
        (("value", "own_home_share", "--known-at", "juni"), "'juni' is no date"),
        (("value", "own_home_share", "--warehouse", "/nowhere"), "There is no warehouse"),
        (("explain", "own_home"), "Did you mean 'own_home_share'?"),
        (("sql", "own_home"), "Did you mean 'own_home_share'?"),
        (("value",), "the following arguments are required"),
        (("velue", "own_home_share"), "invalid choice: 'velue'"),
        ((), "the following arguments are required"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(capsys, folder, arguments, sentence):
    if arguments[:1] == ("value",) and "--warehouse" not in arguments:
        arguments += ("--warehouse", folder)
    code, out, err = asked(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence.lower() in err.lower()


def test_list_names_every_indicator(capsys):
    code, out, _ = asked(capsys, "list", "--format", "json")
    assert code == 0
    assert [row["kpi"] for row in json.loads(out)] == list(kpis.catalogue())
    assert all(row["title"] for row in json.loads(out))


def test_coverage_gives_ids_or_the_reason(capsys):
    _, out, _ = asked(capsys, "coverage", "--format", "json")
    nodes = json.loads(out)
    assert len(nodes) == 45
    assert nodes["vso.s7.u3"] == ["local_placement_share"]
    assert all(isinstance(told, list) for told in nodes.values())


def test_coverage_as_text_has_a_line_for_each_node(capsys):
    code, out, _ = asked(capsys, "coverage")
    lines = dict(line.split(": ") for line in out.splitlines())
    _, told, _ = asked(capsys, "coverage", "--format", "json")
    assert (code, len(lines)) == (0, 45)
    assert {node: ids.split(", ") for node, ids in lines.items()} == json.loads(told)


def test_a_node_that_nothing_measures_says_why():
    (node,) = (one for one in coverage(frozenset()) if one.node.id == "vso.s7.u1")
    assert node.measured == ()
    assert node.reason.startswith("Kræver")
    assert "T04" in node.reason


@pytest.mark.parametrize("kpi", kpis.catalogue())
def test_explain_tells_words_and_condition_side_by_side(capsys, kpi):
    _, out, _ = asked(capsys, "explain", kpi)
    lines = [line.strip() for line in out.splitlines()]
    for role, condition in kpis.catalogue()[kpi].formula.conditions().items():
        assert condition in lines
        assert [line for line in lines if line.split(":")[0] == ROLES[role]]
    told = [line.partition(": ")[2] for line in lines]
    assert text(f"kpi.{kpi}.numerator") in told
    assert text(f"kpi.{kpi}.denominator") in told


def test_explain_knows_what_is_only_planned(capsys, monkeypatch):
    module = importlib.import_module("kpis.explain")
    monkeypatch.setattr(module, "catalogue", dict)
    _, out, _ = asked(capsys, "explain", "citizen_spoken_with")
    assert "Måles endnu ikke: " in out
    assert "T09" in out


def test_sql_is_what_runs(capsys):
    assert asked(capsys, "sql", "own_home_share")[1].strip() == kpis.sql("own_home_share").strip()


def test_as_a_program_it_ends_quietly_when_its_reader_leaves(folder):
    program = f"{shlex.quote(sys.executable)} -m kpis sql goal_achievement_rate | head -1"
    done = subprocess.run(program, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
