"""`python -m kpis spc`: a bare series judged by the rules of the pages. Fields are fixed."""

import json
from math import isfinite
from typing import Any

from kpis.autocorrelation import is_autocorrelated
from kpis.errors import KpiError
from kpis.point_rules import Point, TwoOfThree
from kpis.spc import Better, Judgement, Segment, judge


def add_arguments(command: Any) -> None:
    """The arguments of the command."""
    command.add_argument("--values", required=True, type=_numbers, metavar="N,N,...")
    command.add_argument("--better", choices=[str(one) for one in Better], default=Better.HIGHER)
    command.add_argument("--target", type=_number, metavar="N")
    command.add_argument("--rebase", type=_indices, default=(), metavar="INDEX,...")
    command.add_argument("--fix", type=int, metavar="N", help="base points of each segment")
    command.add_argument(
        "--two-of-three",
        choices=[str(one) for one in TwoOfThree],
        default=TwoOfThree.ANNOUNCED,
        help="which points are near a limit: as announced, or as NHSRplotthedots 0.2.2 has it",
    )


def answer(asked: Any) -> str:
    """The judgement as text or JSON; a series that makes no sense raises a `KpiError`."""
    try:
        judgement = judge(
            asked.values,
            Better(asked.better),
            asked.target,
            rebase=asked.rebase,
            fix=asked.fix,
            two_of_three=TwoOfThree(asked.two_of_three),
        )
    except ValueError as error:
        raise KpiError(str(error)) from None
    if asked.format == "json":
        told = fields(judgement) | {
            "two_of_three": str(asked.two_of_three),
            "autocorrelated": is_autocorrelated(asked.values),
        }
        return json.dumps(told, ensure_ascii=False, indent=1)
    return "\n".join(_lines(judgement))


def fields(judgement: Judgement) -> dict[str, Any]:
    """The judgement as other programs read it; a limit that would mislead is None."""
    return {
        "segments": [_segment(segment) for segment in judgement.segments],
        "variation": str(judgement.variation),
        "assurance": str(judgement.assurance),
        "reason": judgement.reason or None,
        "rules": judgement.rules,
    }


def _segment(segment: Segment) -> dict[str, Any]:
    limits = segment.limits
    return {
        "start": segment.start,
        "mean": limits and limits.mean,
        "lower": limits and limits.lower,
        "upper": limits and limits.upper,
        "trial": segment.is_trial,
        "points": [_point(point) for point in segment.points],
    }


def _point(point: Point) -> dict[str, Any]:
    direction = point.direction and str(point.direction)
    return {"value": point.value, "signal": str(point.signal), "direction": direction}


def _lines(judgement: Judgement) -> list[str]:
    reason = f" ({judgement.reason})" if judgement.reason else ""
    lines = [f"variation: {judgement.variation}{reason}", f"assurance: {judgement.assurance}"]
    for segment in judgement.segments:
        told = _segment(segment)
        trial = ", trial limits" if segment.is_trial else ""
        lines.append(
            f"from {segment.start}: mean {told['mean']}, {told['lower']} to {told['upper']}{trial}"
        )
        lines += [
            f"  {segment.start + i}: {point.value} {point.signal} {point.direction or ''}".rstrip()
            for i, point in enumerate(segment.points)
        ]
    return lines


def _numbers(text: str) -> list[float]:
    return [_number(part) for part in text.split(",")]


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise KpiError(f"'{text}' is no number: write the values as 42,45.5,41.")
    return number


def _indices(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError:
        raise KpiError(f"'{text}' is no list of points: write --rebase 12,24, from 0.") from None
