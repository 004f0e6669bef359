"""May a result leave? The statement is run with the persons behind each row beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from kpis import analysis, sandbox
from kpis.analysis import Published
from kpis.egress import nodes, provenance, rows
from kpis.egress.ledger import Ledger
from kpis.egress.model import Judgement, Origin, Reason
from kpis.egress.nodes import Node
from kpis.egress.numbers import NotCounted
from kpis.egress.released import Released
from kpis.egress.tracks import PREFIX, Shapes, Track
from kpis.sandbox import Answer

LIMITS = replace(
    sandbox.LIMITS,
    wall_seconds=20.0,
    cpu_seconds=15,
    engine_seconds=12.0,
    result_bytes=60_000_000,
)
"""The persons behind a result take more room than the result: ten times what a statement has."""


@dataclass(frozen=True)
class _Run:
    """A result, the hidden columns beside it, and what they are."""

    answer: Answer
    hidden: Sequence[Sequence[Any]] = ()
    tracks: tuple[Track, ...] = ()
    fault: Reason | None = None
    released: Released | None = None


def judge(
    sql: str, parameters: Mapping[str, Any] | None, published: Published, who: str
) -> Judgement:
    """Whether the result of a statement may leave the workbench, and the result.

    A statement that the sandbox refuses or stops may not leave; its reason is the sandbox's
    sentence. Rows and counted numbers need as many persons as `kpis.disclosure` says, by
    themselves and together with what has left before from the same published file.
    """
    parameters = parameters or {}
    ran = _run(sql, parameters, published)
    reasons = (ran.fault,) if ran.fault else rows.reasons(ran.hidden, ran.tracks)
    told = () if ran.fault else rows.told(ran.hidden, ran.tracks)
    if not reasons:
        reasons = Ledger.beside(published.path, ran.released).objections(told)
    return Judgement(
        may_leave=not reasons,
        reasons=reasons,
        answer=ran.answer,
        sql=sql,
        parameters=parameters,
        who=who,
        origin=Origin(published.path, published.build_id, published.known_at, published.is_example),
        told=told,
        released=ran.released,
    )


def _run(sql: str, parameters: Mapping[str, Any], published: Published) -> _Run:
    try:
        tree = sandbox.tree(sql, published.path, parameters)
        shapes = _shapes(published)
        carried = provenance.carry(tree, shapes)
        rewritten = sandbox.text(carried.tree, published.path)
    except NotCounted as cause:
        return _plain(sql, parameters, published, str(cause))
    except sandbox.SandboxError as error:
        return _Run(error.answer, fault=rows.reason("not_answered", about=error.answer.reason))
    answer = sandbox.run(rewritten, published.path, parameters, LIMITS)
    if answer.verdict != "ok" or _shows_hidden(answer, len(carried.tracks)):
        return _plain(sql, parameters, published, _why(answer))
    width = len(answer.columns) - len(carried.tracks)
    shown = replace(
        answer,
        columns=answer.columns[:width],
        types=answer.types[:width],
        rows=tuple(row[:width] for row in answer.rows),
    )
    hidden = tuple(row[width:] for row in answer.rows)
    released = Released(published.path, shapes, _read_by(tree, shapes))
    return _Run(shown, hidden, carried.tracks, released=released)


def _read_by(tree: Node, shapes: Shapes) -> frozenset[str]:
    """The relations that a statement names; those of its WITH by the same names are no harm."""
    names = (
        str(piece["table_name"]).lower() for piece in nodes.walk(tree) if "table_name" in piece
    )
    return frozenset(name for name in names if name in shapes)


def _plain(sql: str, parameters: Mapping[str, Any], published: Published, about: str) -> _Run:
    """The result of a statement whose persons cannot be counted."""
    answer = sandbox.run(sql, published.path, parameters)
    if answer.verdict != "ok":
        return _Run(answer, fault=rows.reason("not_answered", about=answer.reason))
    return _Run(answer, fault=rows.reason("not_counted", about=about))


def _shows_hidden(answer: Answer, tracks: int) -> bool:
    """Whether a hidden column has come into what the statement itself shows, as `SELECT t` does."""
    width = len(answer.columns) - tracks
    return any(PREFIX in name for name in (*answer.columns[:width], *answer.types[:width]))


def _why(answer: Answer) -> str:
    """What the sandbox said about the rewritten statement; its own names would say nothing."""
    if answer.verdict == "ok":
        return "SELECT"
    return re.sub(rf"{PREFIX}\d+", "…", answer.reason.rstrip("."))


@lru_cache(maxsize=4)
def _shapes(published: Published) -> Shapes:
    """The relations of a published file, which never changes, and the types of their columns."""
    return {
        relation.name: {column.name: column.type for column in relation.columns}
        for relation in analysis.relations(published)
    }
