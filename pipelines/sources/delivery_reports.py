"""Delivery reports in, tables out: the pure half of the loader. No files, no database."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import pyarrow as pa

from pipelines.privacy import PseudonymKey
from pipelines.sources.ffb.columns import ReportColumns, TableColumns
from pipelines.sources.ffb.explain import explain
from pipelines.sources.ffb.judge import Accepted, Judge
from pipelines.sources.ffb.walk import Finding


class Span(NamedTuple):
    """One report: its line in the file (from 1), its bytes in the unpacked file, its content."""

    line: int
    byte_from: int
    byte_to: int
    data: bytes


@dataclass(frozen=True)
class SetAside:
    """One broken rule of a report that was set aside, as a pointer: no content, no values."""

    line: int
    byte_from: int
    byte_to: int
    report_id: str
    rule: str
    place: str
    message: str


@dataclass(frozen=True)
class Batch:
    """What a chunk of reports came to.

    `tables` has one Arrow table for each table of `contracts.delivery_reports.
    PROFILES`, by name: its columns, then `reported_at`, `reported_date`,
    `last_updated`, `report_id` and `content_hash`. `reports` has one row per
    loaded report with entries. reports_read = reports_loaded + reports_set_aside;
    reports_empty of the loaded ones had no entries.
    """

    tables: dict[str, pa.Table]
    reports: pa.Table
    set_aside: list[SetAside] = field(default_factory=list)
    reports_read: int = 0
    reports_loaded: int = 0
    reports_set_aside: int = 0
    reports_empty: int = 0
    resources: int = 0


class ReportReader:
    """Reads chunk after chunk; what it remembers of one chunk speeds up the next."""

    def __init__(self, key: PseudonymKey) -> None:
        self.key = key
        self._judge = Judge(key)

    def read(self, spans: Iterable[Span]) -> Batch:
        """Judge every report; rows of the accepted ones, pointers to the others."""
        gathered = _Gathered()
        with _no_garbage_collection():
            for span in spans:
                self._read_one(span, gathered)
            return gathered.batch()

    def _read_one(self, span: Span, gathered: "_Gathered") -> None:
        report_id = self.key.digest(span.data)
        accepted, findings = self._accept(span.data)
        if accepted is None:
            gathered.refuse(span, report_id, findings)
        else:
            gathered.take(report_id, accepted)

    def _accept(self, data: bytes) -> tuple[Accepted | None, list[Finding]]:
        accepted = self._judge.accept(data)
        if accepted is not None:
            return accepted, []
        explained = explain(data, self.key)
        return explained.accepted, explained.findings


@dataclass
class _Gathered:
    """A batch in the making."""

    reports: ReportColumns = field(default_factory=ReportColumns)
    tables: TableColumns = field(default_factory=TableColumns)
    set_aside: list[SetAside] = field(default_factory=list)
    refused: int = 0
    loaded: int = 0
    empty: int = 0
    resources: int = 0

    def refuse(self, span: Span, report_id: str, findings: list[Finding]) -> None:
        self.refused += 1
        pointer = (span.line, span.byte_from, span.byte_to, report_id)
        self.set_aside += [SetAside(*pointer, f.rule, f.place, f.message) for f in findings]

    def take(self, report_id: str, accepted: Accepted) -> None:
        self.loaded += 1
        self.resources += len(accepted.resources)
        if accepted.citizen is None:
            self.empty += 1
        else:
            self.tables.add(self.reports.add(report_id, accepted), accepted.resources)

    def batch(self) -> Batch:
        return Batch(
            tables=self.tables.arrow(self.reports),
            reports=self.reports.arrow(),
            set_aside=self.set_aside,
            reports_read=self.loaded + self.refused,
            reports_loaded=self.loaded,
            reports_set_aside=self.refused,
            reports_empty=self.empty,
            resources=self.resources,
        )


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Rows hold no cycles; searching a million of them for some takes a fifth of the time.

    Those that are remembered are taken out of every later search, too.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


def read_reports(spans: Iterable[Span], key: PseudonymKey) -> Batch:
    """Judge reports with a fresh memory; a worker that reads many chunks keeps a ReportReader."""
    return ReportReader(key).read(spans)
