"""A chunk of an export, judged: what this process and the workers have in common."""

from typing import TYPE_CHECKING

from pipelines.chunks import Chunk, Place, spans
from pipelines.errors import LoadError
from pipelines.privacy import EXAMPLE_KEY
from pipelines.sources.delivery_reports import Batch, ReportReader, Span

if TYPE_CHECKING:
    from pipelines.engine import Engine

INVENTED = b'"HTEST"'  # HL7's mark for data that are a test; every report of the example has it

Verdict = tuple[int, Batch]


def judged(chunk: Chunk, reader: ReportReader) -> Verdict:
    """How many reports the chunk has, and what they came to. Raises LoadError."""
    found = spans(chunk)
    if reader.key == EXAMPLE_KEY:
        _require_invented(found)
    return len(found), reader.read(found)


def _require_invented(found: list[Span]) -> None:
    """The example's key is public: a real CPR number keyed with it could be found again."""
    for span in found:
        if INVENTED not in span.data:
            raise LoadError(
                f"The report on line {span.line} lies among invented data and does not carry their "
                f"mark (meta.security HTEST); nothing was loaded."
            )


def whole(handed: Chunk | Place) -> Chunk:
    """The chunk itself. Raises OSError."""
    return handed.read() if isinstance(handed, Place) else handed


def engine() -> "Engine":
    """Imported by whoever reads: the module stays quick to import."""
    from pipelines.engine import Engine

    return Engine()
