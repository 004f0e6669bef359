"""What a number says, as Danish sentences. Rules and texts, no free writing.

Two numbers alone never "rise" or "fall" here: a sentence says how far a value
is from its target, and how it stands to the same period a year before, with
the uncertainty.
"""

from collections.abc import Iterable, Sequence

from kpis import AcrossBreak, Break, Change, change, distance
from kpis.model import Result, Status, Target
from pages.parts import formats, units
from pages.parts.texts import has_text, inside, listed, text

SMALLEST_PERCENT = 10  # of fewer, the counts are said instead of a percentage (catalogue R17)
SMALLEST_POINTS = 0.001  # one decimal of a percentage point


def headline(result: Result) -> str:
    """The finding as a title: '72,4 % af de evaluerede mål er nået'."""
    if result.value is None:
        title = text(f"kpi.{result.kpi}.title")
        return text("noegletal.headline.missing", title=title, period=formats.period(result.period))
    if units.is_share(result.kpi) and percentage(result) is None:
        title, period = text(f"kpi.{result.kpi}.title"), formats.period(result.period)
        return text("noegletal.headline.small", title=title, count=count(result), period=period)
    return text(f"kpi.{result.kpi}.sentence", value=value_or_reason(result))


def percentage(result: Result) -> float | None:
    """The value where it may be told as a percentage; None of fewer than ten (R17).

    Everything that shows or draws a value as a percentage asks here. None too for what is
    no share.
    """
    is_enough = (result.denominator or 0) >= SMALLEST_PERCENT
    return result.value if is_enough and units.is_share(result.kpi) else None


def drawn(result: Result) -> float | None:
    """The value as charts draw it: a share where `percentage` lets it, other kinds as they are."""
    if result.value is None or units.is_share(result.kpi):
        return percentage(result)
    return float(result.value)


def reason(result: Result) -> str:
    """Why a result has no value, as one sentence; empty where it has one."""
    if result.status is Status.OK:
        return ""
    if result.missing and result.status is Status.NO_DATA:
        return text("noegletal.missing.not_loaded", exports=listed(exports(result.missing)))
    return text(
        f"noegletal.missing.{result.status}",
        counted=text(f"kpi.{result.kpi}.counted"),
        period=formats.period(result.period),
    )


def reason_short(result: Result) -> str:
    """The same in a table cell: 'for få til at blive vist'."""
    if result.missing and result.status is Status.NO_DATA:
        codes = listed(list(result.missing))
        return text("noegletal.missing_short.not_loaded", exports=codes)
    return text(f"noegletal.missing_short.{result.status}")


def exports(codes: Iterable[str]) -> list[str]:
    """'medarbejdermåling (T08), leveres normalt af HR-afdelingen', one for each export."""
    return [
        text(
            "noegletal.missing.export",
            name=text(f"exports.{code}.name"),
            code=code,
            sender=inside(text(f"exports.{code}.from")),
        )
        for code in codes
    ]


def value_or_reason(result: Result) -> str:
    """'72,4 %', of very few '7 af 9', '12 aftaler', or in words why there is no number."""
    if result.value is None:
        return reason_short(result)
    if not units.is_share(result.kpi):
        return units.amount(result.kpi, result.value)
    share = percentage(result)
    return count(result) if share is None else formats.percent(share)


def level(kpi: str, value: float) -> str:
    """A mean of many periods, or a limit around it, in the unit of its indicator."""
    return formats.percent(value) if units.is_share(kpi) else units.amount(kpi, value)


def count(result: Result) -> str:
    """'312 af 431'; empty without a value, and for what is no share."""
    if result.value is None or result.numerator is None or result.denominator is None:
        return ""
    is_share = units.is_share(result.kpi)
    return formats.count_of(result.numerator, result.denominator) if is_share else ""


def counted(result: Result) -> str:
    """'312 af 431 mål', of an indicator; empty where there is no count."""
    its = count(result)
    return f"{its} {text(f'kpi.{result.kpi}.counted')}" if its else ""


def interval(result: Result) -> str:
    """'68,0–76,5 %'; empty without a percentage."""
    if percentage(result) is None or result.low is None or result.high is None:
        return ""
    return between(result.low, result.high)


def between(low: float, high: float) -> str:
    """Two shares as a span: '68,0–76,5 %'."""
    return text(
        "noegletal.numbers.interval_value",
        low=formats.number(low * 100, 1),
        high=formats.percent(high),
    )


def interval_of_100(result: Result) -> str:
    """'mindst 68 og højst 77 ud af 100': the interval as people; empty without a percentage."""
    if percentage(result) is None or result.low is None or result.high is None:
        return ""
    return text(
        "noegletal.numbers.interval_of_100",
        low=formats.number(result.low * 100),
        high=formats.number(result.high * 100),
    )


def target_words(target: Target | None) -> str:
    """'mindst 90 %', 'mellem 6 og 24 måneder'; empty where nothing numeric was decided."""
    if target is None or (target.low is None and target.high is None):
        return ""
    if target.high is None:
        return text("noegletal.target.at_least", low=_bound(target.kpi, target.low))
    high = _bound(target.kpi, target.high)
    if target.low is None:
        return text("noegletal.target.at_most", high=high)
    low = units.bound if not units.is_share(target.kpi) else _bound
    return text("noegletal.target.between", low=low(target.kpi, target.low), high=high)


def target_sentence(kpi: str, target: Target | None) -> str:
    """'Måltallet er mindst 90 %.', or why there is no fixed target."""
    words = target_words(target)
    if words:
        return text("noegletal.target.sentence", target=words).replace("..", ".")
    return text(_no_target_key(kpi))


def provenance(target: Target | None) -> str:
    """Who decided a target, or that nobody has; empty without one in numbers."""
    if not target_words(target) or target is None:
        return ""
    if target.kind == "proposal":
        return text("noegletal.target.proposal")
    day = formats.day(target.valid_from)
    return text("noegletal.target.decided", day=day, who=target.decided_by)


def distance_words(result: Result, target: Target | None) -> str:
    """'4,2 procentpoint under måltallet', 'Måltallet er nået', 'Kan ikke vurderes'."""
    gap = distance(result, target)
    if gap is None or target is None:
        return text("noegletal.distance.none")
    if gap == 0:
        is_band = target.low is not None and target.high is not None
        return text(f"noegletal.distance.{'inside' if is_band else 'met'}")
    points = size_of(result.kpi, gap)
    return text(f"noegletal.distance.{'above' if gap > 0 else 'below'}", points=points)


def change_words(its: Change | AcrossBreak | None) -> str:
    """How a value stands to the same period a year before; empty without both."""
    if its is None:
        return ""
    if isinstance(its, AcrossBreak):
        return text("signals.change.across_break", day=formats.day(its.by.day), cause=its.by.cause)
    if its.difference == 0:
        return text("noegletal.change.same")
    if not its.is_clear:
        return text("noegletal.change.unclear")
    points = size(its.difference)
    direction = "up" if its.difference > 0 else "down"
    return text(f"noegletal.change.clear_{direction}", points=points)


def change_since(now: Result, before: Result, breaks: Iterable[Break] | None = None) -> str:
    """How a value stands to the same period a year before; empty without a value now."""
    are_shares = now.value is not None and units.is_share(now.kpi)
    if are_shares and None in (percentage(now), percentage(before)):
        return too_few()
    return change_words(change(now, before, breaks))


def too_few() -> str:
    """Why there is a count and no percentage."""
    return text("noegletal.numbers.too_few", smallest=SMALLEST_PERCENT)


def chart_alternative(results: Sequence[Result], target: Target | None) -> str:
    """What the trend shows, for someone who cannot see it; needs one value at least."""
    shown = [result for result in results if drawn(result) is not None]
    values = [value_or_reason(result) for result in shown]
    lowest, *_, highest = sorted([*shown, shown[0]], key=lambda result: result.value or 0)
    kpi = shown[0].kpi
    return text(
        "noegletal.trend.alt",
        title=text(f"kpi.{kpi}.title"),
        first_period=formats.period(shown[0].period),
        last_period=formats.period(shown[-1].period),
        first=values[0],
        last=values[-1],
        lowest=value_or_reason(lowest),
        highest=value_or_reason(highest),
        target=target_sentence(kpi, target),
    )


def size(difference: float) -> str:
    """A difference without its sign; one too small to print is not called 0."""
    points = formats.points(max(abs(difference), SMALLEST_POINTS)).removeprefix("+")
    return (
        points if abs(difference) >= SMALLEST_POINTS / 2 else text("noegletal.less", points=points)
    )


def size_of(kpi: str, difference: float) -> str:
    """The same in the unit of an indicator: '2,5 måneder', '4,2 procentpoint'."""
    return size(difference) if units.differs_in_points(kpi) else units.size(kpi, difference)


def _bound(kpi: str, value: float | None) -> str:
    if units.is_share(kpi):
        return formats.percent_short(value or 0)
    return units.bound_amount(kpi, value or 0)


def _no_target_key(kpi: str) -> str:
    own = f"kpi.{kpi}.no_target"
    return own if has_text(own) else "noegletal.target.none"
