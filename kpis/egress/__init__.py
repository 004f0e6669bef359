"""Results leave safely: the guard, what has left, the log of statements, and the files.

The public face. `judge` says whether a result may leave the workbench and why not,
`export` makes the file; every statement and export is in `log`.
"""

from kpis.egress import log
from kpis.egress.exporting import Form, export
from kpis.egress.guard import judge
from kpis.egress.model import Judgement, NotAllowed, Origin, Override, Reason

__all__ = [
    "Form",
    "Judgement",
    "NotAllowed",
    "Origin",
    "Override",
    "Reason",
    "export",
    "judge",
    "log",
]
