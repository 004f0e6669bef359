"""Courses that chance rarely makes: a shift of plan, a goal pursued, a plan fully documented.

Each is nearly right, with its days a little off; hung beside the other rows of
a citizen, which disturb it.
"""

from datetime import date, timedelta

from hypothesis import strategies as st

Cells = dict[str, str]
Tables = dict[str, list[Cells]]

START = date(2023, 1, 2)
TURN = date(2023, 9, 14)
around = st.sampled_from([0, 1, -1, 14, -14, 15, -15, 30])
near = st.sampled_from([0, 0, 1, -1])


def iso(day: date, offset: int = 0) -> str:
    return (day + timedelta(days=offset)).isoformat()


def granted(letter: str, name: str, start: str, known: str, **cells: str) -> Tables:
    """A plan and the one help under it."""
    row = {"care_plan": f"{letter}-{name}", "person": letter, "start": start, "known": known}
    help_row = {"intervention": f"{letter}-help-{name}", "person": letter, "start": start}
    help_row |= {"care_plan": f"{letter}-{name}", "known": known}
    return {"care_plan": [row | cells], "intervention": [help_row]}


@st.composite
def shift(draw: st.DrawFn, letter: str) -> Tables:
    """An old plan, a FollowUp that says end and grant anew, a new plan about then."""
    ends = TURN + timedelta(days=draw(around))
    starts, known = iso(ends, draw(around)), iso(TURN, draw(near))
    old = granted(letter, "old", iso(START), iso(START), end=iso(ends))
    new = granted(letter, "new", starts, known)
    held = {"follow_up": f"{letter}-shift", "person": letter, "care_plan": f"{letter}-old"}
    held |= {"effective": iso(TURN), "result": "afslut, ny"}
    return {table: old[table] + new[table] for table in old} | {"follow_up": [held]}


@st.composite
def pursuit(draw: st.DrawFn, letter: str) -> Tables:
    """A goal with a baseline, reassessed once or twice."""
    name = {"condition": f"{letter}-aim", "person": letter, "theme": "Købe ind"}
    recorded = {"recorded": iso(START), "severity": "3", "known": iso(START)}
    rows = [name | recorded]
    for offset in sorted(draw(st.lists(around, min_size=1, max_size=2))):
        day = iso(TURN, offset)
        severity = draw(st.sampled_from(["1", "2", "3", "4", "?"]))
        rows.append(name | recorded | {"severity": severity, "last_asserted": day, "known": day})
    goal = {"goal": f"{letter}-pursued", "person": letter, "condition": f"{letter}-aim"}
    goal |= {"target": draw(st.sampled_from(["2", "3"])), "known": iso(TURN, draw(near))}
    goal |= {"type": draw(st.sampled_from(["udvikle", "fastholde", "begrænse"]))}
    return {"condition": rows, "intervention_goal": [goal]}


@st.composite
def documented(draw: st.DrawFn, letter: str) -> Tables:
    """A plan with everything in place, and a second one followed up about then."""
    dates = [iso(date(2024, 3, 20), draw(around)) for _ in range(2)]
    encounters = [
        {"encounter": f"{letter}-next-{n}", "person": letter, "start": day, "known": iso(START)}
        for n, day in enumerate(dates)
    ]
    need = {"care_evaluation": f"{letter}-need", "person": letter, "level": "2"}
    need |= {"effective": iso(START, draw(near))}
    plans = [
        granted(
            letter,
            f"in-place-{n}",
            iso(START),
            iso(START),
            encounter=f"{letter}-next-{n}",
            need=f"{letter}-need",
        )
        for n in range(2)
    ]
    return {
        "care_plan": [row for plan in plans for row in plan["care_plan"]],
        "intervention": [row for plan in plans for row in plan["intervention"]],
        "follow_up_encounter": encounters,
        "care_evaluation": [need],
    }


def stories(letter: str) -> st.SearchStrategy[list[Tables]]:
    """None, some or all of the three."""
    maybe = [st.one_of(st.just({}), story(letter)) for story in (shift, pursuit, documented)]
    return st.tuples(*maybe).map(list)
