"""What has left of one published file: the persons behind every exported row.

A ledger is for a build, not for a user, since two users can put their results together.
It is a file of its own beside the published one, which no statement can read, and goes
with it. It holds drawn numbers only, no value and no statement.
"""

import sqlite3
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from kpis.disclosure import SMALLEST_SHOWN
from kpis.egress import rows
from kpis.egress.model import Elements, Number, Reason, Told
from kpis.egress.released import Released
from kpis.explain import title

SUFFIX = ".left"
LONGEST_LOOK = 2.0
"""Seconds to look for the rows at fault; those not reached are named with them."""

PATIENCE = 40  # seconds to wait for another export: `audit` and `subtraction` may take 15
FORM = """
create table if not exists left_with (
    number integer primary key,
    elements blob not null,
    months blob not null,
    persons integer not null
)
"""


class Ledger:
    """The ledger of one published file; there is no file before something has left."""

    def __init__(self, file: Path, released: Released | None = None) -> None:
        self._file = file
        self._released = released

    @classmethod
    def beside(cls, published: Path, released: Released | None = None) -> "Ledger":
        """The ledger of a published file. Those of builds that are gone are removed.

        `released` are the figures that the pages show, which everybody knows from the start.
        """
        for file in published.parent.glob(f"*{SUFFIX}"):
            if not file.with_suffix(published.suffix).exists():
                file.unlink(missing_ok=True)
        return cls(published.with_suffix(SUFFIX), released)

    def objections(self, told: Sequence[Told]) -> tuple[Reason, ...]:
        """Why numbers may not leave beside those that have left; empty when they may."""
        if not told:
            return ()
        earlier: list[Number] = []
        if self._file.exists():
            with self._open(writes=False) as book:
                earlier = _earlier(book)
        return self._objections(earlier, told)

    def keep(self, told: Sequence[Told], is_override: bool) -> tuple[Reason, ...]:
        """Write that numbers leave, unless something has left meanwhile that they do not go with.

        Of what leaves with a reason only the numbers about enough persons are kept: others are
        known anyway, and would forbid everything about the same persons from then on.
        """
        if is_override:
            told = [one for one in told if len(rows.persons(one.number.elements)) >= SMALLEST_SHOWN]
        if not told:
            return ()
        with self._open(writes=True) as book:
            earlier = _earlier(book)
            if not is_override and (objections := self._objections(earlier, told)):
                return objections
            known = {number.key for number in earlier}
            new = {one.number.key: one.number for one in told if one.number.key not in known}
            book.executemany(
                "insert into left_with (elements, months, persons) values (?, ?, ?)",
                [(_packed(n.elements), _packed(n.months), n.counts_persons) for n in new.values()],
            )
        return ()

    def _objections(self, earlier: Sequence[Number], told: Sequence[Told]) -> tuple[Reason, ...]:
        return _objections(earlier, told) or _beside_figures(earlier, told, self._released)

    @contextmanager
    def _open(self, writes: bool) -> Iterator[sqlite3.Connection]:
        """The ledger; who writes holds it from before the numbers in it are read."""
        with closing(sqlite3.connect(self._file, timeout=PATIENCE, isolation_level=None)) as book:
            self._file.chmod(0o600)
            book.execute(FORM)
            book.execute("begin immediate" if writes else "begin")
            yield book
            book.execute("commit")


def _earlier(book: sqlite3.Connection) -> list[Number]:
    found = book.execute("select elements, months, persons from left_with order by number")
    return [Number(_unpacked(a), _unpacked(b), bool(persons)) for a, b, persons in found]


def _packed(numbers: Elements) -> bytes:
    return zlib.compress(numbers.astype(np.int64).tobytes())


def _unpacked(packed: bytes) -> Elements:
    return np.frombuffer(zlib.decompress(packed), dtype=np.int64)


def _objections(earlier: Sequence[Number], told: Sequence[Told]) -> tuple[Reason, ...]:
    """All rows together first; only where they do not go, one by one which of them."""
    from kpis.egress import audit  # with scipy, a third of a second
    from kpis.egress.equations import TooMuch

    try:
        if not audit.gives_away(earlier, [one.number for one in told]):
            return ()
        at_fault = tuple(_at_fault(earlier, told))
    except TooMuch:
        return (rows.reason("too_many_exports"),)
    return (rows.reason("difference", at_fault, least=str(SMALLEST_SHOWN)),)


def _beside_figures(
    earlier: Sequence[Number], told: Sequence[Told], released: Released | None
) -> tuple[Reason, ...]:
    """What the numbers tell by subtraction from the figures that the pages show."""
    from kpis.egress import subtraction
    from kpis.egress.equations import TooMuch

    if released is None:
        return ()
    new = [one.number for one in told]
    linked = _linked(earlier, new)
    try:
        found = subtraction.found(released.grounds([*linked, *new]), linked, new)
    except TooMuch:
        return (rows.reason("too_many_exports"),)
    at_fault = {its.number.key: its for its in reversed(found)}
    if not at_fault:
        return ()
    theirs = sorted({one.row for one in told if one.number.key in at_fault})
    about = title(found[0].kpi)
    return (rows.reason("released", tuple(theirs), about=about, least=str(SMALLEST_SHOWN)),)


def _linked(earlier: Sequence[Number], new: Sequence[Number]) -> list[Number]:
    """The earlier numbers of the same months as new ones, or of months that those share."""
    months = {int(month) for number in new for month in number.months}
    linked: dict[bytes, Number] = {}
    while more := [n for n in earlier if n.key not in linked and months & {*map(int, n.months)}]:
        linked |= {number.key: number for number in more}
        months |= {int(month) for number in more for month in number.months}
    return [*linked.values()]


def _at_fault(earlier: Sequence[Number], told: Sequence[Told]) -> list[int]:
    """The rows that would tell too much after those before them, while there is time to look."""
    from kpis.egress import audit

    kept, until = [*earlier], time.monotonic() + LONGEST_LOOK
    found: set[int] = set()
    for at, one in enumerate(told):
        if time.monotonic() > until:
            return sorted(found | {later.row for later in told[at:]})
        if audit.gives_away(kept, [one.number]):
            found.add(one.row)
        else:
            kept.append(one.number)
    return sorted(found) or sorted({one.row for one in told})
