"""Each layer by itself, without the ones in front of it: what it stops alone."""

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from kpis.sandbox import child
from kpis.sandbox.limits import LIMITS
from tests.sandbox.attacks import REFUSED
from tests.sandbox.places import MARKER, Place

ROOT = Path(__file__).resolve().parents[2]

# What an engine with every setting still answers is harmless only behind the gate.
ENGINE_STOPS = ("reads a file", "writes")
STAYS_IN_MEMORY = {
    "create temp table nyt as select 1",
    "create or replace temp macro median(x) as 0",
}
NOTHING_TO_DO = {"vacuum", "checkpoint"}
SETTINGS = (
    "threads = 8",
    "memory_limit = '9GB'",
    "enable_external_access = true",
    "max_execution_time = 0",
    "temp_directory = '.'",
    "lock_configuration = false",
    "TimeZone = 'UTC'",
    "allow_community_extensions = true",
)

# All of our own code that the child may load.
CHILDS = (
    "catalog child engine_errors gate limits nearest refusal scope text_rules transport tree_rules"
)


@pytest.fixture
def connection(place: Place):
    with child.connected(str(place.database), LIMITS) as locked:
        yield locked


@pytest.mark.parametrize(
    "sql", [sql for name in ENGINE_STOPS for sql, _ in REFUSED[name]], ids=lambda sql: sql[:40]
)
def test_the_connection_alone_reads_and_writes_no_file(connection, place: Place, sql):
    if sql in STAYS_IN_MEMORY | NOTHING_TO_DO:
        connection.execute(sql)  # the gate is what refuses these
    else:
        with pytest.raises(duckdb.Error):
            connection.execute(place.filled(sql)).fetchall()
    assert os.listdir(place.folder / "out") == []


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_connection_alone_keeps_its_settings(connection, setting):
    with pytest.raises(duckdb.Error):
        connection.execute(f"set {setting}")


def test_the_connection_has_the_settings_it_should(connection):
    expected = {
        "access_mode": "read_only",
        "threads": "1",
        "async_threads": "1",
        "enable_external_access": "false",
        "lock_configuration": "true",
        "max_execution_time": "4000",
        "max_expression_depth": "250",
        "temp_directory": "",
        "python_enable_replacements": "false",
        "autoload_known_extensions": "false",
        "autoinstall_known_extensions": "false",
        "allow_community_extensions": "false",
        "allow_unsigned_extensions": "false",
        "allow_persistent_secrets": "false",
        "allow_extension_repositories": "forbidden",
        "TimeZone": "Europe/Copenhagen",
    }
    rows = connection.execute("select name, value from duckdb_settings()").fetchall()
    found = dict(rows)
    assert {name: found[name] for name in expected} == expected


LOCKED = """
import sys, types
sys.path.insert(0, {root!r})
import ctypes, os, socket
from kpis.sandbox.limits import LIMITS, lock_process
lock_process(LIMITS, {database!r})
{attempt}
"""

ATTEMPTS = {
    "read a file": "open({folder!r} + '/secret.txt').read()",
    "read the passwords": "open('/etc/passwd').read()",
    "read its own environment": "open('/proc/self/environ').read()",
    "list a folder": "os.listdir({folder!r})",
    "write a file": "open({folder!r} + '/out/x', 'w').write('x')",
    "write the database": "open({database!r}, 'r+').write('x')",
    "make a folder": "os.mkdir({folder!r} + '/out/x')",
    "remove a file": "os.remove({folder!r} + '/secret.txt')",
    "run a program": "os.execv('/bin/true', ['true'])",
    "reach the network": "socket.create_connection(('127.0.0.1', 9), 1)",
    "take more memory": "bytearray(2_000_000_000)",
    "raise its limits": "import resource; resource.setrlimit(resource.RLIMIT_CPU, (100, 100))",
    "be nicer than it is": "os.nice(-10)",
    "become another user": "os.setuid(1)",
}
DENIED = ("PermissionError", "MemoryError", "ValueError")


def landlock_is_here() -> bool:
    return ctypes.CDLL(None).syscall(444, None, 0, 1) > 0


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_process_alone_can_do_nothing_but_read_its_file(place: Place, attempt):
    """As if a statement had taken the engine over: plain Python in a locked process."""
    if not landlock_is_here():
        pytest.skip("this kernel has no Landlock; the limits that need none are tested by the door")
    names = {"folder": str(place.folder), "database": str(place.database)}
    script = LOCKED.format(root=str(ROOT), attempt=ATTEMPTS[attempt].format(**names), **names)
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True)
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1, done
    assert last.startswith(DENIED), done.stderr


def test_the_locked_process_reads_its_file(place: Place):
    names = {"root": str(ROOT), "database": str(place.database)}
    attempt = f"print(len(open({str(place.database)!r}, 'rb').read()))"
    script = LOCKED.format(attempt=attempt, **names)
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == str(place.database.stat().st_size), done.stderr


def test_the_process_alone_keeps_the_secret_from_an_unlocked_engine(place: Place):
    """No gate and no setting: only the operating system stands between."""
    if not landlock_is_here():
        pytest.skip("this kernel has no Landlock")
    attempt = (
        f"print(duckdb.connect({str(place.database)!r}, read_only=True)"
        f".execute(\"from read_text('{place.folder}/secret.txt')\").fetchall())"
    )
    script = LOCKED.format(root=str(ROOT), database=str(place.database), attempt=attempt)
    script = script.replace("import ctypes", "import duckdb, ctypes")
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True)
    assert done.returncode == 1
    assert MARKER not in done.stdout + done.stderr


def test_the_child_imports_nothing_of_the_app(place: Place):
    """Neither Streamlit nor the app's own packages, which hold the way to everything else."""
    script = (
        "import runpy, sys, io, json\n"
        f"sys.stdin = io.StringIO({question(place)!r})\n"
        f"runpy.run_path({str(ROOT / 'kpis/sandbox/child.py')!r}, run_name='__main__')\n"
        "print(); print(json.dumps(sorted(m for m in sys.modules if m.split('.')[0] in "
        "('kpis', 'pages', 'pipelines', 'streamlit', 'pandas', 'sqlalchemy', 'yaml', 'numpy'))))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True)
    answer, loaded = done.stdout.splitlines()
    assert '"verdict": "ok"' in answer
    known = {"kpis", "kpis.sandbox", *(f"kpis.sandbox.{name}" for name in CHILDS.split())}
    assert set(json.loads(loaded)) <= known


def question(place: Place) -> str:
    asked = {"wanted": "run", "sql": "select 1", "database": str(place.database)}
    return json.dumps(asked | {"parameters": {}, "limits": {}, "server": os.getpid()})
