"""The step of a citizen on a day, straight from catalogue 3.2; one invented citizen a case."""

import base64
from datetime import date
from pathlib import Path

import pytest

from kpis import compile, ladder_order
from kpis.warehouse import EVERYTHING, opened
from pipelines import run
from tests.spec import drawing, warehouse

BUNDLES = Path(__file__).resolve().parents[2].parent / "shared" / "ffb" / "bundles"

# tilbud, ydelser -> step; "akut" stands for NULL, help off the ladder only.
CASES = {
    "the tilbud decides: a ydelse alone would be 5": ("botilbud", "§ 85", 8),
    "an ophold does not raise a botilbudslignende tilbud": (
        "botilbudslignende",
        "længerevarende ophold",
        7,
    ),
    "of two residential tilbud the higher": ("midlertidigt, sikret", "§ 85", 9),
    "a residential tilbud with help off the ladder": ("midlertidigt", "akut", 6),
    "an ophold counts without a residential tilbud": ("mobilt", "midlertidigt ophold", 6),
    "a long ophold without any tilbud": ("-", "længerevarende ophold", 8),
    "no tilbud: the highest ydelse": ("-", "§ 82 a, § 85, § 104", 5),
    "a mobile tilbud does not lift a § 82 a group": ("mobilt", "§ 82 a", 2),
    "nor a § 82 b": ("mobilt", "§ 82 b", 3),
    "with volunteers": ("mobilt", "§ 82 a frivillige", 1),
    "a daytime offer is the only help": ("aktivitet", "§ 104", 4),
    "a dead parent code is mapped": ("-", "§ 85 gruppekode", 5),
    "help off the ladder only": ("mobilt", "akut", "akut"),
    "an acute tilbud is no step": ("akuttilbud", "udredning", "akut"),
    "help off the ladder beside a step": ("mobilt", "udredning, § 82 b", 3),
}


def states(folder: Path) -> list[tuple]:
    with opened(folder) as reader:
        reader.prepare()
        reader.run(f"set variable known_at = date '{EVERYTHING}'")
        reader.run(f"set variable ladder = '{ladder_order.orders()[-1]}'")
        for relation in compile.relations(["citizen_state"]):
            reader.run(relation.create())
        columns = "person_id, from_day, to_day, is_helped, step"
        return reader.rows(f"select {columns} from population.citizen_state order by all")


@pytest.fixture(scope="module")
def steps(tmp_path_factory) -> dict[str, object]:
    letters = {chr(ord("a") + at): case for at, case in enumerate(CASES)}
    plans = [
        {"care_plan": f"p{letter}", "person": letter, "start": "2024-01-01", "tilbud": tilbud}
        | {"ydelse": ydelser}
        for letter, case in letters.items()
        for tilbud, ydelser, _ in [CASES[case]]
    ]
    tables = drawing.of_cells({"care_plan": plans})
    folder = tmp_path_factory.mktemp("warehouse")
    warehouse.write(folder, tables, (drawing.OURS,), (date(2024, 2, 1),))
    people = {drawing.person_id(letter): case for letter, case in letters.items()}
    helped = [row for row in states(folder) if row[3]]
    return {people[row[0]]: "akut" if row[4] is None else row[4] for row in helped}


@pytest.mark.parametrize("case", CASES)
def test_step_of_a_plan(steps, case):
    assert steps[case] == CASES[case][2]


def test_a_history_leaves_no_day_out(tmp_path):
    """Two plans, a gap, then a plan that is still running: first to last day without a hole."""
    plans = [
        {"care_plan": "p1", "start": "2024-01-01", "end": "2024-03-01", "tilbud": "mobilt"},
        {"care_plan": "p2", "start": "2024-02-01", "end": "2024-04-01", "tilbud": "botilbud"},
        {"care_plan": "p3", "start": "2024-06-01", "tilbud": "mobilt"},
    ]
    tables = drawing.of_cells({"care_plan": plans})
    warehouse.write(tmp_path, tables, (drawing.OURS,), (date(2024, 7, 1),))
    rows = [row[1:] for row in states(tmp_path)]
    assert rows == [
        (date.min, date(2024, 1, 1), False, 0),
        (date(2024, 1, 1), date(2024, 2, 1), True, 5),
        (date(2024, 2, 1), date(2024, 3, 1), True, 8),
        (date(2024, 3, 1), date(2024, 4, 1), True, 8),
        (date(2024, 4, 1), date(2024, 6, 1), False, 0),
        (date(2024, 6, 1), date.max, True, 5),
    ]


@pytest.mark.skipif(not BUNDLES.is_dir(), reason="KL's official reports are not beside the project")
def test_the_official_example(tmp_path, monkeypatch):
    """3.4: one plan ends and one starts on 18 June; nobody ever closed the last one."""
    monkeypatch.setenv("STRATEGI_PSEUDONYM_KEY", base64.b64encode(b"k" * 32).decode())
    run.load([BUNDLES], tmp_path)
    days = [date(2021, 5, 28), date(2021, 5, 29), date(2021, 6, 18)]
    days += [date(2021, 8, 29), date(2021, 8, 30)]
    rows = states(tmp_path)
    on = {day: step for day in days for _, first, end, _, step in rows if first <= day < end}
    assert on == {
        date(2021, 5, 28): 0,
        date(2021, 5, 29): 8,
        date(2021, 6, 18): 8,
        date(2021, 8, 29): 8,
        date(2021, 8, 30): 0,
    }
