"""R4's primitive values: their form, and what a date means in Denmark."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_EPOCH = date(1970, 1, 1).toordinal()

_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_CLOCK = (
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:"
    r"(?:[0-5][0-9]|60)(?:\.[0-9]+)?(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
)
_INSTANT = re.compile(_CLOCK)
_WHOLE_HOUR_ZONE = re.compile(
    r"([0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
    r"(Z|[+-][01][0-9]:00)"
)
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")

is_id = _ID.fullmatch
is_uuid = _UUID.fullmatch


def instant(text: str) -> datetime:
    """A moment as naive UTC, microseconds kept. Raises ValueError if it is none."""
    if not _INSTANT.fullmatch(text):
        raise ValueError("no instant")
    moment, leap = text, timedelta()
    if text[17:19] == "60":  # a leap second; Python knows none
        moment, leap = f"{text[:17]}59{text[19:]}", timedelta(seconds=1)
    try:
        return datetime.fromisoformat(moment).astimezone(UTC).replace(tzinfo=None) + leap
    except OverflowError:
        raise ValueError("outside the calendar") from None


@lru_cache(maxsize=65536)
def microseconds(text: str) -> int:
    """A moment as microseconds since 1970-01-01 in UTC. Raises ValueError if it is none."""
    return (instant(text) - datetime(1970, 1, 1)) // timedelta(microseconds=1)


@lru_cache(maxsize=65536)
def local_day(text: str) -> int | None:
    """The Danish local date of a dateTime as days since 1970-01-01; None if it is partial.

    Raises ValueError if the text is no FHIR dateTime.
    """
    if len(text) > 10:
        form = _WHOLE_HOUR_ZONE.fullmatch(text)
        return local_day_of(instant(text)) if form is None else _day_of_hour(form[1], form[2])
    if not _DATE.fullmatch(text) or text.startswith("0000"):
        raise ValueError("no date")
    return date.fromisoformat(text).toordinal() - _EPOCH if len(text) == 10 else None


@lru_cache(maxsize=65536)
def _day_of_hour(hour: str, zone: str) -> int:
    """Minutes and seconds cannot change the Danish date, since our offsets are whole hours."""
    return local_day_of(instant(f"{hour}:00:00{zone}"))


def local_day_of(moment: datetime) -> int:
    """The Danish local date of a naive UTC moment, as days since 1970-01-01."""
    try:
        local = moment.replace(tzinfo=UTC).astimezone(COPENHAGEN)
    except OverflowError:
        raise ValueError("outside the calendar") from None
    return local.date().toordinal() - _EPOCH


def ends_before_start(start: str, end: str) -> bool:
    """Whether a period certainly ends before it starts (per-1); unequal precision is compared
    on what both have. Both texts must be valid dateTimes."""
    if len(start) == len(end) == 10:
        return end < start
    if len(start) > 10 and len(end) > 10:
        return instant(end) < instant(start)
    first, last = _date_text(start), _date_text(end)
    common = min(len(first), len(last))
    return last[:common] < first[:common]


def _date_text(text: str) -> str:
    day = local_day(text)
    return text if day is None else date.fromordinal(day + _EPOCH).isoformat()


def _is_date(value: str) -> bool:
    return len(value) <= 10 and _is_date_time(value)


def _is_date_time(value: str) -> bool:
    try:
        local_day(value)
    except ValueError:
        return False
    return True


def _is_instant(value: str) -> bool:
    return len(value) > 10 and _is_date_time(value)


TEXT_PATTERNS = {
    "code": r"[^\s]+(?:\s[^\s]+)*",
    "id": _ID.pattern,
    "uri": r"\S+",
    "url": r"\S+",
    "canonical": r"\S+",
}


def _form(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


_TEXT_FORMS: dict[str, Callable[[str], bool]] = {
    **{name: _form(pattern) for name, pattern in TEXT_PATTERNS.items()},
    "uuid": _form(r"urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
    "oid": _form(r"urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+"),
    "date": _is_date,
    "dateTime": _is_date_time,
    "instant": _is_instant,
    "time": _form(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"),
    "base64Binary": _form(r"(?:\s*[0-9a-zA-Z+/=]){4,}\s*"),
    "string": bool,
    "markdown": bool,
    "xhtml": bool,
}
_LOWEST = {"integer": -(2**31), "unsignedInt": 0, "positiveInt": 1}


def is_valid(value: Any, type_name: str) -> bool:
    """Whether a JSON value has the form of an R4 primitive type."""
    if type_name == "boolean":
        return isinstance(value, bool)
    if type_name in _LOWEST:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        return is_whole and _LOWEST[type_name] <= value < 2**31
    if type_name == "decimal":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) and _TEXT_FORMS[type_name](value)
