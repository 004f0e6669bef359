"""Two people, or more, who write at the same moment: every word is kept, in one line."""

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from kpis import facts
from kpis.facts import Refused, Rule
from tests.facts import raw
from tests.facts.said import ANNE, KPI, TARGET, comment
from tests.facts.writer import write

ROOT = Path(__file__).resolve().parents[2]
NAMES, TIMES = ("Anne", "Bo", "Carl"), 6


def assert_nothing_is_lost(state: str, shared: str) -> None:
    line = facts.history(shared)
    assert [its.replaces for its in line] == [None, *(its.id for its in line[:-1])]
    said = Counter(its.fact.why for its in line[1:])
    assert said == Counter(f"{name} {turn}" for name in NAMES for turn in range(TIMES))
    alone = {its.fact.happened for its in facts.comments(KPI)} - {"shared"}
    assert alone == {f"{name} alone {turn}" for name in NAMES for turn in range(TIMES)}
    numbers = [number for (number,) in raw.rows(state, "select number from fact order by number")]
    assert numbers == list(range(1, 2 * len(NAMES) * TIMES + 2))


def test_threads(state):
    shared = facts.add(comment("shared"), ANNE).id
    with ThreadPoolExecutor(len(NAMES)) as pool:
        for done in [pool.submit(write, name, TIMES, shared) for name in NAMES]:
            done.result(timeout=60)
    assert_nothing_is_lost(state, shared)


def test_processes(state):
    shared = facts.add(comment("shared"), ANNE).id
    module = [sys.executable, "-m", "tests.facts.writer"]
    writers = [
        subprocess.Popen([*module, name, str(TIMES), shared], cwd=ROOT, stderr=subprocess.PIPE)
        for name in NAMES
    ]
    for writer in writers:
        _, complained = writer.communicate(timeout=60)
        assert writer.returncode == 0, complained
    assert_nothing_is_lost(state, shared)


def test_the_first_writers_make_the_store_together(state):
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(lambda word: facts.add(comment(word), ANNE), "abcd"))
    assert {its.fact.happened for its in facts.comments(KPI)} == set("abcd")
    assert sorted(its.number for its in kept) == [1, 2, 3, 4]


def test_only_one_of_two_targets_for_a_day_is_kept(state):
    """The rule that looks at what is there holds for writers who could not see each other."""

    def enter(low: float) -> bool:
        try:
            facts.add(replace(TARGET, low=low), ANNE)
        except Refused as refused:
            return refused.rule is not Rule.TARGET_NOT_LATER
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(enter, (0.81, 0.82, 0.83, 0.84))) == 1
    later = facts.add(replace(TARGET, valid_from=TARGET.valid_from + timedelta(days=1)), ANNE)
    assert later.fact.valid_from == date(2026, 3, 2)
