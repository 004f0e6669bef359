"""Asks an ASGI application one question, as a server would, without a server."""

import asyncio
import gzip
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit


@dataclass(frozen=True)
class Answer:
    """What came back; `body` as it was sent."""

    asked: str
    status_code: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content(self) -> bytes:
        """The body unpacked."""
        is_packed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.body) if is_packed else self.body

    @property
    def text(self) -> str:
        return self.content.decode()

    def leads_to(self, link: str) -> str:
        """Where a browser ends that follows a link of this answer."""
        return urljoin(self.asked, link)


def ask(app: Any, path: str, method: str, headers: Mapping[str, str]) -> Answer:
    """One request and its whole answer."""
    parts = urlsplit(path)
    scope = {
        "type": "http",
        "method": method,
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "scheme": "http",
        "server": ("localhost", 8501),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    # In a thread of its own: a browser of another test may have a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    start = next(its for its in sent if its["type"] == "http.response.start")
    body = b"".join(its.get("body", b"") for its in sent if its["type"] == "http.response.body")
    found = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(path, start["status"], found, body)
