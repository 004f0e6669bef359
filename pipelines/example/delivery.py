"""Writes the example's deliveries: delivery reports, one file a month, and the tables T01-T23."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.example import flaws
from pipelines.example import lives as living
from pipelines.example.diary import Citizen
from pipelines.example.people import Person, settle
from pipelines.example.record import Report
from pipelines.example.story import Story, told
from pipelines.example.tables import write_tables

Progress = Callable[[int, int], None]

WORKERS = 2
PERSONS_A_TASK = 200
SMALL = 300  # persons a single process is quicker with
COMPRESSION = 4
MARK = "EKSEMPELDATA.json"
README = "LAESMIG.txt"
README_TEXT = """Alt i denne mappe er opdigtet.

Filerne ligner en kommunes FFB-indberetninger (ffb_*) og supplerende udtræk (T01-T23), men
{name}, borgerne, tilbuddene, foreningerne og alt, der sker, er lavet af et program.
CPR-numrene kan ikke være udstedt: de består ikke modulus 11, og ingen af dem hører til den
1. januar.

Der er én fil med indberetninger pr. måned, én indberetning pr. linje, og ét udtræk pr. tabel.
Enkelte indberetninger og rækker er lavet forkerte med vilje, så der er noget at lægge til side.

Det sker der i {name}:

{events}

Mappen kan slettes og laves igen: python -m pipelines example MAPPE
"""


@dataclass(frozen=True)
class Example:
    """What is asked for. The same example always gives the same bytes."""

    seed: int
    citizens: int
    years: int
    until: date

    @property
    def story(self) -> Story:
        return Story.of(self.until, self.years)


def last_month_end(today: date) -> date:
    """The last day of the month before."""
    return today.replace(day=1) - timedelta(days=1)


def write(
    folder: Path,
    seed: int = 1,
    citizens: int = 1300,
    years: int = 5,
    until: date | None = None,
    progress: Progress | None = None,
    plain: bool = False,
) -> list[Path]:
    """Write what the example municipality delivers, and say that it is invented.

    `until` is the last day anything happens (default: the end of last month).
    `plain` writes the delivery reports alone, as one uncompressed file; otherwise
    they are one gzip file a month, and the supplementary tables stand beside them.
    Returns the files: the delivery reports in order of time, then the tables.
    """
    example = Example(seed, citizens, years, until or last_month_end(date.today()))
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".part-") as parts:
        lives = _simulate(example, Path(parts), progress or _silent)
        files = _write_plain(folder, Path(parts)) if plain else _write_months(folder, Path(parts))
    tables: list[Path] = []
    if not plain:
        tables = write_tables(folder, example.story, seed, example.citizens, lives)
    (folder / README).write_text(_readme(example), encoding="utf-8")
    (folder / MARK).write_text(_mark(example, tables), encoding="utf-8")
    return [*files, *tables]


def _silent(done: int, total: int) -> None:
    """Progress nobody looks at."""


def _readme(example: Example) -> str:
    """The Danish text beside the files; tells only what happens within the example."""
    events = [
        f"{date.fromisoformat(day):%d-%m-%Y}: {told()['events'][name]['da']}"
        for name, day in sorted(example.story.days().items(), key=lambda event: event[1])
        if date.fromordinal(example.story.go_live).isoformat() <= day <= f"{example.until}"
    ]
    return README_TEXT.format(name=told()["municipality"]["name"], events="\n\n".join(events))


def _mark(example: Example, tables: list[Path]) -> str:
    facts = {
        "invented": True,
        "municipality": told()["municipality"]["name"],
        "seed": example.seed,
        "citizens": example.citizens,
        "years": example.years,
        "until": example.until.isoformat(),
        "events": example.story.days(),
        "tables": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in tables},
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class _Task:
    """Some of the persons, and where their reports go."""

    example: Example
    persons: list[Person]
    flaws: dict[int, flaws.Flaw]
    parts: Path
    number: int


def _simulate(example: Example, parts: Path, progress: Progress) -> list[Citizen]:
    """Live every life; leave one part a task and month in the folder."""
    persons = settle(example.story, example.seed, example.citizens)
    planted = flaws.plant(persons, example.story, example.seed)
    size = PERSONS_A_TASK
    tasks = [
        _Task(example, persons[first : first + size], planted, parts, first // size)
        for first in range(0, len(persons), size)
    ]
    citizens: list[Citizen] = []
    for lived in _run(tasks, is_small=len(persons) < SMALL):
        citizens += lived
        progress(len(citizens), len(persons))
    return citizens


def _run(tasks: list[_Task], is_small: bool) -> Iterator[list[Citizen]]:
    if is_small:
        yield from map(_live, tasks)
        return
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_live, tasks)


def _live(task: _Task) -> list[Citizen]:
    citizens: list[Citizen] = []
    months: dict[str, list[bytes]] = {}
    for report in _reports(task, citizens):
        line = f"{report.stamp} ".encode() + report.line
        months.setdefault(report.stamp[:7], []).append(line)
    for month, lines in months.items():
        (task.parts / f"{month}.{task.number:05d}").write_bytes(b"\n".join(sorted(lines)))
    return citizens


def _reports(task: _Task, citizens: list[Citizen]) -> Iterator[Report]:
    """Everything that was stamped before the example ends."""
    story = task.example.story
    end = f"{task.example.until + timedelta(days=1):%Y-%m-%d}"
    for person in task.persons:
        reports = living.reports(person, story, task.example.seed, citizens)
        if flaw := task.flaws.get(person.number):
            reports = flaws.with_flaw(reports, flaw, flaws.turn_of(flaw, story))
        yield from (report for report in reports if report.stamp < end)


def _months(parts: Path) -> dict[str, list[Path]]:
    months: dict[str, list[Path]] = {}
    for part in sorted(parts.iterdir()):
        months.setdefault(part.name[:7], []).append(part)
    return months


def _sorted_lines(parts: list[Path]) -> Iterator[bytes]:
    """The reports of one month by time; the stamp in front is for sorting only."""
    lines = sorted(line for part in parts for line in part.read_bytes().split(b"\n"))
    return (line[line.index(b" ") + 1 :] + b"\n" for line in lines)


def _write_months(folder: Path, parts: Path) -> list[Path]:
    return [
        _write_month(folder / f"ffb_{month}.ndjson.gz", of_month)
        for month, of_month in _months(parts).items()
    ]


def _write_month(file: Path, parts: list[Path]) -> Path:
    content = b"".join(_sorted_lines(parts))
    file.write_bytes(gzip.compress(content, COMPRESSION, mtime=0))
    return file


def _write_plain(folder: Path, parts: Path) -> list[Path]:
    file = folder / "ffb.ndjson"
    with file.open("wb") as out:
        for of_month in _months(parts).values():
            out.writelines(_sorted_lines(of_month))
    return [file]
