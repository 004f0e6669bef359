"""The shape of each state, so that no report tells anything by colour alone.

The same shapes as on the screen (styles/base.css).
"""

import re
from collections.abc import Mapping

COURSES = {
    "on_course": "circle",
    "watch": "triangle",
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

# Corners in a square of 100 by 100; circle, ring and half are drawn by their names.
POLYGONS: Mapping[str, tuple[tuple[float, float], ...]] = {
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
