"""The example municipality: invented delivery reports and tables that look like a real one's."""

from pipelines.example.delivery import write

__all__ = ["write"]
