"""Bytes to JSON with every trap named: what cannot be read, and why, as one finding."""

import json
import re
from typing import Any, NoReturn

from pipelines.sources.ffb import r4
from pipelines.sources.ffb.duplicates import DuplicateKey, unique_keys
from pipelines.sources.ffb.walk import ELEMENT_NAMES, Finding, Json

DEEPEST = 64
"""Levels of nesting; the profiles need 12, an extension in a contained resource may need more."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HALF_PAIR = re.compile(r"\\u[dD][89a-fA-F]")
_UTF8_MARK = b"\xef\xbb\xbf"


class Unreadable(Exception):
    """The report is no JSON object we can judge; holds the one finding."""

    def __init__(self, rule: str, says: str, place: str = "Bundle") -> None:
        super().__init__(says)
        self.finding = Finding(rule, place, f"The report {says}.")


class _NotANumber(ValueError):
    pass


def decode(data: bytes) -> Json:
    """The report as JSON. Raises Unreadable."""
    text = _text(data)
    if text.lstrip().startswith("<"):
        raise Unreadable("json.xml", "is XML or HTML, not JSON")
    if not text.strip():
        raise Unreadable("json.empty", "is empty")
    value = _parse(text)
    if not isinstance(value, dict):
        raise Unreadable("json.object", "is JSON, but not one JSON object")
    if _HALF_PAIR.search(text) and not _can_be_written(value):
        raise Unreadable("json.encoding", "holds half of a character (a lone surrogate)")
    if _depth(value) > DEEPEST:
        raise Unreadable("json.depth", f"is nested deeper than {DEEPEST} levels")
    return value


def _text(data: bytes) -> str:
    if data.startswith(_UTF16_MARKS) or b"\0" in data[:4]:
        raise Unreadable("json.encoding", "is encoded in UTF-16 or UTF-32; FHIR JSON is UTF-8")
    if data.startswith(b"\x1f\x8b"):
        raise Unreadable("json.encoding", "is gzip data, not text")
    try:
        return data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as problem:
        says = f"is not UTF-8 text: byte {problem.start} cannot be read"
        raise Unreadable("json.encoding", says) from None


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=unique_keys, parse_constant=_refuse_constant)
    except DuplicateKey as problem:
        name = f" ({problem.key})" if problem.key in ELEMENT_NAMES else ""
        says = f"names a key twice in one object{name}"
        raise Unreadable("json.duplicate-key", says) from None
    except _NotANumber:
        raise Unreadable("json.number", "holds NaN or Infinity, which JSON does not have") from None
    except RecursionError:
        raise Unreadable("json.depth", f"is nested deeper than {DEEPEST} levels") from None
    except json.JSONDecodeError as problem:
        raise _syntax(problem, text) from None
    except ValueError:  # a number of more digits than Python reads
        raise Unreadable("json.number", "holds a number that is too long") from None


def _syntax(problem: json.JSONDecodeError, text: str) -> Unreadable:
    where = f"line {problem.lineno}, column {problem.colno}"
    if problem.pos >= len(text.rstrip()) or problem.msg.startswith("Unterminated string"):
        return Unreadable("json.truncated", f"is cut off: it ends at {where} before its JSON does")
    return Unreadable("json.syntax", f"is not JSON from {where}")


def _refuse_constant(_: str) -> NoReturn:
    raise _NotANumber


def _can_be_written(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _depth(value: Any) -> int:
    """Levels of nesting, counted without recursion."""
    level, depth = [value], 0
    while level:
        depth += 1
        level = [inner for one in level for inner in _inside(one)]
    return depth


def _inside(value: Any) -> list[Any]:
    items = value.values() if isinstance(value, dict) else value
    return [one for one in items if isinstance(one, dict | list)]


def require_bundle(report: Json) -> None:
    """Raises Unreadable if the JSON is something else than a Bundle."""
    kind = report.get("resourceType")
    if kind == "Bundle":
        return
    if isinstance(kind, str) and kind in r4.KNOWN_RESOURCE_TYPES:
        hint = ", which is a server's error message" if kind == "OperationOutcome" else ""
        says = f"is a {kind}{hint}, not a Bundle"
    else:
        says = "is no FHIR Bundle"
    raise Unreadable("deliveryReport.resourceType", says, "resourceType")


def is_page_of_several(report: Json) -> bool:
    """Whether a server answered a search with one page and a link to the next."""
    links = report.get("link")
    relations = (
        [one.get("relation") for one in links if isinstance(one, dict)]
        if isinstance(links, list)
        else []
    )
    return "next" in relations


def resource_label(resource: Json) -> str:
    """How a sentence names a resource: type, and id only if it is a UUID."""
    kind, given = resource.get("resourceType"), resource.get("id")
    name = kind if isinstance(kind, str) and kind in r4.KNOWN_RESOURCE_TYPES else "A resource"
    is_uuid = isinstance(given, str) and re.fullmatch(
        r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", given
    )
    return f"{name}/{given}" if is_uuid else name
