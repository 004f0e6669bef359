"""The shape of each state, so that no report tells anything by colour alone.

The same shapes as on the screen (styles/base.css).
"""

import math
import re
from collections.abc import Mapping

COURSES = {
    "on_course": "circle",
    "partly": "half-circle",
    "watch": "triangle",
    "short": "open-diamond",
    "off_course": "open-diamond",
    "act": "diamond",
    "not_judged": "ring",
    "not_measured": "dash",
}
ANSWERS = {
    "course-on-course": "circle",
    "course-watch": "triangle",
    "course-act": "diamond",
    "course-not-judged": "ring",
    "variation-common": "waves",
    "variation-constant": "bar",
    "variation-refused": "ring",
    "assurance-pass": "check",
    "assurance-fail": "cross",
    "assurance-inconsistent": "half",
    "assurance-none": "ring",
    "trust-trusted": "check",
    "trust-doubted": "triangle",
}
ARROWS = {"high": "up", "low": "down"}

_TONES = {
    "good": "on_course",
    "mixed": "watch",
    "bad": "act",
    "plain": "not_judged",
    "partly": "watch",
    "short": "act",
    "off_course": "act",
    "not_measured": "not_judged",
}


def tone_of(code: str) -> str:
    """The course whose colours a state or an answer has."""
    return _TONES.get(code, code)


def _arc(radius: float, start: int, end: int) -> list[tuple[float, float]]:
    """Corners around the middle, from one of 24 hours to another, the first at the top."""
    step = 1 if end > start else -1
    angles = [math.radians(15 * hour) for hour in range(start, end + step, step)]
    return [(50 + radius * math.sin(a), 50 - radius * math.cos(a)) for a in angles]


# Corners in a square of 100 by 100; circle, ring and half are drawn by their names.
POLYGONS: Mapping[str, tuple[tuple[float, float], ...]] = {
    "half-circle": (*_arc(50, 0, 24), *_arc(33, 12, 0), (50, 0)),
    "open-diamond": (
        *((50, 0), (100, 50), (50, 100), (0, 50), (50, 0)),
        *((50, 26), (26, 50), (50, 74), (74, 50), (50, 26)),
    ),
    "triangle": ((50, 4), (100, 96), (0, 96)),
    "diamond": ((50, 0), (100, 50), (50, 100), (0, 50)),
    "dash": ((0, 40), (100, 40), (100, 60), (0, 60)),
    "bar": ((0, 36), (100, 36), (100, 64), (0, 64)),
    "up": ((50, 0), (100, 50), (68, 50), (68, 100), (32, 100), (32, 50), (0, 50)),
    "down": ((50, 100), (100, 50), (68, 50), (68, 0), (32, 0), (32, 50), (0, 50)),
    "waves": (
        *((0, 15), (100, 15), (100, 40), (0, 40)),
        *((0, 60), (100, 60), (100, 85), (0, 85)),
    ),
    "check": ((14, 44), (0, 60), (38, 100), (100, 22), (84, 8), (37, 69)),
    "cross": (
        *((20, 0), (50, 30), (80, 0), (100, 20), (70, 50), (100, 80)),
        *((80, 100), (50, 70), (20, 100), (0, 80), (30, 50), (0, 20)),
    ),
}


def of_answer(shape_key: str) -> str:
    """The shape behind a key such as 'variation-concern-high'."""
    way = re.fullmatch(r"variation-(?:improvement|concern|neutral)-(high|low)", shape_key)
    return ARROWS[way[1]] if way else ANSWERS[shape_key]
