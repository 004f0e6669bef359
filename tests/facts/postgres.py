"""A PostgreSQL server of its own for the tests: Debian's, in a folder that goes away."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin")
UNPRIVILEGED = ("postgres", "nobody")  # the server refuses to run as root
SERVER_START = 30  # seconds
_numbers = count(1)


def find_server() -> Path | None:
    """The folder with `postgres` and `initdb`, the newest of several; None where there is none."""
    onto_path = [Path(found).resolve().parent] if (found := shutil.which("postgres")) else []
    placed = [bin for place in PLACES for bin in Path("/").glob(place.lstrip("/"))]
    whole = [one for one in (*onto_path, *placed) if (one / "initdb").exists()]
    return max(whole, default=None, key=lambda one: (len(str(one)), str(one)))


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A server on a socket in a folder of its own; the folder is its address."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's path has room for 107 bytes
    user = _unprivileged()
    if user:
        shutil.chown(folder, user)
    data = str(folder / "data")
    first = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
    ]
    quiet = subprocess.DEVNULL
    try:
        subprocess.run([*first, "--no-sync"], user=user, cwd=folder, stdout=quiet, check=True)
        command = [programs / "postgres", "-D", data, "-k", str(folder)]
        command += ["-c", "listen_addresses=", "-c", "fsync=off"]
        running = subprocess.Popen(command, user=user, cwd=folder, stdout=quiet, stderr=quiet)
        try:
            _wait(folder)
            yield str(folder)
        finally:
            running.send_signal(signal.SIGQUIT)  # at once: nobody needs what it holds
            running.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def database(folder: str) -> str:
    """A new empty database on a server, by its URL."""
    name = f"facts_{next(_numbers)}"
    run(f"postgresql:///postgres?host={folder}&user=postgres", f"create database {name}")
    return f"postgresql:///{name}?host={folder}&user=postgres"


def run(url: str, sql: str) -> None:
    """One statement in a connection of its own."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql)


def _unprivileged() -> str | None:
    if os.geteuid() != 0:
        return None
    there = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in there)


def _wait(folder: Path) -> None:
    end = time.monotonic() + SERVER_START
    while True:
        try:
            run(f"postgresql:///postgres?host={folder}&user=postgres", "select 1")
            return
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
