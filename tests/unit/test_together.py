"""Numbers about the same people are hidden together: breakdowns drawn as tables.

A row is a member. A column is an indicator over the citizens in POP(D): how many it counts in
its numerator, of how many. A star is a number that nobody is shown.
"""

import pytest

from kpis import together
from kpis.disclosure import Cell, Origin, release
from kpis.formulas import share
from kpis.model import Status

NAMES = {
    "volunteer": "volunteer_supported_citizens",  # of all
    "network": "network_mapped",  # of all
    "own home": "own_home_share",  # of those on a step
    "limited": "time_limited_support_share",  # of those on step 1-5
    "group": "group_based_support_share",  # of those on step 1-5
    "work": "work_education_participation",  # of those of 18-66
    "down": "ladder_down_rate",  # of those on a step a year before
    "up": "ladder_up_rate",
}

ONE_STEP_IS_SMALL = """
    step | volunteer | network | own home | limited
    1    | 9/26      | 9/26    | 26/26    | 6/26
    3    | 9/44      | 9/44    | 44/44    | 6/44
    7    | 9/60      | 9/60    | 0/60     |
    8    | 9/50*     | 9/50*   | 0/50*    |
    9    | 0/4*      | 3/4*    | 0/4*     |
"""  # step 1 would do for the first two, and is the denominator of the last

A_PART_IS_SMALL = """
    sex | volunteer | network
    K   | 1/30*     | 9/30
    M   | 9/40*     | 9/40
"""  # how many there are is no secret

A_PART_IS_SMALL_AND_SO_IS_A_WHOLE = """
    age_group | down   | up
    18-29     | 4/30   | 1/30*
    30-59     | 5/20*  | 5/20*
    60-74     | 3/4*   | 0/4*
    75+       | 9/50   | 9/50
"""  # alone, up would hide the third with the first, and tell how many there are in the second

ONE_RATE_TELLS_THE_OTHER = """
    step | down   | up
    2    | 4/30*  | 1/30*
    3    | 5/20*  | 5/20*
    4    | 9/50   | 9/50
"""  # the ladder shows how many stayed on a step

OF_ANOTHER_WHOLE = """
    sex | own home | limited | group
    K   | 20/40    | 6/20    | 9/20
    M   | 3/30*    | 0/3*    | 3/3*
    X   | 9/20*    | 3/9*    | 4/9*
"""  # the numerator of the first is the denominator of the others

NEARLY_ALL = """
    sex | volunteer | work
    K   | 9/30      | 6/28*
    M   | 9/20      | 6/14*
    X   | 9/60      | 6/50
"""  # two women are over 66

IN_NEITHER = """
    step | down   | up
    2    | 10/20* | 9/20*
    3    | 5/30*  | 5/30*
    4    | 9/50   | 9/50
"""  # one citizen on step 2 stayed there


@pytest.mark.parametrize(
    "drawn",
    [
        ONE_STEP_IS_SMALL,
        A_PART_IS_SMALL,
        A_PART_IS_SMALL_AND_SO_IS_A_WHOLE,
        ONE_RATE_TELLS_THE_OTHER,
        OF_ANOTHER_WHOLE,
        NEARLY_ALL,
        IN_NEITHER,
    ],
)
def test_what_is_hidden(drawn):
    by, cells, starred = read(drawn)
    assert {name: hidden(name, by, cells) for name in cells} == starred


def read(drawn):
    """The breakdown, the cells of each indicator, and the members that are starred."""
    (by, *names), *rows = [[text.strip() for text in row.split("|")] for row in lines(drawn)]
    cells, starred = {NAMES[name]: [] for name in names}, {NAMES[name]: set() for name in names}
    for member, *figures in rows:
        for name, figure in zip(names, figures, strict=True):
            if figure:
                part, whole = map(int, figure.rstrip("*").split("/"))
                cells[NAMES[name]].append(cell(NAMES[name], by, member, part, whole))
                starred[NAMES[name]] |= {member} if figure.endswith("*") else set()
    return by, cells, starred


def lines(drawn):
    return [line for line in drawn.splitlines() if line.strip()]


def cell(kpi, by, member, part, whole):
    return Cell(kpi, "2025-06", by, member, share(part, whole, whole))


def hidden(kpi, by, cells):
    also = together.hidden_here(kpi, by, cells)
    released = release(cells[kpi], Origin("build_000001", None), also=also)
    return {one.member for one in released if one.status is Status.SUPPRESSED}


def test_a_number_beside_an_indicator_does_not_tell_who_is_between_them():
    """Of 20 transitions 15 were handed over, and 14 of these confirmed."""
    main, beside = "handover_complete", "handover_complete.handed_over"
    figures = {main: [cell(main, "", "", 14, 20)], beside: [cell(beside, "", "", 15, 20)]}
    assert [hidden(name, "", figures) for name in (main, beside)] == [set(), {""}]


def test_the_stock_of_the_ladder_is_hidden_as_the_indicators_are():
    _, cells, starred = read(ONE_STEP_IS_SMALL)
    citizens = {one.member: one.figure.persons for one in cells["network_mapped"]}
    assert together.hidden_steps(citizens) == starred["network_mapped"]


def test_one_speaks_for_all_who_count_the_same():
    """So a page computes no more populations than its own and one that everybody reads."""
    speakers = together.speakers("citizen_dreams_documented", "step")
    assert speakers == {
        "volunteer_supported_citizens",
        "time_limited_support_share",
        "own_home_share",
    }
    assert together.speakers("goal_achievement_rate", "sex") == frozenset()
