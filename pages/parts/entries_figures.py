"""The number that somebody wrote about: as it was seen then, and as it is now."""

from collections.abc import Mapping

from kpis import facts
from kpis.model import Result, Status
from pages.parts import figures, formats, sentences
from pages.parts.markup import link, safe
from pages.parts.registry import NOEGLETAL
from pages.parts.texts import has_text, text


def title(kpi: str) -> str:
    """The name of an indicator; a share beside one goes by the name of that one."""
    return text(f"kpi.{kpi.partition('.')[0]}.title")


def now(figure: facts.Figure) -> Result | None:
    """The same number today; None where it is not measured here, or not for everybody."""
    if figure.by or figure.kpi not in figures.catalogue():
        return None
    if figure.period in figures.months():
        return figures.of_month(figure.period)[figure.kpi]
    return figures.of_periods(figure.kpi, (figure.period,))[0]


def words(result: Result) -> str:
    """'84,0 % (84 af 100 opfølgninger)', or why there is no number."""
    is_counted = has_text(f"kpi.{result.kpi}.counted")
    count = sentences.counted(result) if is_counted else sentences.count(result)
    value = sentences.value_or_reason(result)
    return text("kommentarer.number.counted", value=value, count=count) if count else value


def bound_to(figure: facts.Figure) -> str:
    """What a text is bound to, and where the number has changed since: then and now."""
    return _restated(figure) or _as_seen(figure)


def where(figure: facts.Figure) -> str:
    """A link to the number: 'Rettidige opfølgninger, juni 2025 (figur M3-07)'."""
    key = "numbered" if figure.number else "plain"
    name = text(
        f"kommentarer.where.{key}",
        title=title(figure.kpi),
        period=formats.period(figure.period),
        number=figure.number,
    )
    kpi = figure.kpi.partition(".")[0]
    if kpi not in figures.catalogue():
        return safe(name)
    return link(name, NOEGLETAL, **state(kpi, figure.period))


def state(kpi: str, period: str) -> Mapping[str, str]:
    """The address of one number on Nøgletal."""
    return {"noegletal": kpi, "periode": period}


def _as_seen(figure: facts.Figure) -> str:
    words_then = words(figure.as_result())
    period = formats.period(figure.period)
    line = text("kommentarer.number.same", number=words_then, period=period)
    return f'<p class="bound">{safe(line)}</p>'


def _restated(figure: facts.Figure) -> str:
    """Old beside new; empty while the number stands as it was seen.

    A number that may not be told any longer is not told as it was either.
    """
    today = now(figure)
    if today is None or figure.is_still(today):
        return ""
    if today.status is Status.SUPPRESSED:
        return f'<p class="bound">{safe(text("kommentarer.number.hidden"))}</p>'
    period = formats.period(figure.period).capitalize()
    cells = (
        (text("kommentarer.number.then", period=period), words(figure.as_result())),
        (text("kommentarer.number.now", period=period), words(today)),
    )
    pairs = "".join(
        f"<div><dt>{safe(term)}</dt><dd>{safe(told)}</dd></div>" for term, told in cells
    )
    return f'<dl class="bound restated">{pairs}</dl>{_why_restated(figure, today)}'


def _why_restated(figure: facts.Figure, today: Result) -> str:
    is_redefined = figure.definition not in ("", facts.Figure.of(today).definition)
    key = "redefined" if is_redefined else "restated"
    return f'<p class="dim">{safe(text(f"kommentarer.number.{key}"))}</p>'
