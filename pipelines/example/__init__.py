"""The example municipality: invented delivery reports that look like a real municipality's."""

from pipelines.example.delivery import write

__all__ = ["write"]
