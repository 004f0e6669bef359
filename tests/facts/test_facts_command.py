"""`python -m kpis facts`: the listing, the backup and its return."""

import json

from kpis import facts
from kpis.__main__ import main
from tests.facts.said import ACTION, ANNE, BO, KPI, comment


def told(capsys, *arguments: str) -> str:
    assert main(["facts", *arguments]) == 0
    return capsys.readouterr().out


def test_nobody_entered_anything(state, capsys):
    assert told(capsys) == "Nobody has entered anything yet.\n"
    assert json.loads(told(capsys, "--format", "json")) == []


def test_the_listing_has_what_holds(state, capsys):
    facts.revise(facts.add(comment("første"), ANNE), comment("anden"), BO)
    facts.withdraw(facts.add(ACTION, ANNE), ANNE)
    (line,) = told(capsys).splitlines()
    assert f"Bo, comment {KPI}: anden" in line
    (its,) = json.loads(told(capsys, "--format", "json"))
    assert (its["kind"], its["author"], its["fact"]["happened"]) == ("comment", "Bo", "anden")


def test_a_backup_returns(state, capsys, tmp_path, monkeypatch):
    kept = facts.add(comment("første"), ANNE)
    file = tmp_path / "backup.jsonl"
    file.write_text(told(capsys, "--export"), "utf-8")
    monkeypatch.setenv("STRATEGI_STATE_URL", f"sqlite:///{tmp_path / 'other.sqlite3'}")
    assert told(capsys, "--restore", str(file)) == "1 versions were read in.\n"
    assert facts.latest(kept.id) == kept


def test_what_is_no_backup_is_told_in_one_line(state, capsys, tmp_path):
    file = tmp_path / "backup.jsonl"
    file.write_bytes(b"\xff\xfe")
    for name in (str(file), str(tmp_path / "nowhere")):
        assert main(["facts", "--restore", name]) == 2
        assert capsys.readouterr().err.count("\n") == 1
