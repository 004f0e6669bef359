"""The yardstick of `benchmarks.dashboard`: two pages with a heading each, in the dashboard's shell.

Run with `streamlit run benchmarks/empty_page.py` from the root of the project.
"""

import streamlit as st

ADDRESSES = ("", "anden")
HEADINGS = ("Tom side", "Anden tom side")


def _page(heading: str) -> None:
    st.html(f'<div class="sit"><h1>{heading}</h1></div>')


def _first() -> None:
    _page(HEADINGS[0])


def _second() -> None:
    _page(HEADINGS[1])


if __name__ == "__main__":
    st.set_page_config(layout="wide")
    pages = [
        st.Page(_first, title=HEADINGS[0], default=True),
        st.Page(_second, title=HEADINGS[1], url_path=ADDRESSES[1]),
    ]
    st.navigation(pages, position="top").run()
else:
    from pages.parts import registry, shell

    entries = tuple(registry.PageEntry("", address, "") for address in ADDRESSES)
    app = st.App(__file__, middleware=shell.middleware(entries), lifespan=shell.lifespan)
