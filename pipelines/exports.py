"""Which files a load reads, and what each is by its name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import LoadError
from pipelines.privacy import masked

DELIVERY_REPORT = "delivery_report"
REPORT_ENDINGS = (".json", ".ndjson", ".json.gz", ".ndjson.gz")
TABLE_ENDINGS = (".csv", ".xlsx")
EXAMPLE_MARK = "EKSEMPELDATA.json"


@dataclass(frozen=True)
class ExportFile:
    """One file to load. `shown` is its path as it may be written down: numbers masked."""

    path: Path
    kind: str
    shown: str

    @property
    def is_example(self) -> bool:
        """Whether its folder is marked as invented data."""
        return (self.path.parent / EXAMPLE_MARK).is_file()


@dataclass(frozen=True)
class Exports:
    """What the paths of one load hold."""

    files: tuple[ExportFile, ...]
    ignored: int

    @property
    def is_example(self) -> bool:
        return bool(self.files) and self.files[0].is_example


def find(paths: Sequence[Path]) -> Exports:
    """Every export below the paths, in the order of their names.

    Raises LoadError for a path that is not there or cannot be read, a named
    file that is no export, paths without exports, or invented and real data
    in one load.
    """
    files: dict[Path, ExportFile] = {}
    ignored = 0
    for path in paths:
        for candidate in _candidates(path):
            kind = kind_of(candidate.name)
            if kind is None:
                ignored += 1
            else:
                files.setdefault(candidate.resolve(), _export_file(candidate, kind))
    found = Exports(tuple(sorted(files.values(), key=lambda file: file.shown)), ignored)
    _check(found)
    return found


def kind_of(name: str) -> str | None:
    """`delivery_report`, what stands before a table's first underscore, or None for no export."""
    lower = name.lower()
    if name == EXAMPLE_MARK or name.startswith((".", "~$")):
        return None
    if lower.endswith(REPORT_ENDINGS):
        return DELIVERY_REPORT
    if lower.endswith(TABLE_ENDINGS):
        return masked(name.rsplit(".", 1)[0].split("_")[0])[:20] or "table"
    return None


def _candidates(path: Path) -> Iterable[Path]:
    shown = masked(str(path))
    if path.is_dir():
        return [file for file in sorted(path.rglob("*")) if _is_seen(file, path)]
    if not path.exists():
        raise LoadError(f"{shown} is not there; nothing was loaded.")
    if kind_of(path.name) is None:
        raise LoadError(
            f"{shown} is no export (.json, .ndjson, both also .gz, .csv, .xlsx); "
            "nothing was loaded."
        )
    return [path]


def _is_seen(file: Path, below: Path) -> bool:
    """A file, and neither it nor a folder on the way to it is hidden (being written, mostly)."""
    hidden = any(part.startswith(".") for part in file.relative_to(below).parts)
    return not hidden and not file.is_dir()


def _export_file(path: Path, kind: str) -> ExportFile:
    shown = masked(str(path))
    try:
        with path.open("rb"):
            return ExportFile(path, kind, shown)
    except OSError as error:
        raise LoadError(
            f"{shown} cannot be read ({error.strerror}); nothing was loaded."
        ) from error


def _check(found: Exports) -> None:
    if not found.files:
        raise LoadError("No export was found below the given paths; nothing was loaded.")
    if len({file.is_example for file in found.files}) > 1:
        raise LoadError("Invented and real data are never loaded together; nothing was loaded.")
