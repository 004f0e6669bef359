"""The analysts' sandbox: any SELECT on the published analysis file, and nothing else.

Four layers, each enough against most attacks (docs/decisions/0016): a file that holds only
what may be seen, a process for each statement with limits of the operating system, a locked
read-only connection, and a gate on DuckDB's own parse tree.
"""

from kpis.sandbox.catalog import FUNCTIONS, TABLE_FUNCTIONS
from kpis.sandbox.door import SandboxError, run, start, text, tree
from kpis.sandbox.limits import LIMITS, Limits
from kpis.sandbox.running import Answer, Running, Verdict

__all__ = [
    "LIMITS",
    "Answer",
    "Limits",
    "Running",
    "SandboxError",
    "Verdict",
    "functions",
    "run",
    "start",
    "text",
    "tree",
]


def functions() -> tuple[str, ...]:
    """The names of the functions that a statement may use, for an editor to complete."""
    return tuple(sorted(name for name in FUNCTIONS | TABLE_FUNCTIONS if name.isidentifier()))
