"""Supplementary exports from their files into the stage, one file after the other."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipelines.chunks import BadFile, Changed, Export
from pipelines.contracts.supplementary.model import Supplement
from pipelines.errors import LoadError
from pipelines.outcome import FileOutcome, Progress
from pipelines.privacy import EXAMPLE_KEY, PseudonymKey, masked
from pipelines.sources.supplementary.cells import LATEST, Reading
from pipelines.sources.supplementary.reader import Progressed, read, table_of
from pipelines.staging import Staging
from pipelines.supplementary_staging import SupplementaryStaging


def read_supplements(
    outcomes: Sequence[FileOutcome],
    key: PseudonymKey,
    staging: Staging,
    supplements: SupplementaryStaging,
    progress: Progress,
) -> None:
    """Stage the rows of every file and fill in its outcome. Raises LoadError."""
    for outcome in outcomes:
        try:
            _read_one(outcome, key, staging, supplements)
        except OSError as error:
            raise _unreadable(outcome.file.path, error) from error
        progress.advances(outcome.size)
        progress.ends(outcome)


def _read_one(
    outcome: FileOutcome, key: PseudonymKey, staging: Staging, supplements: SupplementaryStaging
) -> None:
    path, told = outcome.file.path, Progressed()
    table: Supplement | None = None
    try:
        table = table_of(outcome.file.kind)
        for typed in read(path, Reading(table, key, _today(key)), told):
            supplements.add(table, outcome.number, typed)
            outcome.count(typed.read, typed.set_aside)
    except BadFile as bad:
        if table is not None:
            supplements.take_back(table, outcome.number)
        staging.set_file_aside(outcome.number, bad)
        outcome.end_aside(_hashed(path, told))
    else:
        supplements.note_unknown(table, told.unknown, outcome.rows_read)
        outcome.end(_hashed(path, told))


def _today(key: PseudonymKey) -> date:
    """The invented municipality's history may go on after today."""
    return LATEST if key == EXAMPLE_KEY else date.today()


def _hashed(path: Path, told: Progressed) -> Progressed:
    """Size and hash of the whole file, also when it was given up on the way."""
    if not told.sha256:
        whole = Export(path).read_whole()
        told.size, told.sha256 = whole.size, whole.sha256
    return told


def _unreadable(path: Path, error: OSError) -> LoadError:
    if isinstance(error, Changed):
        said = "changed while it was read; nothing was loaded, load it when it is complete"
    else:
        said = f"cannot be read ({error.strerror}); nothing was loaded"
    return LoadError(f"{masked(str(path))} {said}.")
