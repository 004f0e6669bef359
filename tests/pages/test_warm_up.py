"""The server computes before its first reader, follows new builds, and never stops for it."""

import gc
import logging

import pytest

import kpis
from pages.parts import figures, shell_files, snapshot, warm_up, workbench_database
from tests.pages import invented, walk


@pytest.fixture
def computed(monkeypatch):
    """The builds the numbers were computed for, in order; the server is new."""
    builds: list[str] = []

    def evaluate(*asked, **more):
        builds.append(kpis.build().build_id)
        return invented.evaluate(*asked, **more)

    invented.put_in_place(monkeypatch, evaluate)
    monkeypatch.setattr(warm_up, "_warm", set())
    walk.forget()
    yield builds
    gc.unfreeze()
    walk.forget()


def publish(monkeypatch, name):
    info = kpis.BuildInfo(name, None, invented.KNOWN_AT, True, None)
    monkeypatch.setattr(kpis, "build", lambda: info)
    walk.forget()


def test_the_first_reader_finds_the_numbers_computed(computed):
    warm_up.at_start()
    before = list(computed)
    assert before
    snapshot.take(figures.latest_month())
    assert computed == before


def test_what_is_there_is_left_out_of_later_collections(computed):
    gc.unfreeze()
    warm_up.at_start()
    assert gc.get_freeze_count() > 10_000


def test_a_build_is_computed_once(computed):
    warm_up.new_build()
    before = list(computed)
    warm_up.new_build()
    assert computed == before


def test_a_new_build_is_computed_too(computed, monkeypatch):
    warm_up.new_build()
    publish(monkeypatch, "build_000099")
    before = len(computed)
    warm_up.new_build()
    assert set(computed[before:]) == {"build_000099"}


def test_without_a_warehouse_the_server_starts(monkeypatch, caplog):
    def nothing():
        raise kpis.NoWarehouse("there is none")

    walk.forget()
    monkeypatch.setattr(kpis, "build", nothing)
    with caplog.at_level(logging.WARNING):
        warm_up.at_start()
    assert caplog.records == []


def test_a_warehouse_that_cannot_be_read_does_not_stop_the_server(computed, monkeypatch, caplog):
    def broken(*_, **__):
        raise OSError("disk")

    monkeypatch.setattr(kpis, "evaluate", broken)
    warm_up.new_build()
    assert "could not be computed" in caplog.text


def test_scripts_the_first_reader_asks_for_are_streamlits_own(computed):
    missing = [name for name in warm_up.FIRST_SCRIPTS if not shell_files.address_of(name)]
    assert missing == []


@pytest.mark.parametrize(
    ("is_example", "analysts", "made"),
    [(True, "", 1), (False, "", 0), (False, " , ", 0), (False, "Anne Holm", 1), (False, "*", 1)],
)
def test_the_analysis_database_is_made_where_anybody_may_ask(
    computed, monkeypatch, is_example, analysts, made
):
    asked: list[bool] = []
    info = kpis.BuildInfo("build_000002", None, invented.KNOWN_AT, is_example, None)
    monkeypatch.setattr(kpis, "build", lambda: info)
    monkeypatch.setattr(workbench_database, "published", lambda: asked.append(True))
    monkeypatch.setenv("STRATEGI_ANALYSTS", analysts)
    walk.forget()
    warm_up.analysis_database()
    assert len(asked) == made


def test_an_analysis_database_that_cannot_be_made_stops_nothing(computed, monkeypatch, caplog):
    def broken():
        raise OSError("no room")

    monkeypatch.setattr(workbench_database, "published", broken)
    warm_up.analysis_database()
    assert "The analysis database could not be made" in caplog.text
