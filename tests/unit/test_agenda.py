"""The moves of an agenda."""

import pytest

from pages.parts import meeting_agenda as agenda

ABC = ("fls.t1", "vso.s2", "staff_turnover")


@pytest.mark.parametrize(
    ("name", "by", "expected"),
    [
        ("vso.s2", -1, ("vso.s2", "fls.t1", "staff_turnover")),
        ("vso.s2", 1, ("fls.t1", "staff_turnover", "vso.s2")),
        ("fls.t1", -1, ABC),
        ("staff_turnover", 1, ABC),
        ("fls.t1", 9, ("vso.s2", "staff_turnover", "fls.t1")),
        ("not there", 1, ABC),
    ],
)
def test_a_point_moves_and_stops_at_the_ends(name: str, by: int, expected: agenda.Agenda) -> None:
    assert agenda.moved(ABC, name, by) == expected


def test_a_point_is_added_once() -> None:
    assert agenda.added(ABC, "fls.t2") == (*ABC, "fls.t2")
    assert agenda.added(ABC, "fls.t1") == ABC


@pytest.mark.parametrize(
    ("name", "picked"),
    [("fls.t1", "vso.s2"), ("vso.s2", "staff_turnover"), ("staff_turnover", "vso.s2")],
)
def test_its_neighbour_is_picked_when_a_point_is_taken_off(name: str, picked: str) -> None:
    assert agenda.beside(ABC, name) == picked
    assert name not in agenda.without(ABC, name)


def test_nothing_is_picked_when_the_last_point_is_taken_off() -> None:
    assert agenda.beside(("fls.t1",), "fls.t1") == ""


def test_the_address_gives_the_agenda_back() -> None:
    assert agenda.read(agenda.written(ABC)) == ABC


def test_the_address_holds_nothing_twice_and_nothing_unknown() -> None:
    assert agenda.read("fls.t1,nonsense,fls.t1,,vso.s2") == ("fls.t1", "vso.s2")
    assert agenda.read("") == ()


def test_every_node_can_be_on_it_by_name() -> None:
    words = agenda.numbered(agenda.nodes())
    assert len(words) == 12
    assert words["fls.t1"] == "1. Tema: Borgeren først"
