"""Delivery reports in, tables out: the pure half of the loader. No files, no database."""

from collections.abc import Iterable
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
        self._key = key
        self._judge = Judge(key)

    def read(self, spans: Iterable[Span]) -> Batch:
        """Judge every report; rows of the accepted ones, pointers to the others."""
        reports, tables = ReportColumns(), TableColumns()
        set_aside: list[SetAside] = []
        read = loaded = empty = resources = 0
        for span in spans:
            read += 1
            report_id = self._key.digest(span.data)
            accepted, findings = self._accept(span.data)
            if accepted is None:
                set_aside += [_set_aside(span, report_id, one) for one in findings]
                continue
            loaded += 1
            resources += len(accepted.resources)
            if accepted.citizen is None:
                empty += 1
                continue
            tables.add(reports.add(report_id, accepted), accepted.resources)
        return Batch(
            tables=tables.arrow(reports),
            reports=reports.arrow(),
            set_aside=set_aside,
            reports_read=read,
            reports_loaded=loaded,
            reports_set_aside=read - loaded,
            reports_empty=empty,
            resources=resources,
        )

    def _accept(self, data: bytes) -> tuple[Accepted | None, list[Finding]]:
        accepted = self._judge.accept(data)
        if accepted is not None:
            return accepted, []
        explained = explain(data, self._key)
        return explained.accepted, explained.findings


def read_reports(spans: Iterable[Span], key: PseudonymKey) -> Batch:
    """Judge reports with a fresh memory; a worker that reads many chunks keeps a ReportReader."""
    return ReportReader(key).read(spans)


def _set_aside(span: Span, report_id: str, finding: Finding) -> SetAside:
    return SetAside(
        span.line,
        span.byte_from,
        span.byte_to,
        report_id,
        finding.rule,
        finding.place,
        finding.message,
    )
