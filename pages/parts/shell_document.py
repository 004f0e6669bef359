"""The document a browser opens: Streamlit's, in our language, with our look and script.

Every replacement is held to the installed Streamlit by tests/pages/test_shell.py.
"""

import base64
import hashlib
import re
from functools import cache

from pages.parts import shell_files
from pages.parts.markup import address, safe
from pages.parts.registry import OVERBLIK
from pages.parts.texts import spoken, text

FONTS = "app/static/fonts/ibm-plex-sans-latin-{weight}-normal.woff2"
WEIGHTS_AT_ONCE = (400, 600, 700)
"""Weights of the letters that the first screen shows."""

POLICY = (
    "default-src 'self'",
    "script-src 'self'{hashes}",
    "style-src 'self' 'unsafe-inline'",  # Streamlit makes its styles in the browser
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)
"""What the document may load and who may frame it: nothing and nobody elsewhere."""

HTML = re.compile(r'<html lang="en">')
CHARSET = re.compile(r'<meta charset="UTF-8" />')
TITLE = re.compile(r"<title>.*?</title>")
ICON = re.compile(r'<link rel="shortcut icon"[^>]*/>')
UNUSED_FONT = re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*/>')
WITHOUT_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
NOTHING_OF_OURS = re.compile(r"<!--.*?-->|<link rel=\"service-desc\"[^>]*/>", re.DOTALL)
END = re.compile(r"</body>")
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def page(language: str, draws: bool) -> str:
    """The document of a page; one that draws fetches the chart library from the start."""
    with spoken(language):
        return _page(language, draws)


def _page(language: str, draws: bool) -> str:
    head = _script(language) + "".join(map(_font, WEIGHTS_AT_ONCE)) + (_chart() if draws else "")
    changes = (
        (NOTHING_OF_OURS, ""),
        (HTML, f'<html lang="{language}">'),
        (CHARSET, f'<meta charset="UTF-8" />{head}'),
        (TITLE, f"<title>{safe(text('shell.name'))}</title>"),
        (ICON, '<link rel="icon" type="image/svg+xml" href="./app/static/mark.svg" />'),
        (UNUSED_FONT, ""),
        (WITHOUT_SCRIPT, f"<noscript><p>{safe(text('shell.needs_script'))}</p></noscript>"),
        # Last in the body, so that our look comes after the styles Streamlit makes in the head.
        (END, f'<link rel="stylesheet" href="./{shell_files.address_of_look()}" /></body>'),
    )
    document = _streamlits()
    for place, ours in changes:
        document = place.sub(lambda _, ours=ours: ours, document)  # type: ignore[misc]
    return document


def not_found(language: str, path: str) -> str:
    """The document of an address that is no page: what happened, and the way to the front."""
    with spoken(language):
        return _not_found(language, path)


def _not_found(language: str, path: str) -> str:
    above = "../" * (path.count("/") - 1) or "./"
    front = f"{above}{address(OVERBLIK).removeprefix('./')}"
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="UTF-8" />'
        f'<meta name="viewport" content="width=device-width, initial-scale=1" />'
        f"<title>{safe(text('shell.not_found.title'))} – {safe(text('shell.name'))}</title>"
        f'<link rel="stylesheet" href="{above}{shell_files.address_of_look()}" /></head>'
        f'<body class="sit alone"><main><h1>{safe(text("shell.not_found.title"))}</h1>'
        f"<p>{safe(text('shell.not_found.what_now'))}</p>"
        f'<p><a href="{front}">{safe(text("shell.not_found.link"))}</a></p></main></body></html>'
    )


def policy(document: str) -> str:
    """The content security policy; scripts inside the document are allowed by their content."""
    hashes = "".join(f" 'sha256-{_sha256(script)}'" for script in INLINE.findall(document))
    return "; ".join(POLICY).format(hashes=hashes)


@cache
def _streamlits() -> str:
    return (shell_files.home() / "index.html").read_text("utf-8")


def _script(language: str) -> str:
    """Before Streamlit's own, which asks for the browser's language as it starts."""
    return f'<script defer src="./{shell_files.address_of_script(language)}"></script>'


def _font(weight: int) -> str:
    file = FONTS.format(weight=weight)
    return f'<link rel="preload" href="./{file}" as="font" type="font/woff2" crossorigin />'


def _chart() -> str:
    file = shell_files.address_of("PlotlyChart")
    return f'<link rel="modulepreload" crossorigin href=".{file}" />' if file else ""


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
