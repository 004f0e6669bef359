"""Values on their way to and from the sandboxed process, as JSON with a tag for each type.

Never pickle: what comes back from a process that ran somebody's SQL is data, not objects to make.
"""

import base64
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

PLAIN = (type(None), bool, float, str)

# Longer whole numbers than this Python neither writes nor reads as digits (the limit is 4,300).
LONGEST_NUMBER = 10**4000

_READERS: dict[str, Callable[[Any], Any]] = {
    "decimal": Decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "interval": lambda parts: timedelta(*parts),
    "bytes": base64.b64decode,
    "uuid": uuid.UUID,
    "map": lambda pairs: {_hashable(read(key)): read(value) for key, value in pairs},
}


def write(value: Any) -> Any:
    """The value as JSON knows it: itself, a list, or an object with one tag."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, int):
        return value if abs(value) < LONGEST_NUMBER else f"{value:#x}"
    if isinstance(value, list | tuple):
        return [write(one) for one in value]
    if isinstance(value, dict):
        return {"map": [[write(key), write(one)] for key, one in value.items()]}
    return _tagged(value)


def _tagged(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime):  # a datetime is a date too, so it is asked first
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"interval": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, bytes | bytearray | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode("ascii")}
    if isinstance(value, uuid.UUID):
        return {"uuid": str(value)}
    return str(value)


def read(written: Any) -> Any:
    """The value that `write` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    if isinstance(written, list):
        return [read(one) for one in written]
    if isinstance(written, dict):
        ((tag, content),) = written.items()
        return _READERS[tag](content)
    return written


def _hashable(key: Any) -> Any:
    """A key of a map; a list or a map in that place becomes its text."""
    return str(key) if isinstance(key, list | dict) else key
