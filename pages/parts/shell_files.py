"""The files a browser asks for before it shows anything: Streamlit's, and our look and script.

Streamlit sends its own files as they are, some seven megabytes at the first chart. Here each
is packed once and kept packed.
"""

import gzip
import hashlib
import json
import mimetypes
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from pages.parts.texts import all_texts, spoken, text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EDITOR = "strategi.editor"
"""The SQL editor as Streamlit knows it: a package and a component of it."""

EDITOR_FOLDER = Path("static", "vendor", "codemirror")
FOLDER = "shell"
WORTH_PACKING = {".js", ".css", ".svg", ".json"}
HARD = 9
"""How hard gzip tries, 1-9: a file is packed once and sent many times."""

OURS = re.compile(rf"^/{FOLDER}/(?:(look)|browser-(da|en))\.\w+\.(?:css|js)$")
_packing = Lock()


# Streamlit's


@cache
def home() -> Path:
    """The folder from which Streamlit serves its browser part."""
    # Looked up, not imported: `widgets` alone talks to Streamlit.
    (package, *_) = find_spec("streamlit").submodule_search_locations  # type: ignore[union-attr,misc]
    return Path(package) / "static"


@cache
def streamlits() -> Mapping[str, Path]:
    """Files that Streamlit serves and that are worth packing, by their address."""
    files = (home() / "static").rglob("*")
    worth = (file for file in files if file.suffix in WORTH_PACKING)
    return {f"/{file.relative_to(home()).as_posix()}": file for file in worth} | _editor()


def _editor() -> dict[str, Path]:
    """Ours, which Streamlit serves as the script of a component."""
    found = (ROOT / EDITOR_FOLDER).glob("codemirror.*.js")
    return {f"/_stcore/bidi-components/{EDITOR}/{file.name}": file for file in found}


def packed(address: str) -> bytes:
    """One of them, packed the first time it is asked for; fifty readers at once wait for one."""
    with _packing:
        return _packed(address)


@cache
def _packed(address: str) -> bytes:
    return pack(streamlits()[address].read_bytes())


def address_of(name: str) -> str:
    """The address of the script of Streamlit's called `<name>.<hash>.js`; empty for none."""
    return next((path for path in streamlits() if path.startswith(f"/static/js/{name}.")), "")


# Ours


def ours(address: str) -> bytes | None:
    """Our look or script; None for any other address. The hash in the name only tells versions."""
    found = OURS.match(address)
    if not found:
        return None
    return look() if found[1] else browser_script(found[2])


def address_of_look() -> str:
    """Where the look is found; another address when it has changed."""
    return f"{FOLDER}/look.{_fingerprint(look())}.css"


def address_of_script(language: str) -> str:
    """Where our script is found; another address when it has changed."""
    return f"{FOLDER}/browser-{language}.{_fingerprint(browser_script(language))}.js"


def look() -> bytes:
    """All style sheets: `base.css` first, then one file for each part with a look of its own."""
    files = sorted((HERE / "styles").glob("*.css"), key=lambda f: (f.name != "base.css", f.name))
    return b"\n".join(file.read_bytes() for file in files)


def browser_script(language: str) -> bytes:
    """Our script and what it must know; English needs no words for Streamlit's English."""
    with spoken(language):
        return _browser_script(language)


def _browser_script(language: str) -> bytes:
    known = {
        "words": streamlits_words(),
        "locale": text(f"shell.locale.{language}"),
        "name": text("shell.name"),
        "copied": text("shell.copied"),
        "chart": address_of("PlotlyChart").removeprefix("/"),
    }
    told = f"window.strategiITal = {json.dumps(known, ensure_ascii=False)};\n"
    return told.encode() + (HERE / "browser.js").read_bytes()


def streamlits_words() -> dict[str, str]:
    """Streamlit's own English words and ours for them."""
    start = "shell.words."
    return {key.removeprefix(start): its for key, its in all_texts().items() if key[:12] == start}


def pack(content: bytes) -> bytes:
    """Packed with gzip; the same content gives the same bytes."""
    return gzip.compress(content, HARD, mtime=0)


def kind(address: str) -> str:
    """The media type of a file."""
    return mimetypes.guess_type(address)[0] or "application/octet-stream"


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
