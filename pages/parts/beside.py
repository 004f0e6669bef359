"""What an indicator is seen beside: its companions, and what is counted in the same rows."""

from collections.abc import Iterator, Sequence

from pages.parts import figures, formats, tables
from pages.parts.indicator import View
from pages.parts.markup import NOT_MEASURED, in_danish, link, pill, safe
from pages.parts.registry import NOEGLETAL
from pages.parts.standing import of_indicator
from pages.parts.texts import text

Cells = Sequence[str]


def card(shown: View) -> str:
    """Both tables as a card; nothing for an indicator that stands alone."""
    parts = _indicators(shown) + _shares(shown)
    if not parts:
        return ""
    heading = safe(text("noegletal.beside.heading"))
    return f'<section class="card beside"><h2 class="first">{heading}</h2>{parts}</section>'


def _indicators(shown: View) -> str:
    """Companions and balance, each with its own number and course."""
    rows = list(_companions(figures.read_with(shown.choice.kpi), shown.choice.period))
    return _table("indicators", shown, rows)


def _shares(shown: View) -> str:
    """What the catalogue wants counted beside the indicator, of whatever kind."""
    results = figures.beside(shown.choice.kpi, shown.choice.period)
    rows = [(text(f"beside.{id}"), *tables.result_cells(its)) for id, its in results.items()]
    return _table("shares", shown, rows)


def _companions(others: Sequence[str], period: str) -> Iterator[Cells]:
    measured = [other for other in others if other in figures.catalogue()]
    results = figures.of_period(measured, period)
    for other in others:
        title = text(f"kpi.{other}.title")
        if other not in results:
            yield (tables.Markup(f"{in_danish(safe(title))} {pill(NOT_MEASURED)}"), "", "", "")
            continue
        name = in_danish(link(title, NOEGLETAL, noegletal=other, periode=period))
        [target] = figures.targets([results[other]])
        its = pill(of_indicator(figures.course(results[other]), target))
        yield (tables.Markup(f"{name} {its}"), *tables.result_cells(results[other]))


def _table(name: str, shown: View, rows: Sequence[Cells]) -> str:
    if not rows:
        return ""
    columns = [tables.Column(text("noegletal.beside.name"))]
    figures_shown = ("number", "count", "interval")
    columns += [tables.Column(text(f"noegletal.table.{one}"), True) for one in figures_shown]
    caption = text(f"noegletal.beside.{name}", period=formats.period(shown.choice.period))
    return tables.filled_table(caption, columns, rows)
