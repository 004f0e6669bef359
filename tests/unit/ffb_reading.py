"""What the tests of reading delivery reports share: a key, KL's files, one batch."""

from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.privacy import throw_away_key
from pipelines.sources.delivery_reports import Batch, Span, read_reports
from pipelines.sources.ffb.judge import Judge
from tests.unit import delivered
from tests.unit.synthetic_report import Json

KEY = throw_away_key()
FFB = Path(__file__).resolve().parents[3] / "shared" / "ffb"
OFFICIAL = sorted((FFB / "bundles").glob("*.json"))
TRICKY = sorted((FFB / "valid_tricky").glob("*.json"))
INVALID = sorted((FFB / "invalid").glob("*.json"))
SIGHTING = pa.schema([("content_no", pa.int64()), ("report_no", pa.int32())])
needs_ffb = pytest.mark.skipif(
    not FFB.exists(), reason="the shared folder with KL's example is not beside this checkout"
)
WHOSE = ("person_id", "organization_id")
OF_A_CONTENT = ("last_updated", "content_hash_high", "content_hash_low")
OF_A_REPORT = ("report_id", *WHOSE, "reported_at", "reported_date", "whose_high", "whose_low")


def read(*reports: bytes) -> Batch:
    return read_reports([Span(n, 0, len(r), r) for n, r in enumerate(reports, 1)], KEY)


def rules(batch: Batch) -> list[str]:
    return [one.rule for one in batch.set_aside]


def row(batch: Batch, table: str) -> Json:
    return delivered.rows(batch)[table][0]


def is_accepted_fast(content: bytes) -> bool:
    return Judge(KEY).judge([content]).reports != [None]
