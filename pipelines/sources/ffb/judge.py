"""The fast path: reports whose every resource its decoder accepts, in a few microseconds each.

It vouches only for what is certainly right. Whatever it cannot vouch for goes
to `explain`, which finds the broken rules or accepts in its own, slower way.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import chain, count
from typing import cast

from pipelines.privacy import PseudonymKey
from pipelines.sources.ffb import whole
from pipelines.sources.ffb.envelope import DOUBTS, Envelope, envelopes
from pipelines.sources.ffb.kinds import (
    KINDS,
    Contents,
    Judged,
    Kind,
    decoded,
    judged,
    names_in,
)
from pipelines.sources.ffb.structs import FastBundle
from pipelines.sources.ffb.whole import Accepted

CITIZENS = 65536
"""How many pseudonyms are remembered; more than a municipality has citizens with a case."""

_Judgement = tuple[list[bytes], list[Judged], Contents]

REMEMBERED = 160_000
"""Resources of which a repeat is recognised, in about 100 MB; a large municipality's month."""


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
        self, key: PseudonymKey, numbers: Iterator[int] | None = None, remembered: int = REMEMBERED
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
        opened = envelopes(reports)
        keys = [_keys(one) for one in opened]
        contents = self._learn(opened, keys)
        look_up = self._recent.get
        found = [
            None if one is None else _accepted(one.bundle, list(map(look_up, its_keys)))
            for one, its_keys in zip(opened, keys, strict=True)
        ]
        if None in found:
            contents = self._forget_unused(keys, found, contents)
        return Verdicts(found, contents)

    def _learn(
        self, opened: Sequence[Envelope | None], keys: Sequence[Sequence[bytes]]
    ) -> list[Contents]:
        """Have all these resources in the memory that can be vouched for; those that are new."""
        raws = chain.from_iterable(one.raws for one in opened if one is not None)
        pairs = zip(chain.from_iterable(keys), raws, strict=True)
        unknown = dict([pair for pair in pairs if pair[0] not in self._recent])
        recalled = {key: self._older[key] for key in unknown if key in self._older}
        self._recent |= recalled
        new = [key for key in unknown if key not in recalled]
        found = []
        for kind, its_keys, its_raws in _by_kind(new, [bytes(unknown[key]) for key in new]):
            for vouched, resources, contents in self._judge(kind, its_keys, its_raws):
                self._recent.update(zip(vouched, resources, strict=True))
                found.append(contents)
        return found

    def _judge(self, kind: Kind, keys: list[bytes], raws: list[bytes]) -> Iterator[_Judgement]:
        """Halved again and again where one fails, until the bad ones stand alone."""
        try:
            resources, contents = judged(kind, decoded(kind, raws), self._pseudonym, self._numbers)
        except DOUBTS:
            middle = len(raws) // 2
            if middle:
                yield from self._judge(kind, keys[:middle], raws[:middle])
                yield from self._judge(kind, keys[middle:], raws[middle:])
        else:
            yield keys, resources, contents

    def _forget_unused(
        self,
        keys: Sequence[Sequence[bytes]],
        reports: Sequence[Accepted | None],
        contents: list[Contents],
    ) -> list[Contents]:
        """The contents that accepted reports have; the others are not remembered either."""
        used = {r.content_no for one in reports if one is not None for r in one.resources}
        unused = {number for one in contents for number in one.numbers} - used
        for key in chain.from_iterable(keys):
            if key in self._recent and self._recent[key].content_no in unused:
                del self._recent[key]
        return [one.without(unused) for one in contents]


def _keys(opened: Envelope | None) -> list[bytes]:
    """What resources are remembered by: far smaller than they are, and as good as they."""
    return [] if opened is None else [sha256(raw).digest() for raw in opened.raws]


def _accepted(bundle: FastBundle, resources: list[Judged | None]) -> Accepted | None:
    if None in resources:
        return None
    try:
        return whole.accepted(bundle, cast("list[Judged]", resources))
    except DOUBTS:
        return None


def _by_kind(
    keys: list[bytes], raws: list[bytes]
) -> Iterator[tuple[Kind, list[bytes], list[bytes]]]:
    """The keys and resources of each profile; those that name none are left out."""
    named: dict[str, tuple[list[bytes], list[bytes]]] = defaultdict(lambda: ([], []))
    for name, key, raw in zip(names_in(raws), keys, raws, strict=True):
        its_keys, its_raws = named[name]
        its_keys.append(key)
        its_raws.append(raw)
    return ((KINDS[name], *found) for name, found in named.items() if name in KINDS)
