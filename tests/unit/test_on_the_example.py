"""What is asked from outside, on the small example: definitions, notebook and shell."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kpis
from kpis import analysis, as_sql, egress, sandbox
from tests import shared

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "notebooks" / "spoerg_fra_notebook.ipynb"
MONTHS = ("2025-12", "2026-03", "2026-09")
FOLDED = "oevrige"  # where the analysis file puts members that few persons stand behind
IN_ONE = 20  # definitions in one statement: a process for each would take a minute
PAIRS = [(kpi.id, by) for kpi in kpis.catalogue().values() for by in ("", *kpi.breakdowns)]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    return shared.small_example(tmp_path_factory)


@pytest.fixture(scope="module")
def published(warehouse):
    return analysis.published(warehouse)


@pytest.fixture(scope="module")
def by_engine(warehouse):
    """(kpi, by, period) -> member -> taeller, naevner, vaerdi, as `kpis.evaluate` has them."""
    results = kpis.evaluate(kpis.catalogue(), MONTHS, kpis.EACH, warehouse=warehouse, raw=True)
    found = {(kpi, by, month): {} for kpi, by in PAIRS for month in MONTHS}
    for one in results:
        if one.value is not None or one.denominator:
            numbers = (one.numerator, one.denominator, one.value)
            found[one.kpi, one.by, one.period][one.member] = numbers
    return found


@pytest.fixture(scope="module")
def by_sql(published):
    """The same, as the definitions say in the sandbox."""
    found = {(kpi, by, month): {} for kpi, by in PAIRS for month in MONTHS}
    for first in range(0, len(PAIRS), IN_ONE):
        together = "\nunion all\n".join(map(_of_some_months, PAIRS[first : first + IN_ONE]))
        answer = sandbox.run(together, published.path)
        assert (answer.verdict, answer.reason, answer.truncated) == ("ok", "", False)
        for kpi, by, period, member, *numbers in answer.rows:
            found[kpi, by, period][member] = tuple(numbers)
    return found


def _of_some_months(pair: tuple[str, str]) -> str:
    kpi, by = pair
    member = "medlem" if by else "''"
    numbers = ", ".join(f"{name}::double" for name in ("taeller", "naevner", "vaerdi"))
    return (
        f"select '{kpi}', '{by}', periode, {member}, {numbers} "
        f"from (\n{as_sql.definition(kpi, by)})\nwhere periode in {MONTHS}"
    )


def test_every_definition_gives_what_the_engine_gives(by_engine, by_sql):
    """Member by member; those the file folds together are compared as one where they add up."""
    pairs = {key: (told, by_sql[key]) for key, told in by_engine.items()}
    assert {key: both for key, both in pairs.items() if not _agree(key, *both)} == {}
    assert sum(map(len, by_engine.values())) > 1000


def _agree(key, engine, sql) -> bool:
    folded = engine.keys() - sql.keys()
    alone = engine.keys() & sql.keys() - {FOLDED}
    extra = {member for member in sql.keys() - engine.keys() if sql[member][2] is not None}
    if extra - {FOLDED} or (folded and FOLDED not in sql):
        return False
    if folded and kpis.indicator(key[0]).formula.adds_up:
        whole = [sum(engine[member][at] or 0 for member in folded) for at in (0, 1)]
        if whole != pytest.approx([sql[FOLDED][at] or 0 for at in (0, 1)]):
            return False
    return all(_same(engine[member], sql[member]) for member in alone)


def _same(engine, sql) -> bool:
    """Where nothing can be said, the engine has no numerator of its own."""
    if engine[2] is None:
        return sql[2] is None and engine[1] == sql[1]
    return all(
        (one is None and two is None) or one == pytest.approx(two, rel=1e-9)
        for one, two in zip(engine, sql, strict=True)
    )


def test_every_population_can_be_opened(published):
    rows = 0
    for kpi in ("group_based_support_share", "sickness_absence", "temporary_stay_duration"):
        answer = sandbox.run(as_sql.population(kpi), published.path)
        assert (answer.verdict, answer.reason) == ("ok", "")
        rows += len(answer.rows)
    assert rows > 100


@pytest.fixture
def shell(warehouse, tmp_path):
    """The command in a pipe: exit code and lines."""
    state = f"sqlite:///{tmp_path / 'state.sqlite3'}"
    environment = {**os.environ, "STRATEGI_STATE_URL": state}

    def run(typed: str) -> tuple[int, list[str]]:
        command = [sys.executable, "-m", "kpis", "shell", "--warehouse", str(warehouse)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, input=typed, capture_output=True, text=True
        )
        assert done.stderr == ""
        return done.returncode, done.stdout.rstrip().splitlines()

    return run


def test_the_shell_answers_in_a_pipe(shell):
    code, lines = shell(".describe klage\nselect count(*) > 0 as findes from klage;\n")
    assert (code, lines[0].split(":")[0]) == (0, "klage")
    assert [line for line in lines if line.startswith("  borger ")]
    assert lines[-4:] == ["findes", "------", "true", "(1 række)"]


def test_a_statement_that_is_refused_ends_the_shell_with_1(shell):
    code, lines = shell("select * from core.person_version;\n.quit\nselect 1;")
    assert (code, len(lines)) == (1, 1)
    assert "core.person_version" in lines[0]


def cells() -> list[dict]:
    told = json.loads(NOTEBOOK.read_text("utf-8"))
    return [cell for cell in told["cells"] if cell["cell_type"] == "code"]


def test_the_notebook_runs_from_top_to_bottom(warehouse, monkeypatch, tmp_path):
    """Its cells in order, as Jupyter runs them; the last expression of a cell is what it shows."""
    monkeypatch.setenv("STRATEGI_WAREHOUSE", str(warehouse))
    monkeypatch.setenv("STRATEGI_STATE_URL", f"sqlite:///{tmp_path / 'state.sqlite3'}")
    names: dict[str, Any] = {}
    for cell in cells():
        exec("".join(cell["source"]), names)
    assert names["udgave"].is_example
    assert len(names["trin"]) > 100
    assert {"18-29", "30-59"} <= {trace.name for trace in names["figur"].data}
    assert [line.verdict for line in egress.log.history()] == ["ok", "ok"]
    with pytest.raises(RuntimeError, match="core"):
        names["spoerg"]("select * from core.person_version")


def test_the_notebook_holds_no_answers():
    assert [cell for cell in cells() if cell["outputs"] or cell["execution_count"]] == []
