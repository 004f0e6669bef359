"""What was known on a day: versions (R3), errors (R5), days (R1, R2)."""

import csv
from calendar import isleap
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]

CODELISTS = Path(__file__).resolve().parents[2] / "data" / "codelists"
FOREVER = date.max
ERROR = "entered-in-error"
OUR_MUNICIPALITY = 990  # of the drawings; the catalogue says 330


def codelist(name: str) -> list[dict[str, str]]:
    with (CODELISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def days(count: int) -> timedelta:
    return timedelta(days=count)


def memo(method: Callable[..., Any]) -> Callable[..., Any]:
    """Remember a method's answers on its own object; arguments are ids and days."""

    @wraps(method)
    def remembered(self: Any, *args: Any) -> Any:
        answers = self.__dict__.setdefault("_answers", {})
        key = (method.__qualname__, *args)
        if key not in answers:
            answers[key] = method(self, *args)
        return answers[key]

    return remembered


class State:
    """All versions known on day `known_at` (K); everything received when None."""

    def __init__(self, tables: Tables, known_at: date | None, ours: Iterable[str] = ()) -> None:
        self.tables = tables
        self.known_at = known_at or FOREVER
        # A15: organisations mapped to ours; if none of those loaded is mapped, all count.
        loaded = {row["organization_id"] for row in tables.get("citizen_version", [])}
        self.ours = set(ours) & loaded or None

    @memo
    def _by_id(self, table: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        rows = self.tables.get(f"{table}_version", [])
        for row in sorted(rows, key=lambda row: row["version_no"]):
            if row["known_date"] <= self.known_at:
                found.setdefault(row[f"{table}_id"], []).append(row)
        # Small print: of several versions known on one day the last is read.
        return {
            name: [v for v, after in zip(vs, [*vs[1:], None], strict=True)
                   if after is None or after["known_date"] > v["known_date"]]
            for name, vs in found.items()
        }  # fmt: skip

    def versions(self, table: str, name: str | None) -> list[Row]:
        """The versions of one resource, oldest first; none when it is not known."""
        return self._by_id(table).get(name, []) if name else []

    def newest(self, table: str, name: str | None) -> Row | None:
        """The version that holds at K."""
        return (self.versions(table, name) or [None])[-1]

    def known_on(self, table: str, name: str | None, day: date) -> Row | None:
        """R3: the version known on a day; the earliest when none was known yet."""
        versions = self.versions(table, name)
        known = [row for row in versions if row["known_date"] <= day]
        return known[-1] if known else (versions or [None])[0]

    def all_newest(self, table: str) -> list[Row]:
        return [versions[-1] for versions in self._by_id(table).values()]

    def first_known(self, table: str, name: str) -> date:
        """The local day the id was first received."""
        return self.versions(table, name)[0]["known_date"]

    def known_since(self, table: str, name: str, column: str, values: set[str]) -> date | None:
        """The day from which the resource has been known as one of `values` until K."""
        since = None
        for row in self.versions(table, name):
            is_such = row[column] in values
            since = (since or row["known_date"]) if is_such else None
        return since

    def is_error(self, table: str, name: str, column: str = "status") -> bool:
        """R5: the newest version at K says entered-in-error."""
        row = self.newest(table, name)
        return row is not None and row[column] == ERROR

    @memo
    def person(self, person_id: str | None) -> Row | None:
        """Whoever says when the person was born: the reports, else T01, else T21."""
        told = [
            *self.all_newest("citizen"),
            *self.delivered("citizen_status"),
            *self.delivered("transition"),
        ]
        return next((row for row in told if row["person_id"] == person_id), None)

    @memo
    def age(self, person_id: str, day: date) -> int:
        """Full years; 29 February is celebrated on 1 March in other years (B15)."""
        born = self.person(person_id)["birth_date"]
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def birthday(self, person_id: str, age: int) -> date:
        """B15: 29 February is celebrated on 1 March in other years."""
        born = self.person(person_id)["birth_date"]
        if (born.month, born.day) == (2, 29) and not isleap(born.year + age):
            return date(born.year + age, 3, 1)
        return born.replace(year=born.year + age)

    def is_adult(self, person_id: str, day: date) -> bool:
        """A5."""
        return self.age(person_id, day) >= 18

    def is_no_child(self, person_id: str | None, day: date) -> bool:
        """A5 for exports: out are those known to be under 18."""
        return self.person(person_id) is None or self.age(person_id, day) >= 18

    def delivered(self, table: str) -> list[Row]:
        """The rows of a supplementary table. They have no known time."""
        return self.tables.get(table, [])

    @memo
    def _statuses(self, person_id: str) -> list[tuple[date, date, bool]]:
        """T01: from when, GyldigFra, and whether the person is outside then."""
        rows = [row for row in self.delivered("citizen_status") if row["person_id"] == person_id]
        return [(self._since(row), row["start_date"], self._is_exit(row)) for row in rows]

    @memo
    def is_outside(self, person_id: str, day: date) -> bool:
        """A2: dead, gone or another municipality's, by the newest row that counts on the day."""
        so_far = [status for status in self._statuses(person_id) if status[0] <= day]
        return bool(so_far) and max(so_far, key=lambda status: status[1])[2]

    @memo
    def exits(self, person_id: str) -> list[date]:
        """A2: the days on which a person went from inside to outside."""
        days_of_change = sorted({since for since, _, _ in self._statuses(person_id)})
        return [
            day
            for day in days_of_change
            if self.is_outside(person_id, day) and not self.is_outside(person_id, day - days(1))
        ]

    def exits_between(self, person_id: str, after: date, until: date) -> bool:
        """Whether the person went outside on a day in (after, until]."""
        return any(after < day <= until for day in self.exits(person_id))

    def outside_from(self, person_id: str, start: date) -> date | None:
        """R8: the T01 date of a row that starts on `start`; it may lie before."""
        if self.is_outside(person_id, start):
            return max(day for day in self.exits(person_id) if day <= start)
        return min((day for day in self.exits(person_id) if day > start), default=None)

    def _since(self, row: Row) -> date:
        """A2: an exit counts from its Statusdato, any other row from its GyldigFra."""
        return (row["status_date"] if self._is_exit(row) else None) or row["start_date"]

    def _is_exit(self, row: Row) -> bool:
        """A2: dead or emigrated, or moved with no acting municipality, or with another one.

        A15: without a mapped organisation nobody says which municipality is another.
        """
        if row["status"] in ("Død", "Udrejst"):
            return True
        if row["acting_municipality"] is None:
            return row["status"] == "Fraflyttet"
        return self.ours is not None and row["acting_municipality"] != OUR_MUNICIPALITY
