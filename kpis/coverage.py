"""Which indicators measure which node of the strategy, or why none does yet."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from kpis.strategy import STRATEGY, Node, strategy


@dataclass(frozen=True)
class Covered:
    """One node: the indicators that are measured, and those that wait.

    `reason` says in Danish why the node is not measured; it is empty when at
    least one indicator is.
    """

    node: Node
    measured: tuple[str, ...]
    waiting: tuple[str, ...]
    reason: str


def coverage(declared: frozenset[str]) -> tuple[Covered, ...]:
    """Every node of the strategy against the indicators that are declared."""
    return tuple(_covered(node, declared) for node in strategy().nodes())


def planned() -> tuple[str, ...]:
    """All indicators of the catalogue, declared or not, in its order."""
    return tuple(_matrix()["exports"])


def exports(kpi_id: str) -> tuple[str, ...]:
    """The exports an indicator needs: FFB for the delivery reports, T01-T23 for the others."""
    return tuple(_matrix()["exports"].get(kpi_id, ()))


def indicators(node_id: str) -> tuple[str, ...]:
    """All indicators of the catalogue that serve a node, declared or not."""
    return tuple(_matrix()["nodes"].get(node_id, ()))


@cache
def _matrix() -> dict[str, Any]:
    text = (STRATEGY / "coverage.yaml").read_text("utf-8")
    matrix: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return matrix


def _covered(node: Node, declared: frozenset[str]) -> Covered:
    planned_here = indicators(node.id)
    measured = tuple(kpi for kpi in planned_here if kpi in declared)
    waiting = tuple(kpi for kpi in planned_here if kpi not in declared)
    return Covered(node, measured, waiting, "" if measured else _reason(waiting))


def _reason(waiting: tuple[str, ...]) -> str:
    """Why no indicator of a node is measured, as one Danish sentence."""
    missing = sorted({export for kpi in waiting for export in exports(kpi) if export != "FFB"})
    if not waiting:
        return "Der er endnu ikke valgt et nøgletal."
    if not missing:
        return "Nøgletallet kan beregnes af FFB-indberetningerne, men er ikke taget i brug endnu."
    return f"Kræver data, der ikke er indlæst endnu: {', '.join(missing)}."
