"""The whole load of delivery reports beside two yardsticks on the same file.

The load is the command as a municipality runs it, in a process of its own: parse, all
rules, hashing, history, contracts, publish. The file is the example municipality, many
times larger; its reports repeat unchanged resources as real ones do.
"""

import multiprocessing
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks import load_yardsticks
from benchmarks.load_yardsticks import Timing
from pipelines.example import delivery

CITIZENS = 7_000  # about 1 GB
MOST_OF_EIGHT_PATHS = 4.0
LEAST_OF_FHIR_RESOURCES = 20.0
MOST_MEMORY = 1.5 * 2**30


@dataclass(frozen=True)
class Load:
    """One run of the command: wall seconds, and CPU seconds of all its processes."""

    seconds: float
    cpu_seconds: float


def report(folder: Path, say: Callable[[str], None] = print) -> bool:
    """Run all three on one file and say the ratios; True if every bar is reached."""
    file = _export(folder, CITIZENS)
    megabytes = file.stat().st_size / 1e6
    paths = load_yardsticks.eight_paths(file)
    library = _alone(load_yardsticks.fhir_resources, file)
    one_by_one = _alone(load_yardsticks.fhir_resources_one_by_one, file)
    load = _load(file.parent, folder / "warehouse")
    memory = _memory(file.parent, folder / "warehouse")
    times_paths = load.seconds / paths.seconds
    rate = megabytes / load.seconds
    times_library = rate / library.megabytes_per_second
    say(f"delivery reports: {megabytes:.0f} MB, {paths.resources:,} resources")
    say(
        f"  load                {load.seconds:6.1f} s  {rate:6.1f} MB/s"
        f"  CPU {load.cpu_seconds:.1f} s, memory {memory / 2**30:.2f} GiB"
    )
    for one in (paths, library, one_by_one):
        seconds = megabytes / one.megabytes_per_second
        say(f"  {one.name:<19} {seconds:6.1f} s  {one.megabytes_per_second:6.1f} MB/s")
    say(f"  load / eight paths       {times_paths:5.1f} times its time (at most 4)")
    say(f"  load / fhir.resources    {times_library:5.1f} times its speed (at least 20)")
    say(f"  load / one by one        {rate / one_by_one.megabytes_per_second:5.1f} times its speed")
    return (
        times_paths <= MOST_OF_EIGHT_PATHS
        and times_library >= LEAST_OF_FHIR_RESOURCES
        and memory < MOST_MEMORY
    )


def _alone(yardstick: Callable[[Path], Timing], file: Path) -> Timing:
    """In a process that has loaded nothing else: what others of this bench import would slow it.

    Python looks through all there is for garbage, again and again while objects are made.
    """
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(yardstick, file).result()


def _export(folder: Path, citizens: int) -> Path:
    export = folder / "export"
    if not (export / "ffb.ndjson").exists():
        delivery.write(export, citizens=citizens, plain=True)
    return export / "ffb.ndjson"


def _load(export: Path, warehouse: Path) -> Load:
    before, start = os.times(), time.perf_counter()
    _ended(_begun(export, warehouse))
    seconds, after = time.perf_counter() - start, os.times()
    used = after.children_user - before.children_user + after.children_system
    return Load(seconds, used - before.children_system)


def _memory(export: Path, warehouse: Path) -> int:
    """Peak memory of all processes of another run: to look costs a run a twentieth of its time."""
    process = _begun(export, warehouse)
    watch = _Watch(process.pid)
    watch.start()
    _ended(process)
    watch.join()
    return watch.peak


def _begun(export: Path, warehouse: Path) -> "subprocess.Popen[bytes]":
    shutil.rmtree(warehouse, ignore_errors=True)
    command = [sys.executable, "-m", "pipelines", "load", str(export), "--quiet"]
    return subprocess.Popen([*command, "--warehouse", str(warehouse)], stdout=subprocess.DEVNULL)


def _ended(process: "subprocess.Popen[bytes]") -> None:
    if process.wait() not in (0, 1):
        raise SystemExit("The load failed, so there is nothing to compare.")


class _Watch(threading.Thread):
    """Samples the memory of a process and its children until it ends (Linux only; else 0)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = 0

    def run(self) -> None:
        while Path(f"/proc/{self._pid}/stat").exists():
            now = sum(map(_proportional_size, _family(self._pid)))
            if not now:
                return  # a zombie has no memory left
            self.peak = max(self.peak, now)
            time.sleep(0.2)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _proportional_size(pid: int) -> int:
    """Bytes of memory, pages shared with others counted in part (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
