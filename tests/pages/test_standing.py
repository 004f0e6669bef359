"""A goal follows the worst of its judged indicators; nothing is averaged."""

import pytest

from kpis.model import Course
from pages.parts.markup import NOT_MEASURED
from pages.parts.nodes import behind
from pages.parts.standing import Standing, standing, together

GOOD, WATCH, BAD, UNSURE = Course.ON_COURSE, Course.WATCH, Course.ACT, Course.NOT_JUDGED


@pytest.mark.parametrize(
    ("courses", "shown", "judged"),
    [
        ([GOOD, GOOD, BAD], BAD, 3),
        ([GOOD, WATCH], WATCH, 2),
        ([GOOD, UNSURE], GOOD, 1),
        ([UNSURE, UNSURE], UNSURE, 0),
        ([], NOT_MEASURED, 0),
    ],
)
def test_the_worst_judged_indicator_is_shown(
    courses: list[Course], shown: str, judged: int
) -> None:
    its = standing(courses, 6)
    assert its == Standing(shown, judged, len(courses), 6, tuple(courses))
    assert its.counts[BAD] == courses.count(BAD)


def test_two_sentences_are_one_statement() -> None:
    measured, waiting = standing([GOOD, UNSURE], 6), standing([], 3)
    assert together([waiting, measured]) == Standing(GOOD, 1, 2, 9, (GOOD, UNSURE))
    assert together([waiting, waiting]).course == NOT_MEASURED


@pytest.mark.parametrize(
    ("its", "words"),
    [
        (Standing(NOT_MEASURED, 0, 0, 1), "Det ene planlagte nøgletal måles endnu ikke."),
        (Standing(NOT_MEASURED, 0, 0, 3), "Ingen af de 3 planlagte nøgletal måles endnu."),
        (Standing(GOOD, 1, 1, 3), "1 af 3 nøgletal måles."),
        (Standing(UNSURE, 0, 1, 1), "1 af 1 nøgletal måles. Ingen af dem kan vurderes endnu."),
        (Standing(GOOD, 1, 2, 6), "2 af 6 nøgletal måles. 1 af dem kan vurderes."),
        (Standing(BAD, 3, 3, 6), "3 af 6 nøgletal måles. Vurderingen følger det dårligste."),
    ],
)
def test_what_stands_behind_a_course_is_said(its: Standing, words: str) -> None:
    assert behind(its) == words
