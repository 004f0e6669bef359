"""What the tests of reports share: reports frozen from invented results in every state."""

from collections.abc import Callable, Iterator

import pytest

import kpis
from pages.parts import keeping, texts
from pages.reports import Report, freeze
from tests.pages import invented
from tests.reports import states_frozen


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Puts invented results in the warehouse's place, with nothing kept from other tests."""

    def put(evaluate: Callable[..., object] = invented.evaluate, **more: object) -> None:
        invented.put_in_place(monkeypatch, evaluate, **more)

    before = states_frozen.forget()
    yield put
    keeping.install(before)


@pytest.fixture
def report(numbers: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Report:
    """All twelve nodes in October 2026: hidden, missing, few, a break and a very long title."""
    numbers(states_frozen.in_every_state)
    monkeypatch.setattr(kpis, "breaks_known", lambda is_example, until: (states_frozen.NEW_LAW,))
    monkeypatch.setattr(texts, "all_texts", lambda: states_frozen.LONG_TITLED)
    return freeze("all")
