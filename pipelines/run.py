"""One load, from the paths to the published build.

find -> lock -> read and judge -> stage -> fold -> check the contracts -> publish
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipelines import exports, quality, warehouse
from pipelines.chunks import BadFile, Export
from pipelines.errors import LoadError
from pipelines.exports import DELIVERY_REPORT, Exports
from pipelines.known import Known, keep_probe
from pipelines.outcome import ALREADY_LOADED, LOADED, SILENT, Broken, FileOutcome, Progress, Summary
from pipelines.privacy import EXAMPLE_KEY, KeyProblem, PseudonymKey, key_from_environment
from pipelines.reading import Judged, read_files
from pipelines.staging import Staging
from pipelines.steps.check_contracts import check_contracts
from pipelines.steps.fold_versions import fold_versions
from pipelines.steps.record_run import next_run_id, record_run

NOT_YET = BadFile(
    "file.kind", "Supplementary tables cannot be loaded yet; nothing of the file was loaded."
)

BROKEN_SHOWN = 200  # in the summary; all of them stand in core.set_aside


def load(paths: Sequence[Path], folder: Path, progress: Progress = SILENT) -> Summary:
    """Load every export below the paths into the warehouse in `folder`.

    Raises LoadError, and then the warehouse is as before.
    """
    found = exports.find(paths)
    with warehouse.exclusive(folder):
        known = Known.of(folder)
        known.check_kind(found.is_example)
        outcomes = _plan(found, known)
        if all(outcome.status == ALREADY_LOADED for outcome in outcomes):
            return Summary(None, outcomes, found.ignored)
        key = _key(found, known)
        quality.warm_up()
        return _load(found, outcomes, key, folder, progress)


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
    key: PseudonymKey,
    folder: Path,
    progress: Progress,
) -> Summary:
    run = {"started_at": warehouse.utc_now(), "is_example": found.is_example}
    with warehouse.draft(folder) as draft:
        staging = Staging(draft.connection, draft.staging)
        _read(outcomes, key, staging, progress)
        staging.end([outcome.row() for outcome in outcomes])
        run_id = next_run_id(draft.connection)
        run |= {"run_id": run_id, "build_id": draft.build_id}
        first_rows = fold_versions(draft.connection)
        staging.forget_resources()
        record_run(draft.connection, run | {"published_at": warehouse.utc_now()})
        check_contracts(draft.connection, run_id, first_rows)
        keep_probe(draft.connection, key)
        broken = _broken(draft.connection)
        in_all = staging.broken_rules
    return Summary(draft.build_id, outcomes, found.ignored, broken, in_all)


def _read(
    outcomes: Sequence[FileOutcome], key: PseudonymKey, staging: Staging, progress: Progress
) -> None:
    """Stage every file that is not known yet, and fill in its outcome."""
    new = [outcome for outcome in outcomes if outcome.status != ALREADY_LOADED]
    progress.begins(sum(outcome.file.path.stat().st_size for outcome in new))
    for outcome in new:
        if outcome.file.kind != DELIVERY_REPORT:
            staging.set_file_aside(outcome.number, NOT_YET)
            outcome.end_aside(Export(outcome.file.path).read_whole())
            progress.ends(outcome)
    reports = {o.number: o.file.path for o in new if o.file.kind == DELIVERY_REPORT}
    for item in read_files(reports, key):
        outcome = outcomes[item.file_no]
        if isinstance(item, Judged):
            outcome.count(item.reports, staging.add(item.file_no, item.batch))
            progress.advances(item.file_bytes)
        else:
            _end(outcome, item.export, item.bad, staging)
            progress.ends(outcome)


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
