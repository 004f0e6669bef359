"""Opens a page of the dashboard as a reader would, without a browser."""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.parts import registry, remembering

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = {entry.address or registry.FRONT_NAME for entry in registry.PAGES}
FOLDS = ("aside", "files", "checks", "query", "takeaway", "shared")
SOURCE = '<div class="source">'


def forget() -> None:
    """Drops the answers kept from earlier pages, so that the next page asks again."""
    remembering.forget()


def opened(page: str = "", **address: str) -> AppTest:
    """A page and its address, everything unfolded; fails when anything in it raised."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if page:
        # Nothing has run yet, so the file's name must be its address: another opens the front.
        assert page in ADDRESSES
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
    """As a page shows them, also where several were sent together."""
    sent = [block.proto.body for block in app.get("html")]
    return [block for body in sent for block in re.split(r'(?=<div class="sit">)', body) if block]


@dataclass(frozen=True)
class DropDown:
    """A drop-down list: its name in the address, its label, the id that is chosen, all its ids."""

    name: str
    label: str
    value: str
    options: tuple[str, ...]


LIST = re.compile(
    r'<label class="drop-down"><span>([^<]*)</span><select name="([^"]*)" data-entries="([^"]*)">'
    r'<option value="([^"]*)">([^<]*)</option></select></label>'
)


def drop_downs(app: AppTest) -> list[DropDown]:
    """The drop-down lists of the page; each shows the words of the id that is chosen."""
    found = []
    for label, name, entries, value, shown in LIST.findall(markup(app)):
        options = dict(line.split("\t") for line in unescape(entries).split("\n"))
        assert options[unescape(value)] == unescape(shown)
        found.append(DropDown(name, unescape(label), unescape(value), tuple(options)))
    return found


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
