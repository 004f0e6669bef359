"""Reports opened: what stands around the resources, and the resources still as bytes."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from pipelines.sources.ffb.faithful import are_whole_envelopes, is_whole_envelope
from pipelines.sources.ffb.shape import NotPlain
from pipelines.sources.ffb.structs import FastBundle

DOUBTS = (msgspec.DecodeError, ValueError, NotPlain, RecursionError)
"""What is raised where the fast path cannot vouch for something."""

_DECODE = msgspec.json.Decoder(FastBundle).decode
_TAKEN_OUT = msgspec.Raw(b"")


@dataclass(frozen=True)
class Envelope:
    """An opened report; `raws` are its resources in order, which `bundle` holds no longer."""

    bundle: FastBundle
    raws: list[msgspec.Raw]


def envelopes(reports: Sequence[bytes]) -> list[Envelope | None]:
    """The reports opened; None where one has to be looked at more closely."""
    opened = [_opened(one) for one in reports]
    pairs = [(report, one) for report, one in zip(reports, opened, strict=True) if one is not None]
    outside = sum(len(report) - sum(map(len, one.raws)) for report, one in pairs)
    if are_whole_envelopes(outside, [one.bundle for _, one in pairs]):
        return opened
    return [
        one if one is not None and is_whole_envelope(report, _DECODE(report)) else None
        for report, one in zip(reports, opened, strict=True)
    ]


def _opened(report: bytes) -> Envelope | None:
    try:
        bundle = _DECODE(report)
    except DOUBTS:
        return None
    raws = [entry.resource for entry in bundle.entry]
    for entry in bundle.entry:
        entry.resource = _TAKEN_OUT
    return Envelope(bundle, raws)
