"""The fast path: reports whose every resource its decoder accepts, in a few microseconds each.

It vouches only for what is certainly right. Whatever it cannot vouch for goes
to `explain`, which finds the broken rules or accepts in its own, slower way.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count
from typing import cast

import msgspec

from pipelines.privacy import PseudonymKey
from pipelines.sources.ffb import whole
from pipelines.sources.ffb.faithful import unfaithful
from pipelines.sources.ffb.kinds import (
    KINDS,
    Contents,
    Judged,
    Kind,
    decoded,
    judged,
    kind_named_in,
)
from pipelines.sources.ffb.shape import NotPlain
from pipelines.sources.ffb.structs import FastBundle
from pipelines.sources.ffb.whole import Accepted

CITIZENS = 65536
"""How many pseudonyms are remembered; more than a municipality has citizens with a case."""

_DECODE_BUNDLE = msgspec.json.Decoder(FastBundle).decode
DOUBTS = (msgspec.DecodeError, ValueError, NotPlain, RecursionError)
_Judgement = tuple[list[bytes], list[Judged], Contents]


@dataclass(frozen=True)
class Verdicts:
    """What reports came to: rows, or None where one has to be looked at more closely.

    `contents` are those of the accepted reports that no verdict has held before.
    """

    reports: list[Accepted | None]
    contents: list[Contents]


class Judge:
    """The fast path with its memory of resources already judged.

    Systems send unchanged resources again and again; a repeat, byte for byte,
    costs a look-up. The memory is bounded: two halves, the older is dropped.
    It holds only what an accepted report had, so that a remembered content is
    one that was given out.
    """

    def __init__(
        self, key: PseudonymKey, numbers: Iterator[int] | None = None, remembered: int = 40_000
    ) -> None:
        self._pseudonym = lru_cache(CITIZENS)(key.pseudonym)
        self._numbers = count() if numbers is None else numbers
        self._half = remembered // 2
        self._recent: dict[bytes, Judged] = {}
        self._older: dict[bytes, Judged] = {}

    def judge(self, reports: Sequence[bytes]) -> Verdicts:
        """The reports as rows, as far as they are certainly right."""
        if len(self._recent) >= self._half:
            self._recent, self._older = {}, self._recent
        bundles = _bundles(reports)
        entries = [[] if one is None else [bytes(e.resource) for e in one.entry] for one in bundles]
        contents = self._learn(list(chain.from_iterable(entries)))
        look_up = self._recent.get
        found = [
            None if bundle is None else _accepted(bundle, list(map(look_up, raws)))
            for bundle, raws in zip(bundles, entries, strict=True)
        ]
        if None in found:
            contents = self._forget_unused(found, contents)
        return Verdicts(found, contents)

    def _learn(self, raws: list[bytes]) -> list[Contents]:
        """Have all these resources in the memory that can be vouched for; those that are new."""
        unknown = dict.fromkeys(raw for raw in raws if raw not in self._recent)
        recalled = {raw: self._older[raw] for raw in unknown if raw in self._older}
        self._recent |= recalled
        found = []
        for kind, new in _by_kind(raw for raw in unknown if raw not in recalled):
            for vouched, resources, contents in self._judge(kind, new):
                self._recent.update(zip(vouched, resources, strict=True))
                found.append(contents)
        return found

    def _judge(self, kind: Kind, raws: list[bytes]) -> Iterator[_Judgement]:
        """Halved again and again where one fails, until the bad ones stand alone."""
        try:
            resources, contents = judged(kind, decoded(kind, raws), self._pseudonym, self._numbers)
        except DOUBTS:
            middle = len(raws) // 2
            if middle:
                yield from self._judge(kind, raws[:middle])
                yield from self._judge(kind, raws[middle:])
        else:
            yield raws, resources, contents

    def _forget_unused(
        self, reports: Sequence[Accepted | None], contents: list[Contents]
    ) -> list[Contents]:
        """The contents that accepted reports have; the others are not remembered either."""
        used = {r.content_no for one in reports if one is not None for r in one.resources}
        unused = {number for one in contents for number in one.numbers} - used
        if unused:
            self._recent = {
                raw: one for raw, one in self._recent.items() if one.content_no not in unused
            }
        return [one.without(unused) for one in contents]


def _bundles(reports: Sequence[bytes]) -> list[FastBundle | None]:
    """The envelopes with their resources still raw; None where it is not a plain one."""
    bundles = [_bundle(one) for one in reports]
    pairs = [(r, one) for r, one in zip(reports, bundles, strict=True) if one is not None]
    faults = iter(unfaithful([r for r, _ in pairs], [one for _, one in pairs]))
    return [None if one is None or next(faults) else one for one in bundles]


def _bundle(report: bytes) -> FastBundle | None:
    try:
        return _DECODE_BUNDLE(report)
    except DOUBTS:
        return None


def _accepted(bundle: FastBundle, resources: list[Judged | None]) -> Accepted | None:
    if None in resources:
        return None
    try:
        return whole.accepted(bundle, cast("list[Judged]", resources))
    except DOUBTS:
        return None


def _by_kind(raws: Iterable[bytes]) -> Iterator[tuple[Kind, list[bytes]]]:
    """The resources of each profile; those that name none are left out."""
    found: dict[str, list[bytes]] = {name: [] for name in KINDS}
    for raw in raws:
        kind = kind_named_in(raw)
        if kind is not None:
            found[kind.name].append(raw)
    return ((KINDS[name], some) for name, some in found.items() if some)
