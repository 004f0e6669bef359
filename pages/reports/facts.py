"""The few numbers beside a figure's headline, in the words every report uses."""

from collections.abc import Iterator
from dataclasses import dataclass

from pages.parts import sentences
from pages.parts.texts import text
from pages.reports.frozen import Figure


@dataclass(frozen=True)
class Fact:
    """A label, a number, and the words below it."""

    label: str
    number: str
    words: str


def facts(figure: Figure) -> tuple[Fact, ...]:
    """Value, distance to the target, uncertainty if any, the same period a year before."""
    return tuple(_facts(figure))


def target_line(figure: Figure) -> str:
    """'Måltal: mindst 60 % (forslag)', or that there is none in numbers."""
    if not figure.target.words:
        return text("reports.target.none")
    key = "proposal" if figure.target.kind == "proposal" else "decided"
    return text(f"reports.target.{key}", target=figure.target.words)


def before_line(figure: Figure) -> str:
    """'Oktober 2025: 71,2 %'; empty where there is nothing to compare with."""
    its = figure.before
    if its.words == "–":
        return ""
    return text("reports.before.line", period=its.label.capitalize(), value=its.words)


def distance(figure: Figure) -> str:
    """'4,2 procentpoint', 'Ingen', or a dash where nothing is judged."""
    if figure.distance is None or figure.course.code == "not_judged":
        return "–"
    if not figure.distance:
        return text("noegletal.distance.none_left")
    return sentences.size_of(figure.kpi, figure.distance)


def _side(figure: Figure) -> str:
    """On which side of the target the number lies; the target itself where it is met."""
    if not figure.distance or distance(figure) == "–":
        return figure.target.words
    side = "above" if figure.distance > 0 else "below"
    return text(f"noegletal.distance.side_{side}")


def _facts(figure: Figure) -> Iterator[Fact]:
    none = text("noegletal.numbers.none")
    is_there = figure.status == "ok"
    period = figure.period_words.capitalize()
    value = figure.words if is_there else none
    yield Fact(period, value, figure.count if is_there else figure.words)
    label = text("noegletal.distance.label")
    yield Fact(label, distance(figure), _side(figure))
    if figure.interval:
        yield Fact(text("noegletal.numbers.interval"), figure.interval, figure.interval_of_100)
    yield Fact(figure.before.label.capitalize(), figure.before.words, figure.before.change)
