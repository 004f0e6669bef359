"""What an exported file says about itself: what, when, which build, who, and by which right."""

import json
from collections.abc import Iterator
from datetime import date, datetime

from kpis.disclosure import SMALLEST_SHOWN
from kpis.egress import words
from kpis.egress.log import masked
from kpis.egress.model import Judgement

Line = tuple[str, str | date]


def lines(judgement: Judgement, title: str, override: str, now: datetime) -> Iterator[Line]:
    """The lines of the head: a word and what it is."""
    yield words.header("title"), title
    yield words.header("exported_at"), f"{now:%d.%m.%Y %H:%M}"
    if origin := judgement.origin:
        yield words.header("build"), origin.build_id
        if origin.known_at:
            yield words.header("known_at"), origin.known_at
        if origin.is_example:
            yield words.header("build"), words.header("example")
    yield words.header("who"), judgement.who
    yield words.header("statement"), masked(judgement.sql)
    if judgement.parameters:
        told = json.dumps(dict(judgement.parameters), ensure_ascii=False, default=str)
        yield words.header("parameters"), masked(told)
    count = str(len(judgement.answer.rows))
    is_cut = judgement.answer.truncated
    yield words.header("rows"), words.header("cut", rows=count) if is_cut else count
    yield words.header("verdict"), _verdict(override)


def _verdict(override: str) -> str:
    if override:
        return words.header("override", reason=masked(override))
    return words.header("may_leave", least=SMALLEST_SHOWN)
