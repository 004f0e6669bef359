"""How `make test` spreads tests over processes.

A file goes to one process as a whole, so that what its tests share is made once: a served
example, a page in a browser, a loaded municipality. Files of few long tests that share nothing
are taken apart. (The group marks of pytest-xdist 3.8 have no effect with pytest 9.)
"""

from xdist.scheduler import LoadFileScheduling

APART = ("tests/property/test_sql_agrees.py", "tests/bad_inputs/test_faults.py")
TOGETHER = ("tests/unit/test_example_", "tests/unit/test_analysis")
"""Beginnings of names: all files of one share more than each of them would make alone."""


def scope(test: str) -> str:
    """What goes to one process together with a test: its file, itself, or several files."""
    file = test.split("::", 1)[0]
    if file in APART:
        return test
    return next((start for start in TOGETHER if file.startswith(start)), file)


class Spreading(LoadFileScheduling):
    """Hands out the scopes, those of most tests first."""

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)
