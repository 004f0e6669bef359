"""Moves on the ladder, drawn as tables: which are hidden beside what the rates by step tell."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kpis import moves

ZONE = {str(step): zone for step, zone in enumerate("ABBBCCDDDD")}
SOME_STEPS = ("2", "3", "5", "7")
CELLS = [(before, after) for before in SOME_STEPS for after in (*SOME_STEPS, "exit")]

drawn_counts = st.lists(
    st.sampled_from([0, 1, 2, 3, 4, 6, 9, 20]), min_size=len(CELLS), max_size=len(CELLS)
).map(lambda numbers: {cell: n for cell, n in zip(CELLS, numbers, strict=True) if n})


def test_large_moves_are_all_shown():
    counts = dict.fromkeys(CELLS, 20)
    hidden = moves.hidden_moves(counts, ZONE)
    assert hidden == frozenset()
    assert moves.hidden_zones(counts, ZONE, hidden) == frozenset()


def test_a_small_move_is_hidden_with_what_gives_it_away():
    counts = dict.fromkeys(CELLS, 20) | {("3", "5"): 1}
    hidden = moves.hidden_moves(counts, ZONE)
    assert ("3", "5") in hidden
    for line in (*moves._of_rates(counts), *moves._of_stocks(counts)):
        assert len(line) == 1 or len(hidden & {*line}) != 1


def test_zones_add_up_moves():
    counts = {("2", "3"): 7, ("3", "3"): 8, ("3", "5"): 9, ("5", "exit"): 6}
    assert moves.zone_sums(counts, ZONE) == {("B", "B"): 15, ("B", "C"): 9, ("C", "exit"): 6}


@settings(max_examples=60, deadline=None)
@given(drawn_counts)
def test_what_the_rates_and_zones_tell_with_the_moves_is_no_small_move(counts):
    """The attacker has exact fractions, and everything the page and the rates by step show."""
    hidden = moves.hidden_moves(counts, ZONE)
    not_shown = moves.hidden_zones(counts, ZONE, hidden)
    rates = moves._of_rates(counts)
    zones = [its for name, its in moves._blocks(counts, ZONE).items() if name not in not_shown]
    small = [(cell,) for cell, n in counts.items() if n < 3]
    ones = [cell for cell, n in counts.items() if n == 1]
    for cells in (*small, *combinations(ones, 2)):
        is_told = tells([*rates, *zones], hidden, cells)
        # what is hidden all around can be told by the rates themselves: then they hide, too
        assert not is_told or tells(rates, {*counts}, cells), (counts, cells)


def tells(lines, hidden, cells):
    """Whether a sum of lines counts of all that is hidden just these, by Gauss's elimination."""
    places = sorted(hidden)
    known = []
    for line in lines:
        row = _reduced([Fraction(place in line) for place in places], known)
        if any(row):
            lead = next(at for at, value in enumerate(row) if value)
            known.append((lead, [value / row[lead] for value in row]))
    return not any(_reduced([Fraction(place in cells) for place in places], known))


def _reduced(row, known):
    for lead, its in known:
        row = [a - row[lead] * b for a, b in zip(row, its, strict=True)]
    return row
