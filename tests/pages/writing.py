"""What tests of forms share: a store of their own, fields by label, and who writes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpis import facts
from tests.pages import invented, walk

KPI, PERIOD = "followup_on_time", "2026-10"
OPEN_ENTRIES = f"open-entries-{KPI}"
ANNE, BO = facts.Author("Anne Holm"), facts.Author("Bo Lund")


def figure() -> facts.Figure:
    """The number as it is seen now."""
    return facts.Figure.of(invented.result(KPI, PERIOD, "", "", invented.OF))


def older() -> facts.Figure:
    """The same number as it was seen before reports came late."""
    return replace(figure(), value=0.5, numerator=10, denominator=20)


def own_store(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """An empty store; nobody's name is set beforehand."""
    file = folder / "state.sqlite3"
    patch.setenv("STRATEGI_STATE_URL", f"sqlite:///{file}")
    patch.delenv("STRATEGI_USER", raising=False)
    return file


def sign(app: AppTest, name: str = "Anne Holm") -> None:
    """On Nøgletal the line for the name stands with the forms, one click away."""
    if not [one for one in app.text_input if one.label.startswith("Skriver som")]:
        unfold(app, OPEN_ENTRIES)
    field(app, "text_input", "Skriver som").set_value(name)


def unfold(app: AppTest, key: str) -> None:
    """Opens what is one click away."""
    app.session_state[key] = True
    app.run()
    assert not app.exception


def field(app: AppTest, kind: str, label: str) -> Any:
    """A field by how its label begins."""
    (found,) = [one for one in app.get(kind) if one.label.startswith(label)]
    return found


def press(app: AppTest, label: str) -> None:
    (button,) = [one for one in app.button if one.label == label]
    button.click().run()
    assert not app.exception


def said(app: AppTest) -> str:
    """What the page says about what was sent."""
    return " ".join(str(one.value) for one in (*app.error, *app.success))


def shown(app: AppTest) -> str:
    """The words of the page, without its style sheets."""
    blocks = (block.proto.body for block in app.get("html"))
    return walk.words(" ".join(body for body in blocks if not body.startswith("<style>")))


Open = Callable[..., AppTest]
