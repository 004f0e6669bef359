"""A result as one Danish paragraph: value, movement, target and noise together.

Rules and texts, no free writing. "Steg" and "faldt" stand only where the change
is larger than the ordinary swings; everywhere else the value simply is.
"""

from collections.abc import Iterator

import kpis
from kpis import Answers, Assurance, Balance, Forecast, NoForecast, Variation
from kpis.model import Course, Result, Status, Target
from pages.parts import formats, sentences, units
from pages.parts.texts import listed, text

CHANGED = (Variation.IMPROVEMENT, Variation.CONCERN, Variation.NEUTRAL)


def finding(told: Answers) -> str:
    """'Andelen af rettidige opfølgninger steg til 86 % – over målet på 85 %. ...'."""
    return " ".join(_sentences(told))


def title(told: Answers) -> str:
    """The first sentence, as a heading: value, movement and target."""
    first = next(_sentences(told))
    is_short = first.endswith(text("signals.sentence.short"))  # "kr." keeps its full stop
    return first if is_short else first.removesuffix(".")


def paragraph(told: Answers) -> str:
    """What follows the title: noise, outlook, break."""
    _, *rest = _sentences(told)
    return " ".join(rest)


def _sentences(told: Answers) -> Iterator[str]:
    if told.result.value is None:
        yield from _missing(told)
        return
    way = str(told.side) if told.side and told.variation in CHANGED else "none"
    shown = " ".join(filter(None, (_value(told.result), _against(told))))
    subject = _subject(told.result.kpi)
    moved = text(f"signals.sentence.movement.{way}", subject=subject, value=shown)
    yield moved.replace("..", ".")  # a sentence that ends with "kr." has its full stop
    yield _noise(told)
    if told.course is Course.WATCH:
        yield text("signals.sentence.watch")
    if told.assurance is not Assurance.NONE:
        yield text(f"signals.sentence.outlook.{told.assurance}")
    if told.restart:
        day = formats.day_long(told.restart.day)
        yield text("signals.sentence.break", day=day, cause=told.restart.cause)


def _missing(told: Answers) -> Iterator[str]:
    subject = _subject(told.result.kpi)
    if told.result.missing and told.result.status is Status.NO_DATA:
        exports = listed(sentences.exports(told.result.missing))
        yield text("signals.sentence.missing.not_loaded", subject=subject)
        yield text("signals.sentence.missing.exports", exports=exports)
        return
    period = formats.period(told.result.period)
    yield text(f"signals.sentence.missing.{told.result.status}", subject=subject, period=period)


def _noise(told: Answers) -> str:
    key = f"signals.sentence.noise.{told.variation}"
    if told.variation is Variation.REFUSED:
        return text(key, reason=text(f"signals.reason.{told.reason}"))
    return text(key)


def _against(told: Answers) -> str:
    """'– over målet på 85 % for første gang'; empty where nothing was decided in numbers."""
    target = told.target
    if target is None or (target.low is None and target.high is None):
        return ""
    if told.course is not Course.NOT_JUDGED:
        where = text(f"signals.sentence.where.{_where(told, target)}")
        goal = _goal(told.result.kpi, target)
        return text(f"signals.sentence.target.{told.standing}", where=where, goal=goal)
    size = told.result.denominator
    is_small = size is not None and size < kpis.SMALLEST_JUDGED
    return text("signals.sentence.target.small") if is_small else ""


def _where(told: Answers, target: Target) -> str:
    """On which side of the target the value lies; never a side that the numbers shown deny."""
    value = told.result.value or 0
    bound = _bound(value, target)
    if bound is None:
        return "inside"
    if value == bound:
        return "at"
    side = "above" if value > bound else "below"
    return f"just_{side}" if _look_alike(told.result.kpi, value, bound) else side


def _bound(value: float, target: Target) -> float | None:
    """The bound that a value is told beside; None inside a band."""
    if target.low is None or target.high is None:
        return target.high if target.low is None else target.low
    if value < target.low:
        return target.low
    return target.high if value > target.high else None


def _goal(kpi: str, target: Target) -> str:
    if target.low is not None and target.high is not None:
        low = _bare(kpi, target.low)
        high = _amount(kpi, target.high)
        return text("signals.sentence.goal.band", low=low, high=high)
    form, bound = ("ceiling", target.high) if target.low is None else ("floor", target.low)
    return text(f"signals.sentence.goal.{form}", bound=_amount(kpi, bound or 0))


def _value(result: Result) -> str:
    """'86 %', of very few '7 af 9', '12 måneder'."""
    value = result.value or 0
    if units.is_share(result.kpi) and sentences.percentage(result) is None:
        return sentences.count(result)
    return _amount(result.kpi, value)


def _amount(kpi: str, value: float) -> str:
    """A value or a bound of one, in the indicator's unit and without a needless decimal.

    Behind "Antallet af ..." the unit has been said.
    """
    if units.is_share(kpi):
        return formats.percent_short(value)
    is_said = text(f"subjects.{kpi}").startswith(text("signals.sentence.number_of"))
    return units.bound(kpi, value) if is_said else units.bound_amount(kpi, value)


def _bare(kpi: str, value: float) -> str:
    """The lower bound of a band: the unit stands behind the upper one."""
    if units.is_share(kpi):
        return formats.percent_short(value).removesuffix(f"{formats.NBSP}%")
    return units.bound(kpi, value)


def _look_alike(kpi: str, one: float, other: float) -> bool:
    """Whether two numbers differ by less than what is printed."""
    if units.is_share(kpi):
        return round(one * 100, 1) == round(other * 100, 1)
    return units.figure(kpi, one) == units.figure(kpi, other)


def _subject(kpi: str) -> str:
    """'Andelen af rettidige opfølgninger'; a subordinate clause ends with its comma."""
    words = text(f"subjects.{kpi}")
    return f"{words}," if "," in words else words


def forecast(its: Forecast | NoForecast) -> str:
    """'I det nuværende tempo nås målet omkring maj 2027. ...', or why nobody can say."""
    if isinstance(its, NoForecast):
        reason = text(f"signals.forecast.reason.{its.reason}")
        return text("signals.forecast.refused", reason=reason)
    expected, earliest, latest = (
        formats.period(month) for month in (its.expected, its.earliest, its.latest)
    )
    if earliest == latest:
        return text("signals.forecast.exact", expected=expected)
    return text(
        "signals.forecast.told",
        expected=expected,
        earliest=earliest,
        latest=latest,
        level=formats.percent_short(its.level),
    )


def balance(its: Balance) -> str:
    """Which of the three parts of the good solution is lowest, and which cannot be placed."""
    lowest = [text(f"signals.balance.{part}") for part in its.lowest]
    missing = [text(f"signals.balance.{part}") for part in its.missing]
    sentences_told = [_lowest(its, lowest)]
    if missing and lowest:
        sentences_told.append(text("signals.balance.missing", parts=_joined(missing)))
    return " ".join(sentences_told)


def _lowest(its: Balance, lowest: list[str]) -> str:
    if not lowest:
        return text("signals.balance.lowest.none")
    if all(part.scaled in (1, None) for part in its.parts):
        return _met(its, lowest)
    if len(lowest) == 1:
        return text("signals.balance.lowest.one", part=lowest[0])
    return text("signals.balance.lowest.many", parts=_joined(lowest))


def _met(its: Balance, known: list[str]) -> str:
    """Those that can be placed are on target: none of them is far from it."""
    if not its.missing:
        return text("signals.balance.lowest.met")
    form = "one_met" if len(known) == 1 else "many_met"
    return text(f"signals.balance.lowest.{form}", parts=_joined(known))


def _joined(parts: list[str]) -> str:
    """Names in the middle of a sentence begin small, all but the first."""
    first, *rest = parts
    return listed([first, *(name.lower() for name in rest)])


def doubts(told: Answers) -> list[str]:
    """Each reason for doubt as a sentence."""
    return [
        text(f"signals.doubt.{doubt.code}", detail=_detail(told, doubt)) for doubt in told.trust
    ]


def _detail(told: Answers, doubt: kpis.Doubt) -> str:
    if doubt.code is kpis.DoubtCode.NOT_ASSESSED:
        return formats.percent_short(float(doubt.detail[0]))
    if doubt.code is kpis.DoubtCode.LATE and told.result.known_at:
        return formats.day_long(told.result.known_at)
    if doubt.code is kpis.DoubtCode.MISSING_EXPORT:
        return listed(sentences.exports(doubt.detail))
    return listed(list(doubt.detail))
