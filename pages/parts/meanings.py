"""Which words explain an indicator, in the order they are told. Screen and paper ask here."""

from collections.abc import Iterator

from pages.parts.texts import lines_of

TERMS = (
    *("definition", "numerator", "denominator", "window"),
    *("target", "reads_with", "needs", "source"),
)


def lines(kpi: str, name: str) -> Iterator[str]:
    """The texts of a list such as `pitfalls`, in order."""
    yield from lines_of(f"kpi.{kpi}.{name}")
