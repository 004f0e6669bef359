"""Neighbouring blocks of markup reach the browser as one element of Streamlit's.

Each element costs the browser some milliseconds whatever is in it. So a block waits until
something of Streamlit's own comes below it, or the place it stands in ends.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any

import streamlit as st

_waiting: ContextVar[list[str] | None] = ContextVar("waiting", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """One run, of the dashboard or a part of it; outside of any a block is sent at once."""
    outside = _waiting.set([])
    try:
        yield
        send()
    finally:
        _waiting.reset(outside)


def html(markup: str) -> None:
    """A block of our own markup, below what was shown before."""
    waiting, block = _waiting.get(), f'<div class="sit">{markup}</div>'
    if waiting is None:
        st.html(block)
    else:
        waiting.append(block)


def send() -> None:
    """Sends what waits."""
    if waiting := _waiting.get():
        blocks = "".join(waiting)
        waiting.clear()
        st.html(blocks)


def native() -> Any:
    """Streamlit, for whatever is to stand below what waits."""
    send()
    return st


@contextmanager
def inside(place: AbstractContextManager[Any]) -> Iterator[Any]:
    """A container: what waits outside is sent before it, what waits in it into it."""
    send()
    with place as entered:
        try:
            yield entered
        finally:
            send()
