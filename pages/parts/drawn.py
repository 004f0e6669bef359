"""A chart on its way to the browser."""

from collections.abc import Mapping
from typing import Any

from plotly.basedatatypes import BaseFigure


class Drawn(BaseFigure):  # type: ignore[misc]
    """A figure as it is: Plotly would hold every property of a plain dict against its schema.

    That takes longer than the rest of the page. tests/pages/test_speed.py does it instead.
    """

    def __init__(self, figure: Mapping[str, Any]) -> None:
        self._drawn = dict(figure)

    def to_dict(self) -> dict[str, Any]:
        return self._drawn
