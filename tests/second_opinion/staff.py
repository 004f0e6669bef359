"""Indicators of those who work there: T05, T06, T07."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from tests.second_opinion.model import Counted, Indicator, Rows, World, month_ends, quotient_of
from tests.second_opinion.registers import is_active, is_within
from tests.second_opinion.state import FOREVER, Row, days

Part = Callable[[World, Row, date], bool]


def workplace(row: Row) -> dict[str, str]:
    return {"unit": row["unit"] or "", "job_function": row["job_function"]}


def requirements(world: World, row: Row, last: date) -> list[Row]:
    """T07b: what the function of an employment requires on D."""
    return [
        required
        for required in world.state.delivered("competence_requirement")
        if required["job_function"] == row["job_function"] and is_active(required, last)
    ]


def has_education(world: World, row: Row, last: date) -> bool:
    """In the allowed list; a function without a list allows every education.

    An education is the employee's, whichever of the employments of the day tells it.
    """
    allowed = {r["education"] for r in requirements(world, row, last) if r["education"]}
    told = {
        other["education"]
        for other in world.state.delivered("employment")
        if other["employee_id"] == row["employee_id"] and is_active(other, last)
    }
    return not allowed or bool(allowed & told)


def has_courses(world: World, row: Row, last: date) -> bool:
    """Every required course passed by D and valid on D (C5: the end is the day after)."""
    required = {r["course_code"] for r in requirements(world, row, last) if r["course_code"]}
    passed = {
        course["course_code"]
        for course in world.state.delivered("course_passed")
        if course["employee_id"] == row["employee_id"]
        and course["passed_date"] <= last
        and (course["end_date"] is None or course["end_date"] > last)
    }
    return required <= passed


def is_competent(world: World, row: Row, last: date) -> bool:
    return has_education(world, row, last) and has_courses(world, row, last)


def competence(part: Part) -> Rows:
    """No. 41: one row per employee; of several employments all must be covered."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        of_employee: dict[str, list[Row]] = {}
        for row in world.state.delivered("employment"):
            has_time = is_active(row, last) and last - row["start_date"] > days(183)
            if has_time and requirements(world, row, last):
                of_employee.setdefault(row["employee_id"], []).append(row)
        for employments in of_employee.values():
            is_met = all(part(world, row, last) for row in employments)
            yield Counted(None, last, is_met, own=workplace(min(employments, key=by_size)))

    return rows


def by_size(row: Row) -> tuple[Fraction, date, str]:
    """Of several employments the largest comes first, then the oldest."""
    rate = row["employment_rate"]
    return (
        -Fraction(rate) if rate is not None else Fraction(1),
        row["start_date"],
        row["employment_id"],
    )


def staff_turnover(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 42: leavers of W12 per the mean of the 13 month-end counts up to D."""
    for row in leavers(world, last):
        own = place_and_time(world, row, row["end_date"] - days(1))
        yield Counted(None, last, amount=1, per=0, own=own)
    for day in month_ends(last - days(380), last)[-13:]:
        for row in permanent_on(world, day):
            own = place_and_time(world, row, day)
            yield Counted(None, last, amount=0, per=Fraction(1, 13), own=own)


def leavers(world: World, last: date) -> Iterator[Row]:
    """An employee who leaves several employments on one day leaves once."""
    found: dict[tuple[str, date], Row] = {}
    for row in sorted(world.state.delivered("employment"), key=by_size):
        if has_left(world, row, last):
            found.setdefault((row["employee_id"], row["end_date"]), row)
    yield from found.values()


def retired(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 42: of those who left, those who retired."""
    for row in leavers(world, last):
        is_met = row["leaving_reason"] == "Pension"
        own = place_and_time(world, row, row["end_date"] - days(1))
        yield Counted(None, last, is_met, own=own)


def place_and_time(world: World, row: Row, day: date) -> dict[str, str]:
    """Anciennitet: since the first day of any employment that T05 tells of the employee."""
    first = min(
        other["start_date"]
        for other in world.state.delivered("employment")
        if other["employee_id"] == row["employee_id"]
    )
    seniority = "Under 1 år" if day - first < days(365) else "1 år og mere"
    return workplace(row) | {"seniority": seniority}


def permanent_on(world: World, day: date) -> list[Row]:
    """Permanent employees of a day, each once."""
    found: dict[str, Row] = {}
    for row in sorted(world.state.delivered("employment"), key=by_size):
        if row["employment_form"] == "Fast" and is_active(row, day):
            found.setdefault(row["employee_id"], row)
    return list(found.values())


def has_left(world: World, row: Row, last: date) -> bool:
    """The last day lies in W12, and no other employment runs or begins within 30 days after."""
    if row["employment_form"] != "Fast" or row["end_date"] is None:
        return False
    last_day = row["end_date"] - days(1)  # C5
    others = [
        other
        for other in world.state.delivered("employment")
        if other["employee_id"] == row["employee_id"]
        and other["employment_id"] != row["employment_id"]
        and other["start_date"] <= last_day + days(30)
        and (other["end_date"] or FOREVER) > row["end_date"]
    ]
    return is_within(last_day, last, 365) and not others


def sickness_absence(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 43: the months whose last day lies in W12."""
    for row in world.state.delivered("absence"):
        if is_within(end_of_month(row["month"]), last, 365):
            own = workplace_of(world, row["employment_id"])
            yield Counted(None, last, amount=row["absence_days"], per=row["possible_days"], own=own)


def workplace_of(world: World, employment_id: str) -> dict[str, str]:
    """Nothing is known of the workplace of an employment that T05 does not tell."""
    employments = {row["employment_id"]: row for row in world.state.delivered("employment")}
    employment = employments.get(employment_id)
    return workplace(employment) if employment else {"unit": "", "job_function": ""}


def long_term_absence(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 43: the part of the possible days lost in long absences."""
    for row in world.state.delivered("absence"):
        if is_within(end_of_month(row["month"]), last, 365):
            amount = row["long_term_days"] or 0
            own = workplace_of(world, row["employment_id"])
            yield Counted(None, last, amount=amount, per=row["possible_days"], own=own)


def by_length(long: bool | None) -> Rows:
    """Kort/lang: the days of one length, of all possible days; `long` None for each length."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for row in world.state.delivered("absence"):
            if is_within(end_of_month(row["month"]), last, 365):
                of_long = row["long_term_days"] or 0
                short = 0 if long else row["absence_days"] - of_long
                for name, amount in (("Kort", short), ("Lang", of_long)):
                    own = {"absence_length": name}
                    yield Counted(None, last, amount=amount, per=row["possible_days"], own=own)

    return rows


def end_of_month(month: date) -> date:
    return (month + days(31)).replace(day=1) - days(1)


INDICATORS = {
    "competence_coverage": Indicator(competence(is_competent)),
    "competence_coverage.education": Indicator(competence(has_education)),
    "competence_coverage.courses": Indicator(competence(has_courses)),
    "staff_turnover": Indicator(staff_turnover, quotient_of),
    "staff_turnover.retired": Indicator(retired),
    "sickness_absence": Indicator(
        sickness_absence, quotient_of, {"absence_length": by_length(None)}
    ),
    "sickness_absence.long_term": Indicator(
        long_term_absence, quotient_of, {"absence_length": by_length(True)}
    ),
}
