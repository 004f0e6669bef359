"""What a number says, as Danish sentences. Rules and texts, no free writing.

Two numbers alone never "rise" or "fall" here: a sentence says how far a value
is from its target, and how it stands to the same period a year before, with
the uncertainty.
"""

from collections.abc import Sequence

from kpis import Change, distance
from kpis.model import Result, Status, Target
from pages.parts import formats
from pages.parts.texts import has_text, text

SMALLEST_PERCENT = 10  # of fewer, the counts are said instead of a percentage (catalogue R17)
SMALLEST_POINTS = 0.001  # one decimal of a percentage point


def headline(result: Result) -> str:
    """The finding as a title: '72,4 % af de evaluerede mål er nået'."""
    if result.value is None:
        title = text(f"kpi.{result.kpi}.title")
        return text("noegletal.headline.missing", title=title, period=formats.period(result.period))
    if is_small(result):
        title, period = text(f"kpi.{result.kpi}.title"), formats.period(result.period)
        return text("noegletal.headline.small", title=title, count=count(result), period=period)
    return text(f"kpi.{result.kpi}.sentence", value=formats.percent(result.value))


def is_small(result: Result) -> bool:
    """Whether so few are counted that a percentage says more than the counts do."""
    return result.denominator is not None and 0 < result.denominator < SMALLEST_PERCENT


def reason(result: Result) -> str:
    """Why a result has no value, as one sentence; empty where it has one."""
    if result.status is Status.OK:
        return ""
    return text(
        f"noegletal.missing.{result.status}",
        counted=text(f"kpi.{result.kpi}.counted"),
        period=formats.period(result.period),
    )


def reason_short(result: Result) -> str:
    """The same in a table cell: 'for få til at blive vist'."""
    return text(f"noegletal.missing_short.{result.status}")


def value_or_reason(result: Result) -> str:
    """'72,4 %', of very few '7 af 9', or in words why there is no number."""
    if result.value is None:
        return reason_short(result)
    return count(result) if is_small(result) else formats.percent(result.value)


def count(result: Result) -> str:
    """'312 af 431'; empty without a value."""
    if result.value is None or result.numerator is None or result.denominator is None:
        return ""
    return formats.count_of(result.numerator, result.denominator)


def interval(result: Result) -> str:
    """'68,0–76,5 %'; empty without a value."""
    if result.low is None or result.high is None:
        return ""
    return text(
        "noegletal.numbers.interval_value",
        low=formats.number(result.low * 100, 1),
        high=formats.percent(result.high),
    )


def interval_of_100(result: Result) -> str:
    """'mindst 68 og højst 77 ud af 100': the interval as people; empty without a value."""
    if result.low is None or result.high is None:
        return ""
    return text(
        "noegletal.numbers.interval_of_100",
        low=formats.number(result.low * 100),
        high=formats.number(result.high * 100),
    )


def target_words(target: Target | None) -> str:
    """'mindst 90 %', 'mellem 55 % og 85 %'; empty where nothing numeric was decided."""
    if target is None or (target.low is None and target.high is None):
        return ""
    if target.high is None:
        return text("noegletal.target.at_least", low=_share(target.low))
    if target.low is None:
        return text("noegletal.target.at_most", high=_share(target.high))
    return text("noegletal.target.between", low=_share(target.low), high=_share(target.high))


def target_sentence(kpi: str, target: Target | None) -> str:
    """'Målet er mindst 90 %.', or why there is no fixed target."""
    words = target_words(target)
    if words:
        return text("noegletal.target.sentence", target=words)
    return text(_no_target_key(kpi))


def distance_words(result: Result, target: Target | None) -> str:
    """'4,2 procentpoint under målet', 'Målet er nået', 'Kan ikke vurderes'."""
    gap = distance(result, target)
    if gap is None or target is None:
        return text("noegletal.distance.none")
    if gap == 0:
        is_band = target.low is not None and target.high is not None
        return text(f"noegletal.distance.{'inside' if is_band else 'met'}")
    points = _size(gap)
    return text(f"noegletal.distance.{'above' if gap > 0 else 'below'}", points=points)


def change_words(change: Change | None) -> str:
    """How a value stands to the same period a year before; empty without both."""
    if change is None:
        return ""
    if change.difference == 0:
        return text("noegletal.change.same")
    if not change.is_clear:
        return text("noegletal.change.unclear")
    points = _size(change.difference)
    direction = "up" if change.difference > 0 else "down"
    return text(f"noegletal.change.clear_{direction}", points=points)


def chart_alternative(results: Sequence[Result], target: Target | None) -> str:
    """What the trend shows, for someone who cannot see it; needs one value at least."""
    shown = [result for result in results if result.value is not None]
    values = [formats.percent(result.value or 0) for result in shown]
    ranked = sorted(shown, key=lambda result: result.value or 0)
    kpi = shown[0].kpi
    return text(
        "noegletal.trend.alt",
        title=text(f"kpi.{kpi}.title"),
        first_period=formats.period(shown[0].period),
        last_period=formats.period(shown[-1].period),
        first=values[0],
        last=values[-1],
        lowest=formats.percent(ranked[0].value or 0),
        highest=formats.percent(ranked[-1].value or 0),
        target=target_sentence(kpi, target),
    )


def _size(difference: float) -> str:
    """A difference without its sign; one too small to print is not called 0."""
    points = formats.points(max(abs(difference), SMALLEST_POINTS)).removeprefix("+")
    return (
        points if abs(difference) >= SMALLEST_POINTS / 2 else text("noegletal.less", points=points)
    )


def _share(value: float | None) -> str:
    return formats.percent_short(value or 0)


def _no_target_key(kpi: str) -> str:
    own = f"kpi.{kpi}.no_target"
    return own if has_text(own) else "noegletal.target.none"
