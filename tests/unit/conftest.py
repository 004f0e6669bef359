"""Fixtures of the loader's tests."""

from datetime import date

import pytest

from pipelines.example import delivery
from tests.unit import example_reports, example_tables, published
from tests.unit.loading import KEY, Bases

UNTIL = date(2026, 10, 31)  # the last day of the example in the tests


@pytest.fixture
def key(monkeypatch):
    """A pseudonym key in the environment, as real data need one."""
    monkeypatch.setenv("STRATEGI_PSEUDONYM_KEY", KEY)
    monkeypatch.delenv("STRATEGI_PSEUDONYM_KEY_FILE", raising=False)


@pytest.fixture(scope="session")
def bases(tmp_path_factory):
    """Warehouses that several tests begin from."""
    return Bases(tmp_path_factory.mktemp("bases"))


@pytest.fixture(scope="session")
def municipality(tmp_path_factory):
    """The folder of the example at its full size; its tests share a worker by their group."""
    folder = tmp_path_factory.mktemp("municipality")
    delivery.write(folder, until=UNTIL)
    return folder


@pytest.fixture(scope="session")
def seen(municipality):
    """What its delivery reports tell."""
    return example_reports.read(municipality)


@pytest.fixture(scope="session")
def tables(municipality):
    """Its supplementary tables."""
    return example_tables.Tables(municipality)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The analysis database of a small municipality; its tests share a worker by their group."""
    return published.municipality(tmp_path_factory.mktemp("analysis"))
