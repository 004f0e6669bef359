"""What came of a statement: why it was refused or stopped, or its rows in four views."""

from collections.abc import Iterable, Mapping

from kpis.questions import Chart, ChartKind
from kpis.sandbox import Answer
from pages.parts import (
    fields,
    formats,
    widgets,
    workbench_cells,
    workbench_chart,
)
from pages.parts import workbench_keeping as kept
from pages.parts import workbench_table as table
from pages.parts.markup import safe
from pages.parts.texts import has_text, is_danish, text
from pages.parts.workbench_keeping import Answered

VIEWS = ("tabel", "graf", "pivot", "kolonner")
NONE = "-"


def show() -> None:
    """The last answer; nothing before there is one."""
    its = kept.answered()
    if its is None:
        return
    if its.answer.verdict != "ok":
        widgets.html(_refusal(its.answer))
        return
    with widgets.card("analyse-result"):
        widgets.html(_summary(its))
        if its.answer.rows:
            _show_view(its.answer)
        else:
            widgets.html(f"<p>{safe(text('analyse.empty'))}</p>")


def _show_view(answer: Answer) -> None:
    views = {view: text(f"analyse.views.{view}") for view in VIEWS}
    first = "graf" if kept.opened().question.chart else "tabel"
    match widgets.switch(text("analyse.views.label"), "resultat", views, first):
        case "graf":
            _show_chart(answer)
        case "pivot":
            _show_pivot(answer)
        case "kolonner":
            table.show_columns(answer)
        case _:
            table.show_rows(answer)


def _summary(its: Answered) -> str:
    """How many rows in how long, and whether some were cut off; told to who listens, too."""
    answer = its.answer
    rows = workbench_cells.rows(len(answer.rows))
    seconds = formats.number(answer.ms / 1000, 1 if answer.ms >= 95 else 2)
    line = text("analyse.summary", rows=rows, seconds=seconds)
    if answer.truncated:
        line = text("analyse.truncated", n=formats.number(len(answer.rows)), seconds=seconds)
    css = "cut" if answer.truncated else "dim"
    return f'<h2>{safe(text("analyse.result"))}</h2><p class="{css}" role="status">{safe(line)}</p>'


def _refusal(answer: Answer) -> str:
    title = text(f"analyse.verdict.{answer.verdict}")
    reason = _reason(answer)
    part = answer.part and f"<pre><code>{safe(answer.part)}</code></pre>"
    return (
        f'<section class="card refusal {safe(answer.verdict)}" role="alert">'
        f"<h2>{safe(title)}</h2><p>{safe(reason)}</p>{part}</section>"
    )


def _reason(answer: Answer) -> str:
    """The sandbox's sentence in the language of the page."""
    key = f"sandbox.{answer.code}"
    if is_danish() or not has_text(key):
        return answer.reason
    return text(key, **{**answer.places, "part": answer.part})


# Chart and pivot: what is chosen stands in the address


def _show_chart(answer: Answer) -> None:
    chart = _asked_chart(answer)
    if chart is None:
        widgets.html(f'<p class="dim">{safe(text("analyse.chart.none"))}</p>')
        return
    widgets.html(workbench_chart.markup(answer, chart))


def _asked_chart(answer: Answer) -> Chart | None:
    """The chart of the question where its columns are there, else one that fits, as changed."""
    own = kept.opened().question.chart
    fits = own if own and {own.x, own.y, *filter(None, (own.by,))} <= set(answer.columns) else None
    first = fits or workbench_chart.first_choice(answer)
    if first is None:
        return None
    every = dict(zip(answer.columns, table.columns(answer), strict=True))
    numbers = _same(name for name in every if workbench_cells.is_figure(every[name]))
    with widgets.row("analyse-chart"):
        kinds = {str(kind): text(f"analyse.chart.{kind}") for kind in ChartKind}
        kind = ChartKind(pick("graf", kinds, str(first.kind)))
        along = numbers if kind is ChartKind.SCATTER else _same(every)
        x = pick("vandret", along, first.x)
        y = pick("lodret", numbers, first.y)
        by = pick("farve", {NONE: text("analyse.not_split"), **_same(every)}, first.by or NONE)
    return Chart(kind, x, y, "" if by in (x, y, NONE) else by)


def _show_pivot(answer: Answer) -> None:
    every = dict(zip(answer.columns, table.columns(answer), strict=True))
    numbers = _same(name for name in every if workbench_cells.is_figure(every[name]))
    others = [name for name in every if name not in numbers] or list(every)
    with widgets.row("analyse-pivot"):
        down = pick("raekker", _same(every), others[0])
        whole = {NONE: text("analyse.not_split"), **_same(n for n in every if n != down)}
        across = pick("kolonner", whole, others[1] if len(others) > 1 else NONE)
        how = {
            name: text(f"analyse.pivot.{name}") for name in table.HOW if name == "count" or numbers
        }
        chosen = pick("hvordan", how, "sum" if numbers else "count")
        last = list(numbers)[-1:] or [NONE]
        value = pick("vaerdi", numbers, last[0]) if chosen != "count" else NONE
    across, value = (its if its != NONE else "" for its in (across, value))
    widgets.html(table.pivot(answer, down, across, value, chosen))


def _same(names: Iterable[str]) -> Mapping[str, str]:
    return {name: name for name in names}


def pick(name: str, options: Mapping[str, str], first: str) -> str:
    """One of several, from the address where it is offered here, else the first choice."""
    wanted = widgets.in_address(name)
    chosen = next((one for one in (wanted, first) if one in options), next(iter(options)))
    label, key = text(f"analyse.choices.{name}"), f"analyse-choice-{name}"
    fields.kept(fields.kept_pick, label, key, chosen, _keep, options)
    return chosen


def _keep(key: str) -> None:
    widgets.put_in_address(key.removeprefix("analyse-choice-"), str(widgets.held(key) or ""))
