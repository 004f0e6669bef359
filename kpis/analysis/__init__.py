"""The analysts' database: pseudonymised relations of each build in a file of its own."""

from kpis.analysis.file import relations
from kpis.analysis.model import Column, NotPublished, Published, Relation
from kpis.analysis.publishing import published

__all__ = ["Column", "NotPublished", "Published", "Relation", "published", "relations"]
