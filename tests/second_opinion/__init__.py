"""A second programmer's reading of the specification, in plain Python.

Slow and obvious on purpose: no database, no data frames, no code shared with
`kpis/`. Every rule names where it stands: R1-R21 and section 3 in the
catalogue, A1-A16 and B1-B17 in the settled readings. When SQL and this
disagree, the specification says who is wrong.

Input is what schema `core` holds: table name -> rows of its columns, for
example `{"care_plan_version": [{"care_plan_id": "p1", ...}]}`.
"""

from tests.second_opinion.answer import INDICATORS, Opinion, evaluate
from tests.second_opinion.model import Answer

__all__ = ["INDICATORS", "Answer", "Opinion", "evaluate"]
