"""One load, from the paths to the published build.

find -> lock -> read and judge -> stage -> fold -> check the contracts -> publish
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import duckdb

from pipelines import exports, invented, quality, schema, warehouse
from pipelines.chunks import BadFile, Export
from pipelines.contracts.delivery_reports import PROFILES
from pipelines.errors import LoadError
from pipelines.exports import DELIVERY_REPORT, EXAMPLE_MARK, ExportFile, Exports
from pipelines.known import Known, keep_probe
from pipelines.outcome import ALREADY_LOADED, LOADED, SILENT, Broken, FileOutcome, Progress, Summary
from pipelines.privacy import EXAMPLE_KEY, KeyProblem, PseudonymKey, key_from_environment
from pipelines.reading import Ended, Judged, reading
from pipelines.staging import Staging
from pipelines.status import counted_rules
from pipelines.steps.check_contracts import check_contracts, check_folded, check_told
from pipelines.steps.count_rules import count_broken, keep_counted
from pipelines.steps.fold_versions import fold_versions
from pipelines.steps.load_supplementary import load_supplementary
from pipelines.steps.record_run import next_run_id, record_run
from pipelines.supplementary_reading import read_supplements
from pipelines.supplementary_staging import SupplementaryStaging

FOLDS_LONG_FROM_BYTES = 256 << 20  # of unpacked reports: their fold takes longer than an import
BROKEN_SHOWN = 200  # in the summary; all of them stand in core.set_aside


def load(
    paths: Sequence[Path],
    folder: Path,
    progress: Progress = SILENT,
    pool: ProcessPoolExecutor | None = None,
) -> Summary:
    """Load every export below the paths into the warehouse in `folder`.

    `pool` are workers that began before this was imported (`workers.early`).
    Raises LoadError, and then the warehouse is as before.
    """
    found = exports.find(paths)
    _require_invented_tables(found)
    with warehouse.exclusive(folder):
        known = Known.of(folder)
        known.check_kind(found.is_example)
        outcomes = _plan(found, known)
        if all(outcome.status == ALREADY_LOADED for outcome in outcomes):
            return Summary(None, outcomes, found.ignored)
        key = _key(found, known)
        with reading(_reports(outcomes), key, pool) as read:
            if not _folds_long(outcomes):
                quality.warm_up()
            return _load(found, outcomes, read, key, folder, progress)


def _require_invented_tables(found: Exports) -> None:
    """The example's key is public: a table that its folder's mark does not list is never read."""
    if not found.is_example:
        return
    for file in found.files:
        if file.kind != DELIVERY_REPORT and not _is_listed(file):
            raise LoadError(
                f"{file.shown} lies among invented data, but their mark does not list it; "
                f"nothing was loaded."
            )


def _is_listed(file: ExportFile) -> bool:
    mark = (file.path.parent / EXAMPLE_MARK).read_text("utf-8")
    return Export(file.path).read_whole().sha256 in invented.listed(mark)


def _plan(found: Exports, known: Known) -> tuple[FileOutcome, ...]:
    """What is known by its bytes is not read again, whatever it is called now.

    Only files whose size is known, or shared, are hashed beforehand.
    """
    outcomes = tuple(FileOutcome(number, file) for number, file in enumerate(found.files))
    sizes = [outcome.file.path.stat().st_size for outcome in outcomes]
    shared = {size for size, count in Counter(sizes).items() if count > 1}
    seen = set(known.sha256s)
    for outcome, size in zip(outcomes, sizes, strict=True):
        if size in known.sizes or size in shared:
            outcome.end(Export(outcome.file.path).read_whole())
            outcome.status = ALREADY_LOADED if outcome.sha256 in seen else LOADED
            seen.add(outcome.sha256)
    return outcomes


def _key(found: Exports, known: Known) -> PseudonymKey:
    if found.is_example:
        return EXAMPLE_KEY
    try:
        key = key_from_environment()
    except KeyProblem as problem:
        raise LoadError(f"{problem} Nothing was loaded.") from problem
    known.check_key(key)
    return key


def _load(
    found: Exports,
    outcomes: tuple[FileOutcome, ...],
    read: Iterator[Judged | Ended],
    key: PseudonymKey,
    folder: Path,
    progress: Progress,
) -> Summary:
    run = {"started_at": warehouse.utc_now(), "is_example": found.is_example}
    with warehouse.draft(folder) as draft:
        schema.extend(draft.connection)
        staging = Staging(draft.connection, draft.staging)
        supplements = SupplementaryStaging(draft.connection)
        _begin(outcomes, progress)
        read_supplements(_supplements(outcomes), key, staging, supplements, progress)
        _stage(read, outcomes, staging, progress)
        quality.warm_up()
        staging.end()
        run_id = next_run_id(draft.connection)
        run |= {"run_id": run_id, "build_id": draft.build_id}
        checks = quality.Checks(warehouse.beside(draft.connection))
        fold_versions(draft.connection, PROFILES, partial(check_folded, checks))
        staging.forget_resources()
        load_supplementary(draft.connection, supplements, _supplements(outcomes), run_id)
        staging.add_files([outcome.row() for outcome in outcomes])
        record_run(draft.connection, run | {"published_at": warehouse.utc_now()})
        with ThreadPoolExecutor(1) as thread:
            counts = thread.submit(count_broken, warehouse.beside(draft.connection), supplements)
            check_told(draft.connection, run_id, checks)
            keep_counted(draft.connection, run_id, counts.result())
        check_contracts(draft.connection, run_id, checks)
        keep_probe(draft.connection, key)
        broken = _broken(draft.connection)
        in_all = staging.broken_rules
        counted = tuple(counted_rules(draft.connection))
    return Summary(draft.build_id, outcomes, found.ignored, broken, in_all, counted)


def _folds_long(outcomes: Sequence[FileOutcome]) -> bool:
    """Whether the fold leaves more time for what is done beside it than the workers do."""
    paths = _reports(outcomes).values()
    return sum(path.stat().st_size for path in paths) > FOLDS_LONG_FROM_BYTES


def _begin(outcomes: Sequence[FileOutcome], progress: Progress) -> None:
    new = [outcome.file.path for outcome in outcomes if outcome.status != ALREADY_LOADED]
    progress.begins(sum(path.stat().st_size for path in new))


def _stage(
    read: Iterator[Judged | Ended],
    outcomes: Sequence[FileOutcome],
    staging: Staging,
    progress: Progress,
) -> None:
    """Stage what the delivery reports hold, and fill in the outcome of each of their files."""
    for item in read:
        outcome = outcomes[item.file_no]
        if isinstance(item, Judged):
            outcome.count(item.reports, staging.add(item.file_no, item.batch))
            progress.advances(item.file_bytes)
        else:
            _end(outcome, item.export, item.bad, staging)
            progress.ends(outcome)


def _reports(outcomes: Sequence[FileOutcome]) -> dict[int, Path]:
    """The files of delivery reports that are read in this load, by number."""
    return {
        outcome.number: outcome.file.path
        for outcome in outcomes
        if outcome.file.kind == DELIVERY_REPORT and outcome.status != ALREADY_LOADED
    }


def _supplements(outcomes: Sequence[FileOutcome]) -> list[FileOutcome]:
    """The files of supplementary tables that are read in this load."""
    return [
        outcome
        for outcome in outcomes
        if outcome.file.kind != DELIVERY_REPORT and outcome.status != ALREADY_LOADED
    ]


def _end(outcome: FileOutcome, export: Export, bad: BadFile | None, staging: Staging) -> None:
    if bad is None:
        outcome.end(export)
    else:
        staging.set_file_aside(outcome.number, bad)
        outcome.end_aside(export)


_BROKEN = """
select file.path, broken.line, broken.rule, broken.place, broken.message
from staging.set_aside as broken join staging.export_file as file using (file_no)
order by file.path, broken.byte_from nulls first, broken.place, broken.rule
limit ?
"""


def _broken(connection: duckdb.DuckDBPyConnection) -> tuple[Broken, ...]:
    rows = connection.execute(_BROKEN, [BROKEN_SHOWN]).fetchall()
    return tuple(Broken(*row) for row in rows)
