"""The example municipality on a machine that has no warehouse yet."""

from pathlib import Path

from tqdm import tqdm

from pipelines import warehouse
from pipelines.example import delivery
from pipelines.outcome import SILENT, Progress, Summary
from pipelines.run import load

EXPORTS = Path(__file__).resolve().parent.parent / "data" / "example_export"


def first_start(
    folder: Path, progress: Progress = SILENT, exports: Path = EXPORTS
) -> Summary | None:
    """Write the example municipality's reports and load them.

    None when the warehouse holds something already. Raises LoadError.
    """
    if warehouse.current(folder) is not None:
        return None
    with tqdm(desc="Inventing", unit=" citizens", leave=False, disable=None) as bar:

        def advance(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        delivery.write(exports, progress=advance)
    return load([exports], folder, progress)
