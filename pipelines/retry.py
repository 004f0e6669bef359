"""Read again what was set aside, from the originals that the pointers name."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipelines import warehouse
from pipelines.chunks import Export
from pipelines.outcome import SILENT, Progress, Summary
from pipelines.run import load

_STANDING = """
select distinct path, sha256 from core.set_aside
where resolved_run_id is null and path not like '%**********%'
order by path
"""
_MASKED = """
select count(distinct path) from core.set_aside
where resolved_run_id is null and path like '%**********%'
"""


@dataclass(frozen=True)
class Retried:
    """The load of what could be read again (None: nothing could), and why the rest could not."""

    summary: Summary | None
    unread: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0 when nothing stands aside any more, else 1."""
        loaded = self.summary is None or self.summary.exit_code == 0
        return 0 if loaded and not self.unread else 1


def retry(folder: Path, progress: Progress = SILENT) -> Retried:
    """Load the files with something set aside again, if they are still what they were.

    Raises LoadError as a load does.
    """
    build = warehouse.current(folder)
    if build is None:
        return Retried(None, ())
    with closing(warehouse.open_read_only(build)) as connection:
        standing = connection.execute(_STANDING).fetchall()
        masked = connection.execute(_MASKED).fetchone()
    problems = {Path(path): _problem(Path(path), sha256) for path, sha256 in standing}
    unread = [problem for problem in problems.values() if problem]
    if masked and masked[0]:
        unread.append(
            f"{masked[0]} files have a number in their path that was masked; load them by name."
        )
    paths = [path for path, problem in problems.items() if not problem]
    return Retried(load(paths, folder, progress) if paths else None, tuple(unread))


def _problem(path: Path, sha256: str) -> str | None:
    """Why the original cannot be used; None when it can."""
    try:
        same = Export(path).read_whole().sha256 == sha256
    except OSError:
        return f"{path} is no longer there or cannot be read; deliver it again."
    return None if same else f"{path} has changed since it was set aside; load it as a new file."
