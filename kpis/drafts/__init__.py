"""From a question of the workbench to an indicator: a draft, and whether it can be accepted."""

from kpis.drafts.checking import check
from kpis.drafts.model import Draft, Problem, Verdict
from kpis.drafts.writing import draft, write, zip_of

__all__ = ["Draft", "Problem", "Verdict", "check", "draft", "write", "zip_of"]
