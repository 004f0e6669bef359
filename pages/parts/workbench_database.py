"""The analysis database of the live build, as the page tells of it."""

from collections.abc import Mapping

from kpis import analysis
from kpis.analysis import Published, Relation
from pages.parts import figures, keeping


def published() -> Published:
    """The file of the live build; who comes first waits until it is made."""
    return _published(figures.build().build_id)


def relations() -> Mapping[str, Relation]:
    """What can be asked, by name, in the order of the file."""
    return _relations(published())


@keeping.cached_patiently("analyse.publishing")
def _published(build_id: str) -> Published:
    return analysis.published()


@keeping.cached
def _relations(its: Published) -> Mapping[str, Relation]:
    return {relation.name: relation for relation in analysis.relations(its)}
