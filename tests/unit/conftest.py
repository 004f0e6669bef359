"""Fixtures of the loader's tests."""

import pytest

from tests.unit.loading import KEY, Bases


@pytest.fixture
def key(monkeypatch):
    """A pseudonym key in the environment, as real data need one."""
    monkeypatch.setenv("STRATEGI_PSEUDONYM_KEY", KEY)
    monkeypatch.delenv("STRATEGI_PSEUDONYM_KEY_FILE", raising=False)


@pytest.fixture(scope="session")
def bases(tmp_path_factory):
    """Warehouses that several tests begin from."""
    return Bases(tmp_path_factory.mktemp("bases"))
