"""What several processes of one run need and one of them makes."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
UNTIL = "2026-11-05"  # so that October 2026 is the latest complete month


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """What `make` makes in a folder, made by the first process that asks; the others wait.

    Without pytest-xdist there is only this process. Nobody may change what is shared.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make(factory.mktemp(name))
    folder = factory.getbasetemp().parent / name  # of the run; below it each process has its own
    answer = folder / "made"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not answer.exists():
            answer.write_text(str(make(folder / "content")), "utf-8")
    return Path(answer.read_text("utf-8"))


def small_example(factory: pytest.TempPathFactory) -> Path:
    """The warehouse of a municipality of 120 citizens and three years, made once for a run."""
    return made_once(factory, "small_example", lambda folder: example(folder, 120, 3))


def example(folder: Path, citizens: int, years: int) -> Path:
    """The warehouse of an example municipality, published; something of it is set aside."""
    exports, warehouse = folder / "exports", folder / "warehouse"
    size = ("--citizens", str(citizens), "--years", str(years), "--until", UNTIL)
    _run("pipelines", "example", str(exports), *size)
    _run("pipelines", "load", str(exports), "--warehouse", str(warehouse), "--quiet")
    _run("kpis", "publish", "--warehouse", str(warehouse))
    return warehouse


def _run(*arguments: str) -> None:
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr  # 1: loaded, and something was set aside
