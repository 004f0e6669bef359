"""Readers without a browser: Streamlit's own protocol over a websocket.

A reader asks for a page and waits until the server says that the page's script has run to
its end and everything it made has arrived. That is the time of the script with all that is
Streamlit's around it, and nothing of a browser.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LONGEST = 64 * 1024 * 1024
"""Bytes of the longest message a reader takes."""

PATIENCE = 60
"""Seconds until an answer counts as none."""


@dataclass(frozen=True)
class View:
    """A page by its address below /, and what stands behind the question mark."""

    path: str
    query: str = ""


@dataclass
class Reader:
    """One open session, which knows the pages the server told it about."""

    socket: ClientConnection
    pages: Mapping[str, str] = field(default_factory=dict)
    """Address below / -> the name Streamlit has for the page's script."""
    received: int = 0
    """Bytes."""

    async def open(self, view: View) -> float:
        """Seconds of the run; raises ValueError when the script did not end well."""
        asked = BackMsg()
        asked.rerun_script.query_string = view.query
        asked.rerun_script.page_script_hash = self.pages.get(view.path, "")
        asked.rerun_script.page_name = "" if view.path in self.pages else view.path
        start = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            await self._until_finished()
        return time.perf_counter() - start

    async def _until_finished(self) -> None:
        while True:
            content = await self.socket.recv()
            message = ForwardMsg.FromString(content)
            self.received += len(content)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                known = message.navigation.app_pages
                self.pages = {page.url_pathname: page.page_script_hash for page in known}
            elif kind == "delta" and message.delta.new_element.HasField("exception"):
                raise ValueError(message.delta.new_element.exception.message)
            elif kind == "script_finished":
                _must_be_well(message)
                return


def _must_be_well(message: ForwardMsg) -> None:
    if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
        raise ValueError(f"A script ended with status {message.script_finished}.")


async def reader(address: str) -> Reader:
    """A new session at `localhost:8501`; the front page is opened to learn the pages."""
    url = f"ws://{address}/_stcore/stream"
    socket = await connect(url, subprotocols=["streamlit"], max_size=LONGEST)  # type: ignore[list-item]
    fresh = Reader(socket)
    await fresh.open(View(""))
    return fresh


async def script_times(address: str, views: Sequence[View], rounds: int) -> dict[View, list[float]]:
    """Seconds of each view, the views in turn, after one round that is not counted."""
    alone = await reader(address)
    taken: dict[View, list[float]] = {view: [] for view in views}
    for number in range(rounds + 1):
        for view in views:
            seconds = await alone.open(view)
            if number:
                taken[view].append(seconds)
    await alone.socket.close()
    return taken


@dataclass(frozen=True)
class Crowd:
    """What many readers met: seconds of each answer, and what went wrong."""

    seconds: Sequence[float]
    errors: Sequence[str]


async def crowd(
    address: str, views: Sequence[View], readers: int, thinking: float, lasting: float
) -> Crowd:
    """So many readers, each with a pause drawn around `thinking` seconds before each choice.

    Pauses are exponential, as those of people who know nothing of each other; the seed is
    fixed, so that two runs ask for the same pages in the same order.
    """
    opened = [await reader(address) for _ in range(readers)]
    end = time.monotonic() + lasting
    walks = [
        _walk(its, views, random.Random(number), thinking, end) for number, its in enumerate(opened)
    ]
    met = await asyncio.gather(*walks, return_exceptions=True)
    await asyncio.gather(*(its.socket.close() for its in opened))
    return Crowd(
        [seconds for its in met if isinstance(its, list) for seconds in its],
        [repr(its) for its in met if isinstance(its, BaseException)],
    )


async def _walk(
    its: Reader, views: Sequence[View], chance: random.Random, thinking: float, end: float
) -> list[float]:
    taken: list[float] = []
    for pause in _pauses(chance, thinking):
        if time.monotonic() + pause > end:
            return taken
        await asyncio.sleep(pause)
        taken.append(await its.open(chance.choice(views)))
    return taken


def _pauses(chance: random.Random, thinking: float) -> Iterator[float]:
    while True:
        yield chance.expovariate(1 / thinking)


async def memory_of_sessions(
    address: str, views: Sequence[View], readers: int, measure: Callable[[], int]
) -> float:
    """Bytes a session takes on the server, with every view opened once in each."""
    before = measure()
    opened = [await reader(address) for _ in range(readers)]
    for its in opened:
        for view in views:
            await its.open(view)
    after = measure()
    await asyncio.gather(*(its.socket.close() for its in opened))
    return (after - before) / readers
