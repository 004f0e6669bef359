"""Delivery reports in, tables out: the pure half of the loader. No files, no database."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from itertools import count, islice
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.privacy import PseudonymKey
from pipelines.sources.ffb.columns import ReportColumns, content_tables, sightings
from pipelines.sources.ffb.explain import explain
from pipelines.sources.ffb.judge import Judge
from pipelines.sources.ffb.kinds import Contents, Judged
from pipelines.sources.ffb.vouch import Voucher
from pipelines.sources.ffb.walk import Finding
from pipelines.sources.ffb.whole import Accepted

NUMBER_BITS = 40
"""Contents of one reader have numbers below 2**40 above its start: a million million."""
AT_ONCE = 60
"""Reports judged together: enough to spread what a round costs, few enough for the cache."""


FEWEST = 100
"""Reports of a chunk for which it pays to judge them as columns."""

Bundles = Callable[[Sequence[bytes], bool], pa.StructArray | None]
"""Reads reports into arrays (`ffb.written.structure`), bare or not; None where it cannot."""


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

    A content is what is stored of a resource; most are delivered again and
    again. `contents` and `sightings` have one Arrow table for each table of
    `contracts.delivery_reports.PROFILES`, by name. `contents`: `content_no`, the
    table's columns but person_id and organization_id, `last_updated` (UTC, may
    be missing), `content_hash_high` and `content_hash_low`; only contents that
    no earlier batch of the same reader had, as far as it remembers. `sightings`:
    one row a delivered resource, `content_no` and `report_no`, the row of its
    report in `reports`.

    `reports` has one row per loaded report with entries: `report_id`,
    `person_id`, `organization_id`, `reported_at` (UTC), `reported_date` and the
    hash of whose it is, `whose_high` and `whose_low`. Hashes are 16 bytes in
    two halves, the first eight bytes high. reports_read = reports_loaded + reports_set_aside;
    reports_empty of the loaded ones had no entries.
    """

    contents: dict[str, pa.Table]
    sightings: dict[str, pa.Table]
    reports: pa.Table
    set_aside: list[SetAside] = field(default_factory=list)
    reports_read: int = 0
    reports_loaded: int = 0
    reports_set_aside: int = 0
    reports_empty: int = 0
    resources: int = 0

    def followed_by(self, other: "Batch") -> "Batch":
        """Both as one; the other's reports stand behind these."""
        begin = pa.scalar(self.reports.num_rows, pa.int32())
        moved = {
            name: table.set_column(1, "report_no", pc.add(table["report_no"], begin))
            for name, table in other.sightings.items()
        }
        return Batch(
            contents=_joined(self.contents, other.contents),
            sightings=_joined(self.sightings, moved),
            reports=pa.concat_tables([self.reports, other.reports]),
            set_aside=self.set_aside + other.set_aside,
            reports_read=self.reports_read + other.reports_read,
            reports_loaded=self.reports_loaded + other.reports_loaded,
            reports_set_aside=self.reports_set_aside + other.reports_set_aside,
            reports_empty=self.reports_empty + other.reports_empty,
            resources=self.resources + other.resources,
        )


def _joined(one: dict[str, pa.Table], other: dict[str, pa.Table]) -> dict[str, pa.Table]:
    return {name: pa.concat_tables([table, other[name]]) for name, table in one.items()}


class ReportReader:
    """Reads chunk after chunk; what it remembers of one chunk speeds up the next.

    Readers that work on one load have different numbers (from 0), so that their
    contents do. With `bundles` many reports are judged as columns, where they can be.
    """

    def __init__(
        self, key: PseudonymKey, reader_no: int = 0, bundles: Bundles | None = None
    ) -> None:
        self.key = key
        self._numbers = count(reader_no << NUMBER_BITS)
        self._judge = Judge(key, self._numbers)
        self.voucher = Voucher(key, self._numbers)
        self._bundles = bundles
        self._reads_bare = True

    def read(self, spans: Iterable[Span]) -> Batch:
        """Judge every report; rows of the accepted ones, pointers to the others."""
        with _no_garbage_collection():
            found = list(spans)
            if self._bundles is None or len(found) < FEWEST:
                return self._read_each(found)
            return self._read_most(found, self._bundles)

    def _read_most(self, spans: list[Span], bundles: Bundles) -> Batch:
        """As columns; what cannot be vouched for in this way is read report by report."""
        batches, rest = [], spans
        for is_bare in (True, False) if self._reads_bare else (False,):
            enough = bool(rest) and len(rest) >= FEWEST
            vouched = self._vouched(rest, bundles, is_bare) if enough else None
            if vouched is None:
                break
            batch, rest = vouched
            batches.append(batch)
            if is_bare:  # where most reports hold more than that, it is not tried again
                self._reads_bare = len(rest) <= len(spans) // 2
        if rest or not batches:
            batches.append(self._read_each(rest))
        return reduce(Batch.followed_by, batches)

    def _vouched(
        self, spans: list[Span], bundles: Bundles, is_bare: bool
    ) -> tuple[Batch, list[Span]] | None:
        """What comes of the reports that can be vouched for, and the others; None of unreadable."""
        reports = [span.data for span in spans]
        opened = bundles(reports, is_bare)
        if opened is None:
            return None
        vouched = self.voucher.vouch(list(map(len, reports)), opened)
        columns = ReportColumns()
        for place, accepted in zip(vouched.places, vouched.reports, strict=True):
            columns.add(self.key.digest(reports[place]), accepted)
        batch = Batch(
            contents=vouched.contents,
            sightings=vouched.sightings,
            reports=columns.arrow(),
            reports_read=len(vouched.places),
            reports_loaded=len(vouched.places),
            resources=vouched.resources,
        )
        others = set(range(len(spans))).difference(vouched.places)
        return batch, [spans[place] for place in sorted(others)]

    def _read_each(self, spans: Iterable[Span]) -> Batch:
        gathered, following = _Gathered(), iter(spans)
        while some := list(islice(following, AT_ONCE)):
            self._read_some(some, gathered)
        return gathered.batch()

    def _read_some(self, spans: list[Span], gathered: "_Gathered") -> None:
        verdicts = self._judge.judge([span.data for span in spans])
        gathered.contents += verdicts.contents
        for span, accepted in zip(spans, verdicts.reports, strict=True):
            self._gather(span, accepted, gathered)

    def _gather(self, span: Span, accepted: Accepted | None, gathered: "_Gathered") -> None:
        report_id = self.key.digest(span.data)
        findings: list[Finding] = []
        if accepted is None:
            explained = explain(span.data, self.key, self._numbers)
            accepted, findings = explained.accepted, explained.findings
        if accepted is None:
            gathered.refuse(span, report_id, findings)
        else:
            gathered.take(report_id, accepted)


@dataclass
class _Gathered:
    """A batch in the making."""

    contents: list[Contents] = field(default_factory=list)
    reports: ReportColumns = field(default_factory=ReportColumns)
    resources: list[list[Judged]] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    refused: int = 0
    empty: int = 0

    def refuse(self, span: Span, report_id: str, findings: list[Finding]) -> None:
        self.refused += 1
        pointer = (span.line, span.byte_from, span.byte_to, report_id)
        self.set_aside += [SetAside(*pointer, f.rule, f.place, f.message) for f in findings]

    def take(self, report_id: str, accepted: Accepted) -> None:
        if accepted.citizen is None:
            self.empty += 1
            return
        self.reports.add(report_id, accepted)
        self.resources.append(accepted.resources)
        self.contents += accepted.contents

    def batch(self) -> Batch:
        loaded = len(self.resources) + self.empty
        return Batch(
            contents=content_tables(self.contents),
            sightings=sightings(self.resources),
            reports=self.reports.arrow(),
            set_aside=self.set_aside,
            reports_read=loaded + self.refused,
            reports_loaded=loaded,
            reports_set_aside=self.refused,
            reports_empty=self.empty,
            resources=sum(map(len, self.resources)),
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
