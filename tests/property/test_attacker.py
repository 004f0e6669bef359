"""Drawn municipalities, and an attacker who has every figure shown of a breakdown.

The attacker is plain: for each number of citizens on each step that fits what is shown, which
counts are then possible? A small count that is hidden must keep more than one value.
"""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kpis import together
from kpis.disclosure import Cell, Origin, release
from kpis.formulas import share
from kpis.model import Status

STEPS = ("1", "4", "7", "9", "akut/udredning")
OWN_HOME, ON_A_STEP = STEPS[:2], STEPS[:4]
WHOLES = {
    "volunteer_supported_citizens": STEPS,
    "network_mapped": STEPS,
    "own_home_share": ON_A_STEP,
    "time_limited_support_share": OWN_HOME,
}
FREE = [name for name in WHOLES if name != "own_home_share"]  # whose numerators may be any

counts = st.sampled_from([0, 1, 2, 3, 4, 5, 7, 9])
citizens = st.lists(st.tuples(counts, *[counts] * len(FREE)), min_size=5, max_size=5)


def drawn(rows):
    """Numerator and denominator of each indicator, by step; '' is the total."""
    sizes = {step: row[0] for step, row in zip(STEPS, rows, strict=True)}
    found = {"own_home_share": {s: (sizes[s] * (s in OWN_HOME), sizes[s]) for s in ON_A_STEP}}
    for at, name in enumerate(FREE, start=1):
        parts = {step: min(row[at], row[0]) for step, row in zip(STEPS, rows, strict=True)}
        found[name] = {step: (parts[step], sizes[step]) for step in WHOLES[name]}
    for figures in found.values():
        figures[""] = tuple(map(sum, zip(*figures.values(), strict=True)))
    return found


def shown(figures):
    """What of it leaves through the door."""
    cells = {
        (name, by): [
            Cell(name, "2025-06", by, member, share(part, whole, whole))
            for member, (part, whole) in its.items()
            if whole and bool(member) == bool(by)
        ]
        for name, its in figures.items()
        for by in ("", "step")
    }
    found = {}
    for name, by in cells:
        beside = {other: cells[other, by] for other in figures}
        also = together.hidden_here(name, by, beside)
        for one in release(cells[name, by], Origin("build_000001", None), also=also):
            if one.status is Status.OK:
                found[name, one.member] = (one.numerator, one.denominator)
    return found


def possible(figures, told):
    """Every value that each hidden count can have: (indicator, step, side) -> values."""
    found = {}
    for sizes in fitting(figures, told):
        for name in WHOLES:
            for step, values in parts(name, sizes, told).items():
                found.setdefault((name, step, "whole"), set()).add(sizes[step])
                found.setdefault((name, step, "part"), set()).update(values)
                rests = (sizes[step] - value for value in values)
                found.setdefault((name, step, "rest"), set()).update(rests)
    return found


def fitting(figures, told):
    """Every number of citizens on each step that nothing shown speaks against."""
    known = {step: whole for (_, step), (_, whole) in told.items() if step}
    # nobody is told where there is nobody: that is no small count
    known |= {step: 0 for step in STEPS if not figures["network_mapped"][step][1]}
    open_ones = [step for step in STEPS if step not in known]
    sums = [(name, WHOLES[name], told[name, ""][1]) for name in WHOLES if (name, "") in told]
    if ("own_home_share", "") in told:
        sums.append(("", OWN_HOME, told["own_home_share", ""][0]))
    for values in product(range(1, 11), repeat=len(open_ones)):
        sizes = known | dict(zip(open_ones, values, strict=True))
        if all(sum(sizes[step] for step in over) == total for _, over, total in sums):
            yield sizes


def parts(name, sizes, told):
    """The numerators that each step can have, if so many citizens stand on each."""
    if name == "own_home_share":
        return {step: {sizes[step] * (step in OWN_HOME)} for step in ON_A_STEP}
    known = {step: told[name, step][0] for step in WHOLES[name] if (name, step) in told}
    free = [step for step in WHOLES[name] if step not in known]
    if (name, "") not in told:
        return {step: {*range(sizes[step] + 1)} for step in free}
    left = told[name, ""][0] - sum(known.values())
    room = sum(sizes[step] for step in free)
    return {
        step: {*range(max(0, left - room + sizes[step]), min(sizes[step], left) + 1)}
        for step in free
    }


LIMITS = {"whole": 5, "part": 3, "rest": 3}
OF_TOTALS = (STEPS, ON_A_STEP, ("7", "9"), ("akut/udredning",), ("7", "9", "akut/udredning"))
"""What totals tell of by themselves, or one less another; three of them may be told as a part."""


def limit(figures, step, side):
    """From how many on a count may be told; 0 where the totals tell that each step has one."""
    sizes = {one: whole for one, (_, whole) in figures["network_mapped"].items() if whole}
    groups = [[sizes[one] for one in its if one in sizes] for its in OF_TOTALS if step in its]
    if any(set(group) == {1} for group in groups):
        return 0
    is_all_of_a_part = any(sum(group) == sizes[step] for group in groups)
    return LIMITS["part"] if is_all_of_a_part else LIMITS[side]


@settings(max_examples=200, deadline=None)
@given(citizens)
def test_who_has_every_figure_works_out_no_small_count(rows):
    figures = drawn(rows)
    told = shown(figures)
    values = possible(figures, told)
    for name, its in figures.items():
        for step, (part, whole) in its.items():
            if not step or (name, step) in told or not whole:
                continue
            secrets = {"whole": whole, "part": part, "rest": whole - part}
            if name == "own_home_share":
                del secrets["part"], secrets["rest"]  # all or nobody, by the step
            for side, count in secrets.items():
                if 0 < count < limit(figures, step, side):
                    assert count in values[name, step, side]
                    assert len(values[name, step, side]) > 1, (figures, told, name, step, side)


def test_the_attacker_is_able_to(monkeypatch):
    """Each indicator by itself hides one step more, and another tells how many stand on it."""
    rows = [(6, 0, 3, 3), (9, 3, 3, 3), (8, 3, 3, 3), (4, 3, 4, 0), (0, 0, 0, 0)]
    figures = drawn(rows)
    sought = ("volunteer_supported_citizens", "9", "whole")
    assert len(possible(figures, shown(figures))[sought]) > 1
    monkeypatch.setattr(together, "hidden_here", lambda *asked: frozenset())
    assert possible(figures, shown(figures))[sought] == {4}
