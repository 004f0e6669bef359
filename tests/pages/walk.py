"""Opens a page of the dashboard as a reader would, without a browser."""

import re
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.parts import remembering

ROOT = Path(__file__).resolve().parents[2]
FOLDS = ("aside", "files", "checks", "query", "takeaway", "shared")
SOURCE = '<div class="source">'


def forget() -> None:
    """Drops the answers kept from earlier pages, so that the next page asks again."""
    remembering.forget()


def opened(page: str = "", **address: str) -> AppTest:
    """A page and its address, everything unfolded; fails when anything in it raised."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    if page:
        app.switch_page(f"pages/{page}.py")
    for name, value in address.items():
        app.query_params[name] = value
    for name in FOLDS:
        app.session_state[f"fold-{name}"] = True
    app.run()
    assert not app.exception
    return app


def markup(app: AppTest) -> str:
    """All blocks of markup that are read, in order; source text stands for itself."""
    return "".join(body for body in _blocks(app) if SOURCE not in body)


def source(app: AppTest) -> str:
    """The source text shown to those who ask for it, word for word."""
    (body,) = (body for body in _blocks(app) if SOURCE in body)
    return unescape(re.sub(r".*<code>|</code>.*", "", body, flags=re.DOTALL))


def _blocks(app: AppTest) -> list[str]:
    return [block.proto.body for block in app.get("html")]


def heading(app: AppTest) -> str:
    """The page's one h1."""
    (found,) = re.findall(r"<h1>(.*?)</h1>", markup(app))
    return words(found)


def words(marked_up: str) -> str:
    """What is read, without the markup."""
    return unescape(re.sub(r"<[^>]+>", " ", marked_up))


def links(app: AppTest) -> list[str]:
    """Where the links of the page lead."""
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', markup(app))]
