"""What goes to one process, so that what tests share is made once."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.spreading import APART, TOGETHER, scope


@pytest.mark.parametrize(
    ("one", "other", "are_together"),
    [
        ("tests/browser/test_walk.py::test_a[x]", "tests/browser/test_walk.py::test_b", True),
        ("tests/browser/test_walk.py::test_a", "tests/browser/test_map.py::test_a", False),
        ("tests/unit/test_example_story.py::test_a", "tests/unit/test_example_figures.py::b", True),
        ("tests/bad_inputs/test_faults.py::test_a", "tests/bad_inputs/test_faults.py::b", False),
    ],
)
def test_what_is_handed_out_together(one, other, are_together):
    assert (scope(one) == scope(other)) is are_together


def test_every_exception_is_there(request):
    root = request.config.rootpath
    assert all((root / file).is_file() for file in APART)
    assert all(len(list(root.glob(f"{start}*.py"))) > 1 for start in TOGETHER)


def test_a_file_really_goes_to_one_process(request):
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", "-v"]
    these = f"{Path(__file__)}::test_what_is_handed_out_together"
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", these],
        cwd=request.config.rootpath,
        env={name: its for name, its in os.environ.items() if not name.startswith("PYTEST")},
        capture_output=True,
        text=True,
        check=True,
    )
    workers = re.findall(r"\[(gw\d)\].*PASSED", done.stdout)
    assert len(workers) == 4
    assert len(set(workers)) == 1
