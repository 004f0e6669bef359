"""The fields of forms, the other module that talks to Streamlit.

The session keeps what was typed until it is sent and kept, also while a field is not shown.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import streamlit as st

from pages.parts.texts import in_this_language, text

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)  # days a person may give


def form(key: str) -> AbstractContextManager[Any]:
    """Fields that are sent together. Enter in a line sends nothing half done."""
    return st.form(key, enter_to_submit=False, border=False)


def send(label: str, key: str, act: Callable[..., None], *given: Any) -> None:
    """The button of a form; `act` runs before the page is made again."""
    then = in_this_language(act)
    st.form_submit_button(label, key=key, type="primary", on_click=then, args=given)


def pick_in_list(label: str, key: str, options: Mapping[str, str]) -> None:
    """One of several that all stand there, id -> words."""
    st.radio(label, list(options), key=key, format_func=lambda id: options.get(id, id))


def line(label: str, key: str) -> None:
    """A line of text to type. The session keeps what was sent, also while it is not shown."""
    st.text_input(label, key=key, persist_state="session")


def lines(label: str, key: str) -> None:
    """A text of several lines; nothing is cut off, so that nothing pasted is lost."""
    st.text_area(label, key=key, height=96, persist_state="session")


def day(label: str, key: str) -> None:
    """A day, typed as dd.mm.yyyy or picked; none at first."""
    st.date_input(
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
    st.selectbox(
        label,
        list(options),
        key=key,
        format_func=lambda id: options.get(id, id),
        persist_state="session",
    )


def pick_many(label: str, key: str, options: Mapping[str, str]) -> None:
    """Any of several, id -> words; none at first."""
    st.multiselect(
        label,
        list(options),
        key=key,
        format_func=lambda id: options.get(id, id),
        placeholder=text("skriv.none_chosen"),
        persist_state="session",
    )
