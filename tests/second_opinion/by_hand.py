"""What the second opinion says of drawn tables, as text to hold against figures worked out by hand.

In all of these tests D is 31 March 2024 unless the period says otherwise, so
D-365 is 1 April 2023, D-730 is 1 April 2022 and W12 is 2 April 2023 to D.
"""

from datetime import date
from typing import Any

from tests.second_opinion import Answer, evaluate
from tests.spec import drawing, exports

PERIOD = "2024-03"


def as_text(answer: Answer) -> str:
    """`1 of 2`; `3` for a count; `12.5` for a value; `-` for none."""
    if answer.denominator is not None:
        return f"{number(answer.numerator)} of {number(answer.denominator)}"
    return number(answer.value)


def number(amount: Any) -> str:
    return "-" if amount is None else f"{round(float(amount), 3):g}"


def said(
    kpi: str,
    period: str = PERIOD,
    by: str | None = None,
    known_at: str | None = None,
    **given: str,
) -> Any:
    """The total as text; with `by` the members."""
    known = date.fromisoformat(known_at) if known_at else None
    tables = exports.municipality(given)
    answers = evaluate(tables, kpi, period, known, by, (drawing.OURS,))
    texts = {member: as_text(answer) for member, answer in answers.items()}
    return texts if by else texts[""]
