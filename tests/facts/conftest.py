"""Every test of facts runs on both databases; on PostgreSQL where there is a server."""

import os
from collections.abc import Iterator

import pytest

from tests.facts import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A running server; without one the test is skipped, or fails where one is required."""
    programs = postgres.find_server()
    if programs is None:
        is_required = os.environ.get("STRATEGI_REQUIRE_POSTGRES")
        reason = "no PostgreSQL server is installed (Debian: apt install postgresql)"
        (pytest.fail if is_required else pytest.skip)(reason)
    with postgres.server(programs) as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def state(request, tmp_path, monkeypatch):
    """An empty store, by its URL; `kpis.facts` reads and writes it."""
    if request.param == "postgresql":
        url = postgres.database(request.getfixturevalue("server"))
    else:
        url = f"sqlite:///{tmp_path / 'state.sqlite3'}"
    monkeypatch.setenv("STRATEGI_STATE_URL", url)
    return url
