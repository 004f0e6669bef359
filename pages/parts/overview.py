"""The blocks of Overblik: the answer first, then both documents, then what is missing."""

from collections.abc import Iterator

import kpis
from kpis.model import Course
from kpis.strategy import Balance, Consideration, Goal, Statement, Theme, Track, strategy
from pages.parts import finding, formats, indicators, palette, registry, triple
from pages.parts.markup import NOT_MEASURED, bar, board, items, link, marks, pill, safe, tally
from pages.parts.snapshot import Snapshot
from pages.parts.standing import Standing, count
from pages.parts.texts import counted, listed, text

NAMED = 3
"""At most so many indicators are named in the lead."""


def answer(snapshot: Snapshot) -> str:
    """The finding as the heading, what calls for a hand, and how much is measured."""
    return (
        f'<div class="hero"><div><h1>{safe(headline(snapshot))}</h1>'
        f"<p>{_calls(snapshot)}</p><p>{safe(measured(snapshot))}</p></div>"
        f"<div>{board(count(snapshot.courses.values()))}</div></div>"
    )


def headline(snapshot: Snapshot) -> str:
    """'5 af 10 målte nøgletal er på sporet'."""
    courses = count(snapshot.courses.values())
    on_course = courses[Course.ON_COURSE]
    key = "some" if on_course else "none"
    if courses[Course.NOT_JUDGED] == len(snapshot.courses):
        key = "not_judged"
    return text(f"ui.overblik.headline.{key}", on=on_course, of=len(snapshot.courses))


def measured(snapshot: Snapshot) -> str:
    """'4 af 14 mål og 3 af 20 udsagn er målt', and that the rest waits for data."""
    goals = [snapshot.standing(goal.id) for goal in _goals()]
    statements = [snapshot.of_statement(statement) for statement in _statements()]
    return text(
        "ui.overblik.measured",
        goals=formats.count_of(_measured(goals), len(goals)),
        statements=formats.count_of(_measured(statements), len(statements)),
        indicators=formats.count_of(len(snapshot.courses), len(snapshot.planned())),
    )


def themes(snapshot: Snapshot) -> str:
    """The first document: its four themes with their goals."""
    document = strategy().long_term
    cards = "".join(
        _theme(theme, tone, snapshot)
        for theme, tone in zip(document.themes, palette.THEMES, strict=True)
    )
    return (
        f"<h2>{safe(document.title)}</h2>"
        f'<p class="dim">{safe(text("ui.overblik.themes", goals=len(_goals())))}</p>'
        f'<div class="grid two">{cards}</div>'
    )


def tracks(snapshot: Snapshot) -> str:
    """The second document: its vision, balance and eight tracks."""
    document = strategy().tracks
    cards = "".join(_track(track, snapshot) for track in document.tracks)
    sub = text("ui.overblik.tracks", statements=len(_statements()))
    return (
        f'<h2>{safe(document.title)}</h2><p class="dim">{safe(sub)}</p>{_vision(snapshot)}'
        f'<div class="grid">{cards}</div>{_balance(snapshot)}'
    )


def not_measured(snapshot: Snapshot) -> str:
    """How many indicators are not measured yet, and what each of them waits for."""
    waiting = snapshot.waiting()
    if not waiting:
        return ""
    where = link(text("ui.overblik.to_coverage"), registry.DAEKNING, periode=snapshot.month)
    return (
        f"<h2>{safe(counted('ui.overblik.not_measured', len(waiting)))}</h2>"
        f'<section class="card"><p>{safe(text("ui.overblik.waiting"))} {where}</p>'
        f'<details class="more"><summary>{safe(text("ui.overblik.show_waiting"))}</summary>'
        f"{items(_needs(snapshot), 'needs')}</details></section>"
    )


def _needs(snapshot: Snapshot) -> Iterator[str]:
    for need, alike in indicators.by_need(snapshot.waiting(), snapshot):
        yield f'<li>{safe(indicators.titles(alike))}<br><span class="dim">{safe(need)}</span></li>'


def _calls(snapshot: Snapshot) -> str:
    """Which indicators call for a hand or an eye, each a link."""
    if all(course is Course.NOT_JUDGED for course in snapshot.courses.values()):
        return safe(text("ui.overblik.no_judged", smallest=kpis.SMALLEST_JUDGED))
    sentences = [_call(snapshot, course) for course in (Course.ACT, Course.WATCH)]
    return " ".join(filter(None, sentences)) or safe(text("ui.overblik.no_calls"))


def _call(snapshot: Snapshot, course: Course) -> str:
    concerned = [kpi for kpi, its in snapshot.courses.items() if its is course]
    if not concerned:
        return ""
    names = [indicators.to_indicator(kpi, snapshot) for kpi in concerned[:NAMED]]
    if len(concerned) > NAMED:
        names.append(safe(counted("ui.overblik.others", len(concerned) - NAMED)))
    return counted(f"ui.overblik.{course}", len(concerned), names=listed(names))


def _theme(theme: Theme, tone: str, snapshot: Snapshot) -> str:
    name = link(formats.title_case(theme.title), registry.TEMA, **_theme_state(theme, snapshot))
    goals = items((_goal(theme, goal, snapshot) for goal in theme.goals), "rows")
    return (
        f'<section class="card theme" style="--tone:{tone}"><h3>{name}</h3>'
        f'<p class="dim">{safe(theme.purpose)}</p>{goals}</section>'
    )


def _goal(theme: Theme, goal: Goal, snapshot: Snapshot) -> str:
    state = _theme_state(theme, snapshot)
    return (
        f"<li><span>{link(goal.text, registry.TEMA, goal.id, **state)}</span>"
        f"{_course(snapshot.standing(goal.id))}</li>"
    )


def _course(its: Standing) -> str:
    """The pill, and on how many of the planned indicators it stands."""
    if not its.measured:
        return pill(its.course)
    behind = text("ui.overblik.behind", of=formats.count_of(its.measured, its.planned))
    return (
        f'<span class="stands">{pill(its.course)}<span class="dim">{safe(behind)}</span>'
        f"{marks(its.counts)}</span>"
    )


def _track(track: Track, snapshot: Snapshot) -> str:
    counts = count(snapshot.of_statement(statement).course for statement in track.statements)
    state = {"spor": track.slug, "periode": snapshot.month}
    name = link(formats.title_case(track.title), registry.SPOR, **state)
    return f'<section class="card track"><h3>{name}</h3>{bar(counts)}{tally(counts)}</section>'


def _vision(snapshot: Snapshot) -> str:
    vision = strategy().tracks.vision
    its, by = pill(snapshot.standing(vision.id).course), _measured_by(vision.id, snapshot)
    return (
        f'<section class="vision"><h3>{safe(vision.lead)}</h3>'
        f'<p class="lead">{safe(vision.text)}</p>{its}{by}</section>'
    )


def _balance(snapshot: Snapshot) -> str:
    balance = strategy().tracks.balance
    its = kpis.balance(snapshot.results, snapshot.targets)
    rows = [
        _consideration(each, part, snapshot)
        for each, part in zip(balance.considerations, its.parts, strict=True)
    ]
    rows.append(_good_solution(balance, its, snapshot))
    heading = safe(text("ui.overblik.balance"))
    return (
        f'<section class="card balanced"><h3>{heading}</h3>'
        f'<p class="lead">{safe(balance.text)}</p>{items(rows, "cells")}'
        f'<p class="dim">{safe(text("ui.overblik.scale"))}</p></section>'
    )


def _consideration(consideration: Consideration, part: kpis.Part, snapshot: Snapshot) -> str:
    its = pill(snapshot.standing(consideration.id).course)
    by = _measured_by(consideration.id, snapshot)
    placed = triple.scale(part, snapshot)
    return f"<li><h4>{safe(consideration.title)}</h4>{its}{placed}{by}</li>"


def _good_solution(balance: Balance, triad: kpis.Balance, snapshot: Snapshot) -> str:
    """The centre of the balance: the lowest of the three, and only when all three are judged."""
    each = [Course(_of(consideration, snapshot)) for consideration in balance.considerations]
    is_whole = Course.NOT_JUDGED not in each
    its = kpis.course_of(each) if is_whole else Course.NOT_JUDGED
    why = text(f"ui.overblik.good_solution.{'lowest' if is_whole else 'incomplete'}")
    title = safe(balance.center.title)
    lowest = safe(finding.balance(triad))
    return f'<li><h4>{title}</h4>{pill(its)}<p>{lowest}</p><p class="dim">{safe(why)}</p></li>'


def _of(consideration: Consideration, snapshot: Snapshot) -> str:
    its = snapshot.standing(consideration.id).course
    return Course.NOT_JUDGED if its == NOT_MEASURED else its


def _measured_by(node_id: str, snapshot: Snapshot) -> str:
    """'Måles med Målopfyldelse', with links; nothing for a node that is not measured."""
    measured = snapshot.coverage[node_id].measured
    if not measured:
        return ""
    names = listed([indicators.to_indicator(kpi, snapshot) for kpi in measured])
    return f'<p class="dim">{text("ui.overblik.measured_by", names=names)}</p>'


def _theme_state(theme: Theme, snapshot: Snapshot) -> dict[str, str]:
    return {"tema": theme.slug, "periode": snapshot.month}


def _goals() -> list[Goal]:
    return [goal for theme in strategy().long_term.themes for goal in theme.goals]


def _statements() -> list[Statement]:
    return [statement for track in strategy().tracks.tracks for statement in track.statements]


def _measured(standings: list[Standing]) -> int:
    return sum(standing.course != NOT_MEASURED for standing in standings)
