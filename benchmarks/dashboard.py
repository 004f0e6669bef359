"""How fast the dashboard answers, beside an empty Streamlit page in the same shell.

Both servers run through the whole benchmark and take turns, so that a busy machine slows
both. Script times and crowds are measured over Streamlit's own protocol
(`dashboard_readers`), what a reader feels in Chromium (`dashboard_browser`).
"""

import asyncio
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks import dashboard_browser as chromium
from benchmarks import dashboard_readers as readers
from benchmarks.dashboard_browser import Taken
from benchmarks.dashboard_readers import Crowd, View
from benchmarks.dashboard_server import ROOT, Server, empty_page, served
from pages.parts import registry
from pages.parts.texts import text
from tests.browser import serving

ROUNDS = 20
STARTS = 5
SESSIONS = 50
THINKING = 5.0
LASTING = 60.0

MOST_OF_EMPTY_SCRIPT = 6.0
MOST_SCRIPT = 0.050
MOST_OF_EMPTY_CHANGE = 1.6
MOST_OF_ALONE = 10.0
MOST_A_SESSION = 2e6
MOST_FIRST_VISIT = 3e6

INDICATOR = View("noegletal", "noegletal=own_home_share")
QUERIES = {"noegletal": INDICATOR.query, "leverance": "udtraek=T03"}
EMPTY = (View(""), View("anden"))


@dataclass(frozen=True)
class Line:
    """One number and, where there is one, the bar it has to stay below."""

    words: str
    value: float
    unit: str = ""
    bar: float | None = None

    @property
    def is_reached(self) -> bool:
        return self.bar is None or self.value <= self.bar

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"  (at most {self.bar:g}{self.unit})"
        missed = "" if self.is_reached else "  MISSED"
        return f"  {self.words:<46} {self.value:8.2f}{self.unit}{bar}{missed}"


def views() -> list[View]:
    """Every page once, with a choice in the address where it asks for one."""
    there = [page for page in registry.PAGES if (ROOT / page.file).exists()]
    return [View(page.address, QUERIES.get(page.address, "")) for page in there]


def report(folder: Path, say: Callable[[str], None] = print) -> bool:
    """Measure everything and say it; True when every bar is reached."""
    if serving.find_browser() is None:
        say("dashboard: no Chromium was found; install one or name it in STRATEGI_BROWSER.")
        return False
    warehouse, script = example_at_hand(folder), empty_page(folder.resolve() / "empty")
    say("dashboard: beside an empty page in the same shell; medians")
    lines = []
    for line in _measured(script, warehouse):
        say(str(line))
        lines.append(line)
    return all(line.is_reached for line in lines)


def _measured(script: Path, warehouse: Path) -> Iterator[Line]:
    """Every number, as soon as it is known."""
    yield from _starts(script, warehouse)
    nothing = script.parent / "no_warehouse"
    with served(script, nothing) as empty, served(ROOT / "app.py", warehouse) as ours:
        scripts = asyncio.run(_scripts(ours, empty))
        yield from scripts.lines()
        with serving.browsing() as browser:
            yield from _in_browser(browser, ours, empty)
        yield from asyncio.run(_many(ours, scripts.alone))


def example_at_hand(folder: Path) -> Path:
    """The warehouse at hand, else the whole example municipality, made here once."""
    at_hand = Path(os.environ.get("STRATEGI_WAREHOUSE", "data/warehouse")).resolve()
    made = folder.resolve() / "warehouse"
    for warehouse in (at_hand, made):
        if (warehouse / "current").exists():
            return warehouse
    around = {**os.environ, "STRATEGI_WAREHOUSE": str(made)}
    subprocess.run([sys.executable, "-m", "pipelines", "first-start"], env=around, cwd=ROOT)
    return made


def _starts(script: Path, warehouse: Path) -> list[Line]:
    """Seconds until a server answers its first question, warm-up included."""
    nothing = script.parent / "no_warehouse"
    asked = {script: nothing, ROOT / "app.py": warehouse}
    rounds = [[_started_in(*its) for its in asked.items()] for _ in range(STARTS)]
    empty, ours = map(statistics.median, zip(*rounds, strict=True))
    return [Line("cold start, empty page", empty, " s"), Line("cold start", ours, " s")]


def _started_in(script: Path, warehouse: Path) -> float:
    with served(script, warehouse) as server:
        return server.started_in


@dataclass(frozen=True)
class Scripts:
    """Median seconds of the empty page's script and of each page's."""

    empty: float
    pages: dict[View, float]

    @property
    def alone(self) -> float:
        """The median page, with one reader on the server."""
        return statistics.median(self.pages.values())

    def lines(self) -> list[Line]:
        """The empty page in milliseconds, then each page in milliseconds and times the empty."""
        found = [Line("script, empty page", self.empty * 1000, " ms")]
        for view, seconds in self.pages.items():
            name = f"script, /{view.path}"
            found.append(Line(name, seconds * 1000, " ms", MOST_SCRIPT * 1000))
            times = seconds / self.empty
            found.append(Line(f"{name} / empty", times, "", MOST_OF_EMPTY_SCRIPT))
        return found


async def _scripts(ours: Server, empty: Server) -> Scripts:
    """In two halves, the servers in turn."""
    halves = [
        (
            await readers.script_times(empty.address, EMPTY, ROUNDS // 2),
            await readers.script_times(ours.address, views(), ROUNDS // 2),
        )
        for _ in range(2)
    ]
    nothing = [seconds for half, _ in halves for taken in half.values() for seconds in taken]
    pages = {
        view: statistics.median([seconds for _, half in halves for seconds in half[view]])
        for view in views()
    }
    return Scripts(statistics.median(nothing), pages)


def _in_browser(browser: Browser, ours: Server, empty: Server) -> Iterator[Line]:
    first = _in_turn(
        lambda: chromium.first_page(browser, empty.url()),
        lambda: chromium.first_page(browser, ours.url()),
        lambda: chromium.first_page(browser, _indicator(ours)),
    )
    size = chromium.bytes_of_first_visit(browser, _indicator(ours))
    yield from _named(("first page, empty", "first page, front", "first page, indicator"), first)
    yield Line("first visit of an indicator", size / 1e6, " MB", MOST_FIRST_VISIT / 1e6)
    yield from _changes(browser, ours, empty)


def _in_turn(*measured: Callable[[], float]) -> list[float]:
    """The median of each, all of them once in each round."""
    rounds = [[measure() for measure in measured] for _ in range(ROUNDS)]
    return [statistics.median(taken) for taken in zip(*rounds, strict=True)]


def _named(names: Sequence[str], seconds: Sequence[float]) -> list[Line]:
    return [Line(name, its * 1000, " ms") for name, its in zip(names, seconds, strict=True)]


def _changes(browser: Browser, ours: Server, empty: Server) -> list[Line]:
    """Page and filter changes; each in two halves, with the others' between them."""
    walk = [*(page.address for page in registry.PAGES if page.address and page.in_menu), ""]
    filters = [text(f"noegletal.kinds.{kind}") for kind in ("quarter", "month")]
    asked = {
        empty.url(): [chromium.to_page(view.path) for view in reversed(EMPTY)],
        ours.url(): [chromium.to_page(path) for path in walk],
        _indicator(ours): [chromium.choice(words) for words in filters],
    }
    halves = [
        [chromium.changes(browser, url, clicks, ROUNDS // 2) for url, clicks in asked.items()]
        for _ in range(2)
    ]
    there_and_back, pages, filtered = map(_together, zip(*halves, strict=True))
    nothing = list(chain(*there_and_back))
    taken = {f"page change, to /{path}": its for path, its in zip(walk, pages, strict=True)}
    taken["filter change"] = list(chain(*filtered))
    return list(_beside(taken, nothing))


def _together(halves: Iterable[list[list[Taken]]]) -> list[list[Taken]]:
    """Of each click, what both halves took."""
    return [list(chain(*of_click)) for of_click in zip(*halves, strict=True)]


def _beside(taken: Mapping[str, Sequence[Taken]], nothing: Sequence[Taken]) -> Iterator[Line]:
    """Each change, and times the empty page's."""
    yield from _change("page change, empty", nothing)
    for name, its in taken.items():
        yield from _change(name, its)
        times = _whole(its) / _whole(nothing)
        yield Line(f"{name} / empty", times, "", MOST_OF_EMPTY_CHANGE)


def _change(name: str, taken: Sequence[Taken]) -> Iterator[Line]:
    yield Line(name, _whole(taken) * 1000, " ms")
    pressed = statistics.median(its.pressed for its in taken)
    yield Line(f"{name}, from the press", pressed * 1000, " ms")


def _whole(taken: Sequence[Taken]) -> float:
    return statistics.median(its.whole for its in taken)


def _indicator(ours: Server) -> str:
    return ours.url(f"{INDICATOR.path}?{INDICATOR.query}")


async def _many(ours: Server, alone: float) -> list[Line]:
    """Memory of sessions, then all of them at once with time to think."""
    a_session = await readers.memory_of_sessions(ours.address, views(), SESSIONS, ours.memory)
    met = await readers.crowd(ours.address, views(), SESSIONS, THINKING, LASTING)
    return [
        Line("memory a session", a_session / 1e6, " MB", MOST_A_SESSION / 1e6),
        *_met(met, alone),
    ]


def _met(met: Crowd, alone: float) -> list[Line]:
    middle = statistics.median(met.seconds)
    slow = statistics.quantiles(met.seconds, n=20)[-1]
    who = f"{SESSIONS} sessions"
    return [
        Line(f"{who}, answers", len(met.seconds)),
        Line(f"{who}, errors", len(met.errors), "", 0),
        Line(f"{who}, median", middle * 1000, " ms"),
        Line(f"{who}, p95", slow * 1000, " ms"),
        Line(f"{who}, p95 / one session's median", slow / alone, "", MOST_OF_ALONE),
    ]
