"""How `make test` spreads tests over processes.

A file goes to one process as a whole, so that what its tests share is made once: a served
example, a page in a browser, a loaded municipality. Files of few long tests that share nothing
are taken apart. (The group marks of pytest-xdist 3.8 have no effect with pytest 9.)
"""

from typing import Any

from xdist.scheduler import LoadFileScheduling

APART = ("tests/property/test_sql_agrees.py", "tests/bad_inputs/test_faults.py")
TOGETHER = ("tests/unit/test_example_", "tests/unit/test_analysis")
"""Beginnings of names: all files of one share more than each of them would make alone."""


LONGEST = (
    "tests/browser/test_accessibility.py",
    "tests/property/test_sql_agrees.py",
    "tests/bad_inputs/test_faults.py",
    "tests/browser/",
    "tests/unit/test_ffb_as_columns.py",
    "tests/unit/test_example_",
    "tests/unit/test_official_example.py",
    "tests/unit/test_tricky_reports.py",
)
"""Beginnings of names of what takes longest, the longest first."""


def place(scope: str, tests: int) -> tuple[int, int]:
    """Where in the order a scope of so many tests comes."""
    ranks = (rank for rank, start in enumerate(LONGEST) if scope.startswith(start))
    return next(ranks, len(LONGEST)), -tests


def scope(test: str) -> str:
    """What goes to one process together with a test: its file, itself, or several files."""
    file = test.split("::", 1)[0]
    if file in APART:
        return test
    return next((start for start in TOGETHER if file.startswith(start)), file)


class Spreading(LoadFileScheduling):
    """Hands out the scopes: what takes longest first, then those of most tests.

    Whatever is long and begins last is waited for by all other processes.
    """

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        """The next scope of those that wait."""
        following = min(self.workqueue, key=lambda name: place(name, len(self.workqueue[name])))
        self.workqueue.move_to_end(following, last=False)
        super()._assign_work_unit(node)
