"""What stands around Streamlit's server and cannot be told it in a setting.

The language of the document, our look and script, compressed files, headers that protect
the reader, a calm answer to an unknown address, a warm-up before the first reader. The one
module that imports Starlette, on which Streamlit's server is built (docs/decisions/0011).
"""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Mapping
from socket import AF_INET, AF_INET6, IPPROTO_TCP, TCP_NODELAY
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.parts import registry, shell_document, shell_files, warm_up
from pages.parts.texts import language_of

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Headers of every answer."""

FOREVER = "public, max-age=31536000, immutable"
"""For a file whose name changes with its content."""

A_DAY = "public, max-age=86400"
"""For our fonts and logos, whose names stay."""

STREAMLITS = re.compile(r"/_stcore/|^/(static|media|component|app|auth|oauth2callback)(/|$)")
"""Addresses that Streamlit answers."""

Pages = Mapping[str, registry.PageEntry]


def middleware(
    pages: tuple[registry.PageEntry, ...] = registry.PAGES, base: str = ""
) -> list[Middleware]:
    """The shell around a dashboard of these pages; `base` is Streamlit's baseUrlPath."""
    return [Middleware(Shell, pages={f"/{page.address}": page for page in pages}, base=base)]


@contextlib.asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Warms up before the first reader, and again when a build is published later."""
    await asyncio.to_thread(warm_up.at_start)
    following = asyncio.create_task(_follow_builds())
    try:
        yield
    finally:
        following.cancel()


async def _follow_builds() -> None:
    while True:
        await asyncio.sleep(warm_up.SECONDS_BETWEEN_LOOKS)
        await asyncio.to_thread(warm_up.new_build)
        await asyncio.to_thread(warm_up.analysis_database)


class Shell:
    """Answers for documents and files; lets everything else through, with our headers."""

    def __init__(self, app: ASGIApp, pages: Pages, base: str) -> None:
        self.app = app
        self.pages = pages
        self.base = f"/{base.strip('/')}".rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        _send_at_once(receive)
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(self.base) or "/"
        answer = await self._ours(path, scope) or self.app
        await answer(scope, receive, _with_headers(path, send))

    async def _ours(self, path: str, scope: Scope) -> Response | None:
        """Our own answer; None where Streamlit answers."""
        may_pack = _takes_gzip(scope)
        if scope["method"] not in ("GET", "HEAD"):
            return None
        if path in shell_files.streamlits():
            return await _streamlits(path) if may_pack else None
        if content := shell_files.ours(path):
            return _answer(content, shell_files.kind(path), may_pack, {"Cache-Control": FOREVER})
        # Streamlit sends an address with a slash at its end to the one without.
        if STREAMLITS.search(path) or (path != "/" and path.endswith("/")):
            return None
        if path == f"/{registry.FRONT_NAME}":
            return RedirectResponse(f"./?{scope['query_string'].decode('latin-1')}".rstrip("?"))
        return _document(path, self.pages, _language(scope), may_pack)


def _send_at_once(receive: Receive) -> None:
    """Lets a small message leave without waiting for the receipt of the one before it.

    Two small messages in a row cost 40 ms otherwise, which every answer of a page holds.
    asyncio sees to it for ports it opens itself, but Streamlit opens its own. The connection
    is known to nobody but the server; where it cannot be reached, answers are only slower.
    """
    connection = getattr(getattr(receive, "__self__", None), "transport", None)
    socket = connection.get_extra_info("socket") if connection else None
    if socket is not None and socket.family in (AF_INET, AF_INET6):
        socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)


async def _streamlits(path: str) -> Response:
    """One of Streamlit's own files, packed; in a thread, for the first time takes a while."""
    content = await asyncio.to_thread(shell_files.packed, path)
    return Response(content, headers=_packed_headers(), media_type=shell_files.kind(path))


def _document(path: str, pages: Pages, language: str, may_pack: bool) -> Response:
    known = pages.get(path)
    if known:
        found = shell_document.page(language, known.draws)
    else:
        found = shell_document.not_found(language, path)
    headers = {"Content-Security-Policy": shell_document.policy(found), "Cache-Control": "no-cache"}
    return _answer(found.encode(), "text/html", may_pack, headers, 200 if known else 404)


def _answer(
    content: bytes, kind: str, may_pack: bool, headers: Mapping[str, str], status: int = 200
) -> Response:
    if may_pack:
        content, headers = shell_files.pack(content), {**_packed_headers(), **headers}
    return Response(content, status, headers, media_type=kind)


def _packed_headers() -> dict[str, str]:
    return {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Cache-Control": FOREVER}


def _with_headers(path: str, send: Send) -> Send:
    """What is sent on gets the headers of every answer; our fonts are kept for a day."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(EVERYWHERE)
            if path.startswith("/app/static/") and message["status"] == 200:
                headers["Cache-Control"] = A_DAY
        await send(message)

    return sent


def _takes_gzip(scope: Scope) -> bool:
    offered = Headers(scope=scope).get("accept-encoding", "")
    return re.search(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", offered) is not None


def _language(scope: Scope) -> str:
    """The language the address asks for, Danish when it asks for none we have."""
    (asked, *_) = parse_qs(scope["query_string"].decode("latin-1")).get("sprog", [""])
    return language_of(asked)
