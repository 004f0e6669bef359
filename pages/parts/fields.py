"""The fields of forms, the other module that talks to Streamlit.

The session keeps what was typed until it is sent and kept, also while a field is not shown.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from pages.parts import gathering, shell_files
from pages.parts.gathering import inside, native
from pages.parts.texts import in_this_language, text

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)  # days a person may give


def form(key: str) -> AbstractContextManager[Any]:
    """Fields that are sent together. Enter in a line sends nothing half done."""
    return inside(native().form(key, enter_to_submit=False, border=False))


def send(label: str, key: str, act: Callable[..., None], *given: Any) -> None:
    """The button of a form; `act` runs before the page is made again."""
    then = in_this_language(act)
    native().form_submit_button(label, key=key, type="primary", on_click=then, args=given)


def pick_in_list(label: str, key: str, options: Mapping[str, str]) -> None:
    """One of several that all stand there, id -> words."""
    native().radio(label, list(options), key=key, format_func=lambda id: options.get(id, id))


def line(label: str, key: str) -> None:
    """A line of text to type. The session keeps what was sent, also while it is not shown."""
    native().text_input(label, key=key, persist_state="session")


def lines(label: str, key: str) -> None:
    """A text of several lines; nothing is cut off, so that nothing pasted is lost."""
    native().text_area(label, key=key, height=96, persist_state="session")


def day(label: str, key: str) -> None:
    """A day, typed as dd.mm.yyyy or picked; none at first."""
    native().date_input(
        label,
        value=None,
        key=key,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="DD.MM.YYYY",
        persist_state="session",
    )


def pick(label: str, key: str, options: Mapping[str, str]) -> None:
    """One of several, id -> words; the first is chosen at first."""
    native().selectbox(
        label,
        list(options),
        key=key,
        format_func=lambda id: options.get(id, id),
        persist_state="session",
    )


def pick_many(label: str, key: str, options: Mapping[str, str]) -> None:
    """Any of several, id -> words; none at first."""
    native().multiselect(
        label,
        list(options),
        key=key,
        format_func=lambda id: options.get(id, id),
        placeholder=text("skriv.none_chosen"),
        persist_state="session",
    )


def kept(
    widget: Callable[..., None],
    label: str,
    key: str,
    value: Any,
    keep: Callable[[str], None],
    *given: Any,
) -> None:
    """A field that shows `value`, whatever it showed before, and tells `keep` its key at a change.

    `widget` is one of `kept_line`, `kept_day` and `kept_pick`.
    """
    st.session_state[key] = value
    widget(label, key, in_this_language(keep), *given)


def kept_line(label: str, key: str, keep: Callable[[str], None]) -> None:
    """A line of text for `kept`."""
    native().text_input(label, key=key, on_change=keep, args=(key,))


def kept_day(label: str, key: str, keep: Callable[[str], None]) -> None:
    """A day for `kept`."""
    bounds: Any = {"min_value": FIRST_DAY, "max_value": LAST_DAY, "format": "DD.MM.YYYY"}
    native().date_input(label, key=key, on_change=keep, args=(key,), **bounds)


def kept_pick(
    label: str, key: str, keep: Callable[[str], None], options: Mapping[str, str]
) -> None:
    """One of several for `kept`, id -> words."""
    words: Any = {"format_func": lambda id: options.get(id, id)}
    native().selectbox(label, list(options), key=key, on_change=keep, args=(key,), **words)


# The SQL editor


def editor(
    key: str,
    told: Mapping[str, Any],
    typed: Callable[[str], None],
    run: Callable[[str], None],
) -> None:
    """The editor; `typed` gets the text when focus leaves it, `run` when it is to be run.

    Its script comes from our own server as a file: Streamlit would hand a script of ours over
    inside a message, which the content security policy refuses, as it should.
    """
    manager = get_bidi_component_manager()
    name = shell_files.EDITOR
    if manager.get_component_asset_root(name) is None:
        package, component = name.split(".")
        config = ComponentConfig(component, str(shell_files.EDITOR_FOLDER))
        manifest = ComponentManifest(package, "1", [config])
        manager.register_from_manifest(manifest, shell_files.ROOT)
    tell_typed, tell_run = map(in_this_language, (typed, run))
    gathering.send()
    _editor()(
        key=key,
        data=dict(told),
        on_sql_change=lambda: tell_typed(st.session_state[key].sql),
        on_run_change=lambda: tell_run(st.session_state[key].run),
    )


@cache
def _editor() -> Any:
    return st.components.v2.component(
        shell_files.EDITOR, js="codemirror.*.js", isolate_styles=False
    )
