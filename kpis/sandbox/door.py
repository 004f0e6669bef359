"""The one way to the sandbox: a process for each statement, two at once, a few that wait."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from kpis.errors import KpiError
from kpis.sandbox import transport
from kpis.sandbox.limits import LIMITS, Limits
from kpis.sandbox.refusal import Refused
from kpis.sandbox.running import Answer, Running
from kpis.sandbox.text_rules import check_text
from kpis.sandbox.wording import sentence

CHILD = Path(__file__).with_name("child.py")
MOST_AT_ONCE = 2
MOST_WAITING = 4
LOOK_AGAIN = 0.05  # seconds between two looks for a free place
CHUNK = 1 << 16
ROOM_FOR_TAGS = 4  # the answer as JSON may be this many times `result_bytes`; more is no answer

ENDINGS = ("cancelled", "time", "output")  # why we ended a process, and what to say of it
SIGXCPU, SIGKILL, SIGABRT = 24, 9, 6  # by number: Windows has no such names, and only Linux runs
SIGNALS = {SIGXCPU: "cpu", SIGKILL: "memory", SIGABRT: "memory"}
CRASHED = "crashed"

_places = threading.BoundedSemaphore(MOST_AT_ONCE)
_queue = threading.BoundedSemaphore(MOST_AT_ONCE + MOST_WAITING)


class SandboxError(KpiError):
    """A statement has no tree, or a tree no text; `answer` says what the sandbox said."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.answer = answer


def start(
    sql: str,
    database: Path,
    parameters: Mapping[str, Any] | None = None,
    limits: Limits = LIMITS,
) -> Running:
    """Start one statement on a published file and return at once.

    `parameters` are values by name, without the dollar sign; DuckDB binds them, they are never
    part of the text. Wrong SQL is an answer, not an exception.
    """
    question = {
        "sql": sql,
        "parameters": {name: transport.write(value) for name, value in (parameters or {}).items()},
    }
    return _started("run", question, database, limits)


def run(
    sql: str,
    database: Path,
    parameters: Mapping[str, Any] | None = None,
    limits: Limits = LIMITS,
) -> Answer:
    """Run one statement and wait for its answer."""
    answer = start(sql, database, parameters, limits).answer()
    assert answer is not None
    return answer


def tree(sql: str, database: Path, parameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The statement as DuckDB's own tree, when the gate lets it through.

    Raises `SandboxError` with the refusal.
    """
    values = {name: transport.write(value) for name, value in (parameters or {}).items()}
    told = _told("tree", {"sql": sql, "parameters": values}, database)
    parsed: dict[str, Any] = told["tree"]
    return parsed


def text(tree: Mapping[str, Any], database: Path) -> str:
    """A tree as SQL again. Run it through `start`: what was rewritten is checked again.

    Raises `SandboxError` for what is no tree.
    """
    written: str = _told("text", {"tree": tree, "parameters": {}}, database)["text"]
    return written


def _told(wanted: str, question: dict[str, Any], database: Path) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    answer = _started(wanted, question, database, LIMITS, kept).answer()
    assert answer is not None
    if answer.verdict != "ok":
        raise SandboxError(answer)
    return kept


def _started(
    wanted: str,
    question: dict[str, Any],
    database: Path,
    limits: Limits,
    kept: dict[str, Any] | None = None,
) -> Running:
    running = Running()
    refusal = _refused_here(question.get("sql"))
    if refusal:
        running.finish(refusal)
    elif not _queue.acquire(blocking=False):
        running.finish(
            _answer("stopped", "busy", places={"most": str(MOST_AT_ONCE + MOST_WAITING)})
        )
    else:
        asked = {
            "wanted": wanted,
            "server": os.getpid(),
            "database": str(database.resolve()),
            "limits": asdict(limits),
            **question,
        }
        threading.Thread(
            name="sandbox", target=_watch, args=(running, asked, limits, kept), daemon=True
        ).start()
    return running


def _refused_here(sql: str | None) -> Answer | None:
    """What needs no process to be refused: another system, and text that is too long or deep."""
    if not sys.platform.startswith("linux"):
        return _answer("error", "no_sandbox")
    try:
        if sql is not None:
            check_text(sql)
    except Refused as refused:
        return _answer("refused", refused.code, refused.part, refused.places)
    return None


def _watch(
    running: Running, asked: dict[str, Any], limits: Limits, kept: dict[str, Any] | None
) -> None:
    """The life of one statement, in a thread of its own, from its turn to its answer."""
    answer = _answer("error", "broken")
    try:
        if _turn(running):
            try:
                answer = _run(running, asked, limits, {} if kept is None else kept)
            finally:
                _places.release()
        else:
            answer = _answer("stopped", "cancelled")
    finally:
        _queue.release()
        running.finish(answer)


def _turn(running: Running) -> bool:
    """Wait for a free place; False when the statement was cancelled meanwhile."""
    while not _places.acquire(timeout=LOOK_AGAIN):
        if running.stopped_by:
            return False
    return True


def _run(running: Running, asked: dict[str, Any], limits: Limits, kept: dict[str, Any]) -> Answer:
    began = time.monotonic()
    # In memory: a pipe would hold no more than 64 kB, and on no disk stands what people ask.
    with os.fdopen(os.memfd_create("question"), "w+b") as question:
        question.write(json.dumps(asked).encode("ascii"))
        question.seek(0)
        process = _process(question)
    running.began(process)
    clock = threading.Timer(limits.wall_seconds, running.stop, ("time",))
    clock.daemon = True
    clock.start()
    try:
        written = _read(running, process, limits.result_bytes * ROOM_FOR_TAGS)
        code = running.reap()
    finally:
        clock.cancel()
    ms = round((time.monotonic() - began) * 1000)
    return _understood(running.stopped_by, code, written, ms, kept)


def _process(question: IO[bytes]) -> "subprocess.Popen[bytes]":
    """The child: no environment, and a directory that is empty and already removed.

    A process group of its own, so that a cancel takes whatever it started along; not a session
    of its own: Linux shares the processor between sessions first, and `nice` counts only inside.
    """
    nowhere = tempfile.mkdtemp(prefix="strategi-")
    try:
        return subprocess.Popen(
            [sys.executable, "-I", str(CHILD)],
            stdin=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=nowhere,
            env={},
            process_group=0,
        )
    finally:
        os.rmdir(nowhere)


def _read(running: Running, process: "subprocess.Popen[bytes]", most: int) -> bytes:
    """What the child writes, and never more than `most` bytes of it."""
    assert process.stdout is not None
    chunks, size = [], 0
    with process.stdout as output:
        while chunk := os.read(output.fileno(), CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            if size > most:
                running.stop("output")
                break
    return b"".join(chunks)


def _understood(
    stopped_by: str, code: int, written: bytes, ms: int, kept: dict[str, Any]
) -> Answer:
    """The child's answer, or why there is none."""
    if stopped_by in ENDINGS:
        return _answer("stopped", stopped_by, ms=ms)
    if code < 0:
        return _answer("stopped", SIGNALS.get(-code, CRASHED), ms=ms)
    try:
        told = json.loads(written)
        if told["verdict"] != "ok":
            return _answer(told["verdict"], told["code"], told["part"], told["places"], ms)
        kept |= {key: told[key] for key in ("tree", "text") if key in told}
        return _rows(told, ms)
    except (ValueError, KeyError, TypeError):  # a process that ran somebody's SQL may say anything
        return _answer("error", "broken", ms=ms)


def _rows(told: dict[str, Any], ms: int) -> Answer:
    return Answer(
        "ok",
        columns=tuple(told.get("columns", ())),
        types=tuple(told.get("types", ())),
        rows=tuple(tuple(transport.read(row)) for row in told.get("rows", ())),
        truncated=bool(told.get("truncated")),
        ms=ms,
    )


def _answer(
    verdict: Any, code: str, part: str = "", places: dict[str, str] | None = None, ms: int = 0
) -> Answer:
    said = places or {}
    return Answer(verdict, sentence(code, part, said), part, ms=ms, code=code, places=said)
