"""What the tests of pages share: a page opened on invented results."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from kpis import Deliveries
from tests.pages import invented, walk


@pytest.fixture(autouse=True, scope="session")
def packages_are_read_once() -> Iterator[None]:
    """For each page alone Streamlit looks for components in all packages that are installed.

    That takes twice as long as most pages, and nothing is installed meanwhile.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner,
            "scan_component_manifests",
            cache(manifest_scanner.scan_component_manifests),
        )
        yield


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
