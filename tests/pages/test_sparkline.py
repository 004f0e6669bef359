"""The small line on a card: what is drawn is what was measured."""

import re
from xml.etree import ElementTree

from kpis.model import Result, Status
from pages.parts.sparkline import HEIGHT, drawing, sparkline
from tests.pages.results import ok, target, without


def series(*values: float | None) -> list[Result]:
    months = [f"2026-{number:02d}" for number in range(1, len(values) + 1)]
    return [
        without(Status.SUPPRESSED, period=month) if value is None else ok(value, period=month)
        for month, value in zip(months, values, strict=True)
    ]


def line(svg: str) -> str:
    paths = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")
    return next(path.attrib["d"] for path in paths if path.attrib.get("fill") == "none")


def heights(svg: str) -> list[float]:
    return [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", line(svg))]


def test_higher_values_are_drawn_higher() -> None:
    first, second, third = heights(drawing(series(0.5, 0.7, 0.6), None))
    assert second < third < first


def test_a_month_without_a_value_is_a_gap_and_not_a_zero() -> None:
    path = line(drawing(series(0.5, 0.6, None, 0.6, 0.5), None))
    assert path.count("M") == 2
    assert len(heights(drawing(series(0.5, 0.6, None, 0.6, 0.5), None))) == 4


def test_the_target_is_inside_the_drawing() -> None:
    svg = drawing(series(0.5, 0.51), target(low=0.9))
    dashed = re.search(r"M5 ([\d.]+)H", svg)
    assert dashed
    assert 0 < float(dashed[1]) < min(heights(svg)) < HEIGHT


def test_noise_is_not_drawn_as_a_landslide() -> None:
    first, second = heights(drawing(series(0.500, 0.501), None))
    assert abs(first - second) < HEIGHT / 10


def test_words_say_first_and_last_for_those_who_do_not_see() -> None:
    markup = sparkline(series(0.5, None, 0.7), None)
    assert "Udvikling fra 50,0\xa0% i januar 2026 til 70,0\xa0% i marts 2026." in markup


def test_one_value_is_no_development() -> None:
    assert sparkline(series(None, 0.5), None) == ""


def test_of_fewer_than_ten_no_percentage_is_drawn_or_said() -> None:
    few = [ok(7 / 9, of=9, period="2026-01"), *series(0.5, 0.5, 0.7)[1:]]
    assert len(heights(drawing(few, None))) == 2
    assert "50,0\xa0% i februar 2026" in sparkline(few, None)
