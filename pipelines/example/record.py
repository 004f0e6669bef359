"""One citizen's record in the municipality's case system, and the reports it sends.

A report holds the citizen, what changed since the last report, and every
resource these refer to: the gateway refuses a report with a loose reference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import msgspec

from pipelines.example.resources import FFB, Json, Resource
from pipelines.example.story import day_text

# HL7's own mark for data that are a test: every report says that it is invented.
INVENTED = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST"}
META = msgspec.json.encode({"profile": [FFB + "deliveryReport"], "security": [INVENTED]})
_encode = msgspec.json.encode


@dataclass(frozen=True)
class Report:
    """One line of a delivery: when it is stamped (UTC), and its bytes."""

    stamp: str
    line: bytes


@dataclass(frozen=True)
class _Entry:
    line: bytes
    refers_to: tuple[str, ...]


class Record:
    """What the case system holds on one citizen, as encoded entries."""

    def __init__(self, citizen: Resource, rng: Random, opened: int) -> None:
        self._rng = rng
        self._entries: dict[str, _Entry] = {}
        self._changed: dict[str, None] = {}
        self._first_told: dict[str, str] = {}
        self._last = datetime.min
        self._delivered: list[bytes] = []
        self._citizen = citizen.id
        self.put(citizen, opened)

    @staticmethod
    def draw_id(rng: Random) -> str:
        """A version 4 UUID drawn from the citizen's own random numbers."""
        digits = f"{rng.getrandbits(128):032x}"
        variant = "89ab"[int(digits[16], 16) & 3]
        return (
            f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
        )

    def new_id(self) -> str:
        return self.draw_id(self._rng)

    def put(self, resource: Resource, day: int) -> None:
        """Write a new version of a resource."""
        meta = {
            "lastUpdated": f"{_midnight(day):%Y-%m-%d}T15:00:00Z",
            "profile": [FFB + resource.profile],
        }
        body: Json = {
            "resourceType": resource.type,
            "id": resource.id,
            "meta": meta,
            **resource.body,
        }
        entry = {"fullUrl": f"{resource.type}/{resource.id}", "resource": body}
        self._entries[resource.id] = _Entry(_encode(entry), resource.refers_to)
        self._changed[resource.id] = None

    @property
    def is_changed(self) -> bool:
        return bool(self._changed)

    def report(self, day: int, days_late: int) -> Report:
        """The report of a day's changes, stamped in the evening some days later."""
        stamp = self._stamp(day + days_late)
        ids = dict.fromkeys(self._with_references([self._citizen, *self._changed]))
        self._changed.clear()
        self._delivered = [self._entries[id].line for id in ids]
        told = bundle(self.new_id(), stamp, self._delivered)
        self._first_told = dict.fromkeys(ids, told.stamp) | self._first_told
        return told

    def is_told(self, id: str, last: int) -> bool:
        """Whether a report stamped on the day `last` or before holds the resource."""
        return self._first_told.get(id, "9999")[:10] <= day_text(last)

    def report_again(self) -> Report:
        """The last report once more, unchanged, under a new id some hours later."""
        self._last += timedelta(hours=self._rng.randint(1, 10))
        return bundle(self.new_id(), self._last, self._delivered)

    def _with_references(self, ids: list[str]) -> Iterator[str]:
        waiting, seen = ids[::-1], set[str]()
        while waiting:
            id = waiting.pop()
            if id not in seen:
                seen.add(id)
                yield id
                waiting.extend(self._entries[id].refers_to)

    def _stamp(self, day: int) -> datetime:
        """An evening, and always after the last report of this citizen."""
        evening = _midnight(day) + timedelta(seconds=self._rng.randrange(16 * 3600, 20 * 3600))
        self._last = max(evening, self._last + timedelta(minutes=10))
        return self._last


def bundle(id: str, stamp: datetime, entries: list[bytes]) -> Report:
    """A delivery report from entries that are already JSON."""
    when = f"{stamp:%Y-%m-%dT%H:%M:%SZ}"
    head = f'{{"resourceType":"Bundle","id":"{id}","meta":'.encode() + META
    head += f',"type":"collection","timestamp":"{when}","entry":['.encode()
    return Report(when, head + b",".join(entries) + b"]}")


def _midnight(day: int) -> datetime:
    return datetime.fromordinal(day)
