"""The sentences of every state as one text to be read aloud; `make golden` writes it."""

from pathlib import Path

from kpis import Forecast, NoForecast
from pages.parts import finding
from pages.parts.formats import NBSP
from tests.pages import states

FILE = Path(__file__).with_name("sentences.txt")


def text() -> str:
    """One line a state, `name: sentence`; no-break spaces as plain ones, to be read."""
    lines = [f"{name}: {finding.finding(told)}" for name, told in states.every()]
    lines += [f"forecast, {name}: {finding.forecast(its)}" for name, its in _forecasts()]
    return "\n".join(lines).replace(NBSP, " ") + "\n"


def _forecasts() -> list[tuple[str, Forecast | NoForecast]]:
    told = [
        ("an interval", Forecast("2027-05", "2026-12", "2027-11")),
        ("one month", Forecast("2027-05", "2027-05", "2027-05")),
    ]
    return [*told, *((reason, NoForecast(reason)) for reason in states.FORECAST_REASONS)]
