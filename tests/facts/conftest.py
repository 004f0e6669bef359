"""Every test of facts runs on both databases; that of PostgreSQL where there is a server."""

import pytest


@pytest.fixture(params=["sqlite"])
def state(request, tmp_path, monkeypatch):
    """An empty store, by its URL; `kpis.facts` reads and writes it."""
    url = f"sqlite:///{tmp_path / 'state.sqlite3'}"
    monkeypatch.setenv("STRATEGI_STATE_URL", url)
    return url
