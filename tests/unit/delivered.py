"""Batches as they can be looked at: every delivered resource with its content and its report."""

from pipelines.contracts.delivery_reports import PROFILES
from pipelines.sources.delivery_reports import Batch
from tests.unit.synthetic_report import Json


def rows(*batches: Batch) -> dict[str, list[Json]]:
    """The resources of the last batch by table; contents are in it or in those before it.

    `content_hash` is that of the content, mixed with whose it is.
    """
    return {table.name: _rows(table.name, batches) for table in PROFILES}


def _rows(name: str, batches: tuple[Batch, ...]) -> list[Json]:
    contents = {
        row.pop("content_no"): row for batch in batches for row in batch.contents[name].to_pylist()
    }
    reports = batches[-1].reports.to_pylist()
    return [
        _row(contents[one["content_no"]], reports[one["report_no"]])
        for one in batches[-1].sightings[name].to_pylist()
    ]


def _row(content: Json, report: Json) -> Json:
    found = content | report
    halves = [
        (found.pop(f"content_hash_{half}") ^ found.pop(f"whose_{half}")).to_bytes(8, "big")
        for half in ("high", "low")
    ]
    return found | {"content_hash": b"".join(halves)}
