"""How fresh the numbers are, in words: on every page and on every sheet of paper."""

import kpis
from pages.parts import formats
from pages.parts.texts import text


def words(build: "kpis.BuildInfo") -> str:
    """'Data kendt til og med 04.11.2026. Indlæst ... Udgave 12.'"""
    return text(
        "ui.scope.freshness",
        known=formats.day(build.known_at) if build.known_at else text("ui.scope.unknown"),
        built=formats.moment(build.built_at) if build.built_at else text("ui.scope.unknown"),
        edition=formats.edition(build.build_id),
    )
