"""A build's analysis database is made once, whole or not at all, by one process at a time."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kpis.analysis import building, publishing
from kpis.analysis.numbers import KINDS
from kpis.warehouse import NoWarehouse
from pipelines import warehouse
from tests.unit import drawn_municipality
from tests.unit.published import ask, columns, reading, tables

ROOT = Path(__file__).resolve().parents[2]
BUILD = "build_000001.duckdb"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """A small drawn municipality, of which nothing is published."""
    return drawn_municipality.write(tmp_path_factory.mktemp("drawn"))


@pytest.fixture(scope="module")
def made(drawn, tmp_path_factory):
    """The same, published."""
    return publishing.publish(shutil.copytree(drawn, tmp_path_factory.mktemp("made") / "warehouse"))


@pytest.fixture
def where(drawn, tmp_path):
    """A copy of it."""
    return shutil.copytree(drawn, tmp_path / "warehouse")


def names(where):
    return {path.name for path in (where / "analysis").iterdir()}


def test_another_publishing_gives_the_same_but_for_the_numbers(made, where):
    other, every = publishing.publish(where), columns(made.path)
    with reading(made.path) as one, reading(other.path) as another:
        for table in tables(made.path):
            if table == "om_databasen" or table.startswith("ordbog"):
                continue
            kept = [f'"{c}"' for t, c, _ in every if t == table and c not in KINDS]
            query = f"select {', '.join(kept)} from api.{table} order by all"
            assert one(query) == another(query), table
    numbers = "select borger from api.borger order by koen, aldersgruppe, trin, maalgruppe, borger"
    assert ask(made.path, numbers) != ask(other.path, numbers)


def test_a_crash_leaves_nothing_and_the_next_publisher_makes_it(where, monkeypatch):
    (where / "analysis").mkdir()
    (where / "analysis" / f"{BUILD}.part").write_bytes(b"what a killed process left behind")

    def fails(*_):
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patch:
        patch.setattr(building.Building, "catalogue", fails)
        with pytest.raises(RuntimeError):
            publishing.publish(where)
    assert names(where) == {publishing.LOCK}
    publishing.publish(where)
    assert names(where) == {publishing.LOCK, BUILD}


def test_a_file_of_a_build_that_is_gone_goes_too(where, made):
    (where / "analysis").mkdir()
    (where / "analysis" / "build_000000.duckdb").write_bytes(b"of a build that was pruned")
    shutil.copyfile(made.path, where / "analysis" / BUILD)
    publishing.publish(where)
    assert names(where) == {BUILD, publishing.LOCK}


def test_with_a_build_goes_what_was_made_of_it(tmp_path):
    """About the same people: what is deleted from the warehouse is deleted here, too."""
    (tmp_path / "analysis").mkdir()
    for number in range(1, 5):
        for folder in (tmp_path, tmp_path / "analysis"):
            (folder / f"build_00000{number}.duckdb").write_bytes(b"")
    (tmp_path / "current").write_text("build_000004.duckdb\n", "utf-8")
    warehouse.prune(tmp_path, now=time.time() + warehouse.KEPT_SECONDS + 60)
    kept = {"build_000003.duckdb", "build_000004.duckdb"}
    assert {path.name for path in tmp_path.glob("*.duckdb")} == kept
    assert names(tmp_path) == kept


def test_what_was_made_before_its_build_is_made_anew(where):
    """A warehouse that begins again gives the first build the same name."""
    (where / "analysis").mkdir()
    stale = where / "analysis" / BUILD
    stale.write_bytes(b"of the build that had this name before")
    os.utime(stale, (1, 1))
    publishing.publish(where)
    assert ask(stale, "select count(*) > 0 from api.borger") == [(True,)]


def test_two_publishers_at_once_make_one_file(where):
    command = [sys.executable, "-m", "kpis", "publish", "--warehouse", str(where)]

    def run(_):
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(run, range(2)))
    assert [(one.returncode, one.stderr) for one in done] == [(0, ""), (0, "")]
    assert done[0].stdout == done[1].stdout
    assert names(where) == {BUILD, publishing.LOCK}


def test_a_file_that_is_there_is_not_made_again(made):
    before = made.path.stat()
    assert publishing.published(made.path.parent.parent) == made
    assert made.path.stat() == before


def test_what_is_missing_is_made_in_a_process_of_its_own(where, monkeypatch):
    def here(*_):
        raise AssertionError("this process was to stay small")

    monkeypatch.setattr(publishing, "_make", here)
    assert publishing.published(where).path == where / "analysis" / BUILD


def test_what_a_process_says_that_fails_is_told(where):
    (where / "current").write_text("build_000009.duckdb", "utf-8")
    with pytest.raises(publishing.NotPublished, match="build_000009"):
        publishing.published(where)


def test_without_a_warehouse_there_is_nothing_to_publish(tmp_path):
    with pytest.raises(NoWarehouse):
        publishing.published(tmp_path)
    assert list(tmp_path.iterdir()) == []
