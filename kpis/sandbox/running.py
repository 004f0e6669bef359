"""One statement on its way: started, waited for, cancelled. What comes back is an `Answer`."""

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import Any, Literal

Verdict = Literal["ok", "refused", "stopped", "error"]


@dataclass(frozen=True)
class Answer:
    """What became of a statement.

    `reason` is a Danish sentence, empty when the verdict is `ok`; `part` the piece of the
    statement it is about; `code` and `places` the sentence in data/texts/*/sandbox.yaml.
    `truncated`: there were more rows than the limits let through. `ms` is without waiting.
    """

    verdict: Verdict
    reason: str = ""
    part: str = ""
    columns: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    truncated: bool = False
    ms: int = 0
    code: str = ""
    places: dict[str, str] = field(default_factory=dict)


class Running:
    """A statement that has been started. It ends by itself, whether anybody waits for it or not."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._ended: float | None = None
        self._done = threading.Event()
        self._answer: Answer | None = None
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped_by = ""

    @property
    def seconds(self) -> float:
        """Seconds since it was started, until it was answered; waiting for its turn included."""
        return (self._ended or time.monotonic()) - self._started

    @property
    def is_waiting(self) -> bool:
        """True until its turn has come: others run."""
        return self._process is None and not self._done.is_set()

    @property
    def stopped_by(self) -> str:
        """Why we ended it: `cancelled`, `time` or `output`; empty when it ended by itself."""
        return self._stopped_by

    def answer(self, timeout: float | None = None) -> Answer | None:
        """The answer; None when it is still not there after `timeout` seconds (None: no end)."""
        self._done.wait(timeout)
        return self._answer

    def cancel(self) -> Answer:
        """Stop it now and wait until its process is gone; an answer that is there stays."""
        self.stop("cancelled")
        self._done.wait()
        assert self._answer is not None
        return self._answer

    def stop(self, why: str) -> None:
        """End its process and whatever that started, once; `why` is what the answer will say."""
        with self._lock:
            if self._stopped_by or self._done.is_set():
                return
            self._stopped_by = why
            if self._process:
                os.killpg(self._process.pid, signal.SIGKILL)

    def began(self, process: "subprocess.Popen[bytes]") -> None:
        """Its turn has come. What was cancelled while it waited ends here."""
        with self._lock:
            self._process = process
            if self._stopped_by:
                os.killpg(process.pid, signal.SIGKILL)

    def reap(self) -> int:
        """Wait for the process's end and take it off the system's list; its exit code.

        First the end, then the list, the latter under the lock: a number that is off the list
        may belong to another process, and `stop` must never hit that one.
        """
        assert self._process is not None
        os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)
        with self._lock:
            code = self._process.wait()
            self._stopped_by = self._stopped_by or "ended"
        return code

    def finish(self, answer: Answer) -> None:
        """Hand over the answer, once."""
        self._answer, self._ended = answer, time.monotonic()
        self._done.set()
