"""Two yardsticks for loading delivery reports, timed on the same NDJSON file.

`eight_paths` is the least anyone could do: DuckDB takes eight JSON paths out
of every resource and judges nothing. `fhir_resources` is the library many
would reach for: it parses and checks R4 structure, none of the FFB rules.
"""

import random
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

FIRST_USES = 20

PATHS = (
    "$.resourceType",
    "$.id",
    "$.meta.profile[0]",
    "$.status",
    "$.subject.reference",
    "$.code.coding[0].code",
    "$.period.start",
    "$.period.end",
)


@dataclass(frozen=True)
class Timing:
    """What one yardstick took. `bytes_read` is less than the file's size where it was sampled."""

    name: str
    seconds: float
    bytes_read: int
    resources: int

    @property
    def megabytes_per_second(self) -> float:
        return self.bytes_read / 1e6 / self.seconds


def eight_paths(file: Path, threads: int | None = None) -> Timing:
    """DuckDB: eight paths of every resource of an NDJSON file of reports.

    `threads` None leaves it to DuckDB, which takes every core.
    """
    columns = ", ".join(f"resource ->> '{path}' as column_{n}" for n, path in enumerate(PATHS))
    connection = duckdb.connect()
    if threads is not None:
        connection.execute(f"set threads = {threads}")
    start = time.perf_counter()
    connection.execute(
        f"""create temporary table extracted as
        select {columns} from (
            select unnest(json_extract(json, '$.entry[*].resource')) as resource
            from read_ndjson_objects(?, maximum_object_size = 268435456)
        )""",
        [str(file)],
    )
    seconds = time.perf_counter() - start
    row = connection.execute("select count(*) from extracted").fetchone()
    return Timing("DuckDB, eight paths", seconds, file.stat().st_size, row[0] if row else 0)


def fhir_resources(file: Path, reports: int = 2_000, seed: int = 1) -> Timing:
    """The library fhir.resources: a random sample of the file's reports as a list of objects.

    All are kept, as `eight_paths` keeps what it extracts; Python then looks through them for
    garbage while it makes more. What the library builds when it is first used is not counted.
    """
    return _fhir_resources(file, reports, seed, "fhir.resources", kept=reports)


def fhir_resources_one_by_one(file: Path, reports: int = 2_000, seed: int = 1) -> Timing:
    """The same, and each object is thrown away before the next: the most that it can do."""
    return _fhir_resources(file, reports, seed, "one by one", kept=1)


def _fhir_resources(file: Path, reports: int, seed: int, name: str, kept: int) -> Timing:
    from fhir.resources.R4B.bundle import Bundle  # slow to import

    sample, entries = list(_sample(file, reports, seed)), 0
    list(map(Bundle.model_validate_json, sample[:FIRST_USES]))
    parsed: deque[Any] = deque(maxlen=kept)
    start = time.perf_counter()
    for line in sample:
        parsed.append(Bundle.model_validate_json(line))
        entries += len(parsed[-1].entry or ())
    seconds = time.perf_counter() - start
    return Timing(name, seconds, sum(map(len, sample)), entries)


def _sample(file: Path, count: int, seed: int) -> Iterator[bytes]:
    """So many lines from random places of a file, the same ones for the same seed."""
    places = random.Random(seed)
    size = file.stat().st_size
    with file.open("rb") as lines:
        for _ in range(count):
            lines.seek(places.randrange(size))
            lines.readline()  # the rest of a line begun before
            line = lines.readline()
            if not line:
                lines.seek(0)
                line = lines.readline()
            yield line


if __name__ == "__main__":
    import sys

    for timing in (eight_paths(Path(sys.argv[1])), fhir_resources(Path(sys.argv[1]))):
        print(
            f"{timing.name}: {timing.seconds:.2f} s for {timing.bytes_read / 1e6:.1f} MB, "
            f"{timing.megabytes_per_second:.1f} MB/s, {timing.resources:,} resources"
        )
