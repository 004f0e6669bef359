"""What the tests of pages share: a page opened on invented results."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from kpis import Deliveries
from tests.pages import invented, walk


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page at an address; `numbers` and `deliveries` take the warehouse's place."""

    def open_it(
        page: str,
        numbers: Callable[..., object] = invented.evaluate,
        deliveries: Deliveries = invented.DELIVERIES,
        known_from: date | None = None,
        **address: str,
    ) -> AppTest:
        invented.put_in_place(monkeypatch, numbers, deliveries, known_from)
        return walk.opened(page, **address)

    walk.forget()
    return open_it
