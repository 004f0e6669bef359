"""Released numbers asked for in SQL: the statement a reader sees is the one that is run.

Kept for all readers by build and statement, so a choice made once costs nothing again.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpis import analysis, exploring, sandbox
from kpis.model import Result
from pages.parts import figures, keeping, widgets
from pages.parts.texts import text

log = logging.getLogger(__name__)
Key = tuple[str, str, str, str]  # indicator, breakdown, member, period


@dataclass(frozen=True, eq=False)
class Answered:
    """What the statement gave, or in `refused` why it gave nothing.

    `before` are the results of a year earlier, by the period they stand beside.
    """

    sql: str
    results: Mapping[Key, Result]
    before: Mapping[Key, Result]
    is_cut: bool = False
    refused: str = ""

    def course(self, kpi: str, by: str, member: str, periods: Sequence[str]) -> list[Result | None]:
        """One line: the result of each period, None where there is none."""
        return [self.results.get((kpi, by, member, period)) for period in periods]

    def members(self, kpi: str, by: str) -> tuple[str, ...]:
        """The members of a breakdown, in their own order; of one that is hidden whole, none."""
        found = {key[2] for key in self.results if key[:2] == (kpi, by) and key[2]}
        return tuple(sorted(found))


def rows(sql: str) -> "sandbox.Answer":
    """What a statement gives on the analysis file of the live build."""
    published = _published()
    return _rows(published.build_id, str(published.path), sql)


def answer(asked: exploring.Choice, heading: str) -> Answered:
    """The numbers of a choice; `heading` is written above the statement as a remark."""
    return _answer(_published().build_id, exploring.statement(asked, heading))


@keeping.cached_briefly
def _published() -> "analysis.Published":
    """The first one to ask after a build may wait for it to be made."""
    with widgets.progress(text("udforsk.asking")):
        return analysis.published()


@keeping.cached_patiently("udforsk.asking")
def _rows(build_id: str, path: str, sql: str) -> "sandbox.Answer":
    return sandbox.run(sql, Path(path))


@widgets.cached
def _answer(build_id: str, sql: str) -> Answered:
    told = rows(sql)
    if told.verdict != "ok":
        log.warning("The explorer's statement gave no answer: %s", told.reason)
        return Answered(sql, {}, {}, refused=told.reason or text("udforsk.refused"))
    found, before = {}, {}
    build = figures.build()
    for own, earlier in exploring.results(told.rows, build.known_at, build.build_id):
        key = (own.kpi, own.by, own.member, own.period)
        found[key] = own
        if earlier is not None:
            before[key] = earlier
    return Answered(sql, found, before, told.truncated)
