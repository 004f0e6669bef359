"""What talks to Streamlit (with `fields` and `gathering`): frame, state in the address, blocks.

What a reader has chosen is an id in the address (`?noegletal=own_home_share`)
and nowhere else, so a copied address opens the same view. An id that does not
exist gives the default and a sentence saying so.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from time import monotonic
from typing import Any, Literal

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts import choices, gathering, keeping, kept_markup
from pages.parts.drawn import Drawn
from pages.parts.gathering import inside, native
from pages.parts.markup import safe
from pages.parts.markup import source as source_of
from pages.parts.registry import PageEntry
from pages.parts.texts import in_this_language, text

SECONDS_UNTIL_ADDRESS_HOLDS = 1
ROOT = Path(__file__).resolve().parents[2]


# Frame


def page_frame() -> None:
    """Icon, width and logo. The title of the browser tab comes from the page."""
    st.set_page_config(page_icon=str(ROOT / "static" / "mark.svg"), layout="wide")
    st.logo(str(ROOT / "static" / "logo.svg"), size="large")


def navigation(entries: Sequence[PageEntry]) -> Callable[[], None]:
    """The menu at the top; returns what shows the page the reader is on."""
    pages = [
        st.Page(
            ROOT / entry.file,
            title=text(entry.title),
            url_path=entry.address or None,
            default=not entry.address,
            visibility="visible" if entry.in_menu else "hidden",
        )
        for entry in entries
        if (ROOT / entry.file).exists()
    ]
    here = st.navigation(pages, position="top")
    hold("page", here.url_path)
    return here.run


def is_at(entry: PageEntry) -> bool:
    """Whether that is the page the reader is on."""
    return bool(held("page") == entry.address)


# What the reader has chosen: ids in the address


def chosen(name: str, allowed: Sequence[str], default: str) -> str:
    """The id in the address, or `default` when there is none.

    An unknown id is said once, taken out of the address, and gives the default.
    """
    wanted = st.query_params.get(name, default)
    if wanted in allowed:
        return wanted
    native().warning(text("ui.state.unknown", what=text(f"ui.state.{name}"), wanted=wanted[:60]))
    del st.query_params[name]
    return default


def in_address(name: str) -> str:
    """What the address says, unchecked; empty when it says nothing."""
    return str(st.query_params.get(name, ""))


def whole_address() -> dict[str, str]:
    """Everything the address says, unchecked, by name."""
    return st.query_params.to_dict()


def put_in_address(name: str, value: str) -> None:
    """Writes one id into the address, for the widgets that come after; empty takes it out."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
    _written()[name] = (value, monotonic())


def keep_address() -> None:
    """Writes again what a reader chose a moment ago and the browser had not yet been told.

    Two choices in quick succession: the second run begins with the address as
    the browser knew it before the first, which would undo the first choice.
    """
    now = monotonic()
    for name, (value, when) in list(_written().items()):
        if now - when > SECONDS_UNTIL_ADDRESS_HOLDS:
            del _written()[name]
        elif in_address(name) != value:
            put_in_address(name, value)


def _written() -> dict[str, tuple[str, float]]:
    written: dict[str, tuple[str, float]] = st.session_state.setdefault("written", {})
    return written


def switch(label: str, name: str, options: Mapping[str, str], default: str) -> str:
    """A row of buttons of id -> words, bound to the address; a block of its own."""
    now, asking = asked(label, name, options, default)
    html(asking)
    return now


def asked(label: str, name: str, options: Mapping[str, str], default: str) -> tuple[str, str]:
    """The same as the id that is chosen and the markup that asks, to be sent with its card."""
    now = chosen(name, list(options), default)
    return now, choices.switch(label, name, options, now)


def asked_in_list(
    label: str, name: str, options: Mapping[str, str], default: str
) -> tuple[str, str]:
    """The same as a drop-down list."""
    now = chosen(name, list(options), default)
    return now, choices.drop_down(label, name, options, now)


# Blocks


def html(markup: str) -> None:
    """A block of our own markup, made by the functions of `markup`."""
    gathering.html(markup)


def row(key: str) -> AbstractContextManager[Any]:
    """A row of widgets that wraps on a narrow screen."""
    return inside(native().container(key=key, horizontal=True, vertical_alignment="bottom"))


def columns(key: str, *shares: float) -> list[AbstractContextManager[Any]]:
    """Blocks beside each other, which stand below each other on a narrow screen."""
    with inside(native().container(key=key)):
        return [inside(column) for column in st.columns(shares, gap="medium")]


def card(key: str) -> AbstractContextManager[Any]:
    """A white card around native blocks such as a chart."""
    return inside(native().container(key=f"card-{key}"))


def expander(label: str) -> AbstractContextManager[Any]:
    """Something one click away."""
    return inside(native().expander(label))


def folded(key: str, label: str, show: Callable[[], None]) -> None:
    """Something one click away that is big: it is not even sent before a reader unfolds it."""

    def part() -> None:
        fold = native().expander(label, key=f"fold-{key}", on_change="rerun")
        if fold.open:
            with inside(fold):
                show()

    _apart(part)


def on_demand(key: str, label: str, show: Callable[[], None]) -> None:
    """Something that takes its time: a button first, then what `show` shows; nothing else waits."""
    asked = f"asked-{key}"

    def part() -> None:
        if st.session_state.get(asked):
            with progress(text("ui.common.computing_one")):
                show()
        else:
            native().button(label, key=f"ask-{key}", on_click=hold, args=(asked, True))

    _apart(part)


def again(seconds: float, show: Callable[[], None]) -> None:
    """Something that is shown anew every so many seconds, and nothing else with it."""
    _apart(show, run_every=seconds)


def whole_again() -> None:
    """The whole page is made anew, also from what is shown anew by itself."""
    st.rerun()


def menu(key: str, label: str, show: Callable[[], None]) -> None:
    """A button that opens a small sheet of choices, which is not even sent before that."""

    def part() -> None:
        sheet = native().popover(label, key=f"fold-{key}", on_change="rerun")
        if sheet.open:
            with inside(sheet):
                show()

    with inside(native().container(key=key)):
        _apart(part)


def _apart(part: Callable[[], None], **how: Any) -> None:
    """Something that can be shown anew by itself."""

    def whole() -> None:
        with gathering.gathered():
            part()

    native().fragment(in_this_language(whole), **how)()


def download(
    label: str,
    content: bytes | Callable[[], bytes],
    name: str,
    kind: str,
    width: Literal["content", "stretch"] = "content",
) -> None:
    """A button that hands over a file, at hand or made when it is asked for.

    `kind` is its media type.
    """
    native().download_button(label, content, name, kind, on_click="ignore", width=width)


def chart(figure: Mapping[str, Any], key: str, alternative: str) -> None:
    """A Plotly figure given as a plain dict."""
    native().plotly_chart(
        Drawn(figure),
        key=key,
        theme=None,
        alt=alternative,
        config={"displayModeBar": False, "scrollZoom": False},
    )


def table(frame: Any, alternative: str, height: int | Literal["auto", "content"] = "auto") -> None:
    """A data frame, or a styled one, as a sortable table."""
    native().dataframe(frame, hide_index=True, width="stretch", height=height, alt=alternative)


def code(source: str) -> None:
    """Source text with a button that copies it.

    Our own markup: Streamlit's would have every reader of the page fetch half a megabyte of
    colouring for each language there is.
    """
    html(source_of(source))


# What people write: values stay in the session until they are kept


def held(name: str, default: Any = None) -> Any:
    """What the session holds under a name, such as what was typed in the field with that key."""
    return st.session_state.get(name, default)


def hold(name: str, value: Any) -> None:
    """Holds something in the session; what a field shows where the name is a field's key."""
    st.session_state[name] = value


def hold_first(name: str, value: Any) -> None:
    """The same where the session holds nothing yet: a field must not be filled while typed in."""
    if name not in st.session_state:
        st.session_state[name] = value


def let_go(name: str) -> None:
    """The session holds it no longer."""
    st.session_state.pop(name, None)


def user() -> str:
    """The name of who is logged in; empty where nobody can log in, or has."""
    return str(st.user.get("name") or "") if st.user.get("is_logged_in") else ""


def button(label: str, key: str, act: Callable[..., None], *given: Any, **looks: Any) -> None:
    """A button outside a form; `looks` are Streamlit's `type`, `disabled` and `shortcut`."""
    native().button(label, key=key, on_click=in_this_language(act), args=given, **looks)


def unfold(label: str, key: str, show: Callable[[], None]) -> None:
    """Something one click away that is made when it is first opened.

    From then on it is there, open or not: what somebody typed in it is not lost.
    """
    place = native().expander(label, key=key, on_change="rerun")
    if place.open or held(f"{key}-made"):
        hold(f"{key}-made", True)
        with inside(place):
            show()


def refused(words: str) -> None:
    """Says at once, also to who listens, that something was not done."""
    native().error(words)


def done(words: str) -> None:
    """Says at once, also to who listens, that something was done."""
    native().success(words)


def note(words: str) -> None:
    """A calm remark."""
    native().info(words)


def say(title: str, words: str) -> None:
    """One message instead of the page."""
    html(f'<div class="hero"><div><h1>{safe(title)}</h1><p>{safe(words)}</p></div></div>')


def end() -> None:
    """Nothing more is shown in this run."""
    native().stop()


def progress(words: str) -> AbstractContextManager[Any]:
    """Says what is waited for; to nobody outside a page's run, as while a file is made."""
    return native().spinner(words) if is_page_run() else nullcontext()


def is_page_run() -> bool:
    """Whether a reader is there to show something to; the server also computes beforehand."""
    return get_script_run_ctx(suppress_warning=True) is not None


cached, cached_briefly = keeping.cached, keeping.cached_briefly
cached_markup, cached_in_words = kept_markup.cached_markup, kept_markup.cached_in_words

# Importing this module makes it the dashboard: who waits for numbers is told on the page.
keeping.tell_by(lambda key: progress(text(key)))
