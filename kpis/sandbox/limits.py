"""What one statement may use, and how the operating system holds its process to that.

The engine's own limits do not hold: `memory_limit` covers its buffers only, and one call of
`repeat` or `levenshtein` looks at no clock. So the process is limited, not the query.
"""

import ctypes
import os
import sys
from dataclasses import dataclass

PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38
SIGKILL = 9
CAPABILITY_VERSION = 0x20080522
CAP_DAC_READ_SEARCH = 1 << 2
LANDLOCK_CREATE_RULESET = 444
LANDLOCK_ADD_RULE = 445
LANDLOCK_RESTRICT_SELF = 446
LANDLOCK_VERSION = 1
LANDLOCK_PATH = 1
READ_FILE = 1 << 2

# Every access right that a version of Landlock knows; the kernel refuses one it does not know.
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
NET_RIGHTS = {4: 0b11}  # bind and connect
SCOPES = {6: 0b11}  # abstract sockets and signals


# DuckDB asks at its start what the machine lets it use, and ends where it may not ask.
ENGINE_READS = ("/proc/self/cgroup", "/sys/fs/cgroup")


# A quarter of a processor that a page wants all of. With less, an ordinary question on a busy
# machine would be at its wall limit before it has begun.
NICE = 5


@dataclass(frozen=True)
class Limits:
    """What one statement may use; seconds, bytes, rows."""

    wall_seconds: float = 7.0
    cpu_seconds: int = 5
    engine_seconds: float = 4.0
    memory: int = 1_200_000_000
    engine_memory: int = 512_000_000
    open_files: int = 32
    rows: int = 5_000
    result_bytes: int = 5_000_000


LIMITS = Limits()


class NoSandbox(Exception):
    """This system cannot hold a process to its limits; nothing is run on it."""


def lock_process(limits: Limits, database: str) -> None:
    """Hold this process to its limits, for good. It can open `database` for reading, and no more.

    Raises `NoSandbox` where the system is not Linux: what is not held is not run.
    """
    if not sys.platform.startswith("linux"):
        raise NoSandbox
    import resource  # not on Windows

    cpu = limits.cpu_seconds  # the first ends it by a signal that says why, the second for certain
    for kind, warned, most in (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, limits.open_files, limits.open_files),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(kind, (warned, most))
    os.nice(NICE)
    system = ctypes.CDLL(None, use_errno=True)
    _set(system, PR_SET_PDEATHSIG, SIGKILL)
    _set(system, PR_SET_NO_NEW_PRIVS, 1)
    _lose_rights(system)
    _see_only(system, database)


def _set(system: ctypes.CDLL, option: int, value: int) -> None:
    if system.prctl(option, value, 0, 0, 0):
        raise NoSandbox


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


def _lose_rights(system: ctypes.CDLL) -> None:
    """A server may run as root: its child may then still read its file, and nothing more.

    Otherwise it could raise its own limits. The sets of capabilities are six 32-bit numbers:
    effective, permitted and inheritable, and the same for the capabilities from 32 on.
    """
    header = _Header(CAPABILITY_VERSION, 0)
    held = (ctypes.c_uint32 * 6)()
    if system.capget(ctypes.byref(header), held):
        raise NoSandbox
    may_read = held[1] & CAP_DAC_READ_SEARCH
    kept = (ctypes.c_uint32 * 6)(may_read, may_read, 0, 0, 0, 0)
    if system.capset(ctypes.byref(header), kept):
        raise NoSandbox


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Path(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def _see_only(system: ctypes.CDLL, database: str) -> None:
    """Landlock: the kernel opens no other file and no connection for this process.

    A kernel without it (before 5.13, or a container that forbids it) leaves the other layers.
    """
    version = system.syscall(LANDLOCK_CREATE_RULESET, None, 0, LANDLOCK_VERSION)
    if version < 1:
        return
    rights = _Ruleset(*(_known(table, version) for table in (FILE_RIGHTS, NET_RIGHTS, SCOPES)))
    size = ctypes.sizeof(rights) if version >= 6 else 16 if version >= 4 else 8
    rules = system.syscall(LANDLOCK_CREATE_RULESET, ctypes.byref(rights), size, 0)
    if rules < 0:
        raise NoSandbox
    for readable in filter(os.path.exists, (database, *ENGINE_READS)):
        _allow(system, rules, readable)
    if system.syscall(LANDLOCK_RESTRICT_SELF, rules, 0):
        raise NoSandbox
    os.close(rules)


def _allow(system: ctypes.CDLL, rules: int, readable: str) -> None:
    file = os.open(readable, os.O_PATH | os.O_CLOEXEC)
    path = _Path(READ_FILE, file)
    if system.syscall(LANDLOCK_ADD_RULE, rules, LANDLOCK_PATH, ctypes.byref(path), 0):
        raise NoSandbox
    os.close(file)


def _known(table: dict[int, int], version: int) -> int:
    """The rights of the newest version not after this one; none where it is older than all."""
    return max((rights for since, rights in table.items() if since <= version), default=0)
