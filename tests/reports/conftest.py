"""What the tests of reports share: reports frozen from invented results in every state."""

from collections.abc import Callable, Iterator

import pytest

import kpis
from pages.parts import remembering, texts
from pages.reports import Report, freeze
from tests.pages import invented
from tests.reports import states_frozen


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Puts invented results in the warehouse's place, with nothing kept from other tests."""

    def put(evaluate: Callable[..., object] = invented.evaluate, **more: object) -> None:
        invented.put_in_place(monkeypatch, evaluate, **more)

    remembering.forget()
    yield put
    remembering.forget()


def put_every_state(patch: pytest.MonkeyPatch) -> None:
    """Hidden, missing, of few, a break and a very long title, in the warehouse's place."""
    invented.put_in_place(patch, states_frozen.in_every_state)
    patch.setattr(kpis, "breaks_known", lambda is_example, until: (states_frozen.NEW_LAW,))
    patch.setattr(texts, "all_texts", lambda: states_frozen.LONG_TITLED)


@pytest.fixture
def every_state(numbers: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers behind `report`, for a test that asks them itself."""
    put_every_state(monkeypatch)


@pytest.fixture(scope="session")
def report() -> Report:
    """All twelve nodes in October 2026, in every state; frozen once, for nobody can change it."""
    remembering.forget()
    with pytest.MonkeyPatch.context() as patch:
        put_every_state(patch)
        frozen = freeze("all")
    remembering.forget()
    return frozen
