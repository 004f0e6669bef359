"""Fixtures of the tests with bad input."""

import pytest

from tests.unit.loading import KEY


@pytest.fixture
def key(monkeypatch):
    """A pseudonym key in the environment, as real data need one."""
    monkeypatch.setenv("STRATEGI_PSEUDONYM_KEY", KEY)
    monkeypatch.delenv("STRATEGI_PSEUDONYM_KEY_FILE", raising=False)


@pytest.fixture
def command(key, tmp_path, capfd):
    """A function: run the command line; (exit code, what it said, what it complained)."""
    from pipelines.cli import main

    def run(*arguments):
        code = main([*map(str, arguments), "--warehouse", str(tmp_path / "warehouse")])
        said = capfd.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out, said.err

    return run
