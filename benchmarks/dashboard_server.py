"""The dashboard, or the empty page in the same shell, as a server of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120
"""Seconds until a server counts as not started."""


@dataclass(frozen=True)
class Server:
    """A running one: `localhost:PORT`, its process, and seconds until it answered."""

    address: str
    process: int
    started_in: float

    def url(self, path: str = "") -> str:
        """The address of a page."""
        return f"http://{self.address}/{path}"

    def memory(self) -> int:
        """Bytes of memory the process holds."""
        lines = Path(f"/proc/{self.process}/status").read_text("utf-8").splitlines()
        (resident,) = (line for line in lines if line.startswith("VmRSS:"))
        return int(resident.split()[1]) * 1024


@contextmanager
def served(script: Path, warehouse: Path) -> Iterator[Server]:
    """A server on a free port; it is stopped afterwards."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    around = {**os.environ, "STRATEGI_WAREHOUSE": str(warehouse)}
    nothing = subprocess.DEVNULL
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=around, stdout=nothing, stderr=nothing) as server:
        try:
            _wait_for(f"http://localhost:{port}/_stcore/health", server)
            yield Server(f"localhost:{port}", server.pid, time.perf_counter() - start)
        finally:
            server.terminate()


def empty_page(folder: Path) -> Path:
    """The script of the empty page, with the fonts and logos beside it as Streamlit wants them.

    In a folder of its own: Streamlit puts a script's folder before all others where modules
    are looked for, and this one holds modules named as the project's packages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "static", folder / "static", dirs_exist_ok=True)
    return Path(shutil.copy(ROOT / "benchmarks" / "empty_page.py", folder))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"The dashboard did not start within {PATIENCE} seconds.")
