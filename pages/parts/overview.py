"""The blocks of Overblik: the answer first, then both documents of the strategy."""

import kpis
from kpis.model import Course
from kpis.strategy import Balance, Consideration, Goal, Statement, Theme, Track, strategy
from pages.parts import finding, formats, indicators, node_finding, palette, registry, triple
from pages.parts.markup import board, in_danish, items, link, pill, safe
from pages.parts.snapshot import Snapshot
from pages.parts.standing import Standing, count, is_judged, lowest
from pages.parts.texts import counted, lines_of, listed, text

NAMED = 3
"""At most so many indicators are named in the lead."""


def answer(snapshot: Snapshot) -> str:
    """How many goals are on course, what calls for a hand, and what that is worth."""
    courses = [snapshot.standing(goal.id).course for goal in _goals()]
    headline = node_finding.together(courses, "goals")
    return (
        f'<div class="hero"><div><h1>{safe(headline)}</h1>'
        f"<p>{_lead(snapshot)}</p></div><div>{board(count(courses))}</div></div>{_rule()}"
    )


def judged(snapshot: Snapshot) -> str:
    """'14 af 14 mål og 18 af 20 udsagn kan vurderes.'"""
    goals = [snapshot.standing(goal.id) for goal in _goals()]
    statements = [snapshot.of_statement(statement) for statement in _statements()]
    return text(
        "overblik.judged",
        goals=formats.count_of(sum(map(is_judged, goals)), len(goals)),
        statements=formats.count_of(sum(map(is_judged, statements)), len(statements)),
    )


def _lead(snapshot: Snapshot) -> str:
    """What the answer stands on, whether targets are decided, and what calls for a hand."""
    if all(course is Course.NOT_JUDGED for course in snapshot.courses.values()):
        return safe(text("ui.overblik.no_judged", smallest=kpis.SMALLEST_JUDGED))
    worth = node_finding.worth(snapshot.targets_judged(snapshot.courses))
    return " ".join(filter(None, (safe(worth), safe(judged(snapshot)), _calls(snapshot))))


def _calls(snapshot: Snapshot) -> str:
    """Which indicators surely miss a decided target, each a link; empty where none does."""
    concerned = [kpi for kpi in snapshot.courses if snapshot.course(kpi) == Course.ACT]
    if not concerned:
        return ""
    names = [indicators.to_indicator(kpi, snapshot) for kpi in concerned[:NAMED]]
    if len(concerned) > NAMED:
        names.append(safe(counted("ui.overblik.others", len(concerned) - NAMED)))
    return counted("ui.overblik.act", len(concerned), names=listed(names))


def _rule() -> str:
    """When a goal is on course, one click away: the first thing a reader asks."""
    lines = items((f"<li>{safe(line)}</li>" for line in lines_of("standing.rule.lines")), "dots")
    return (
        f'<details class="more"><summary>{safe(text("standing.rule.heading"))}</summary>{lines}'
        f'<p class="dim">{safe(text("standing.rule.never"))}</p></details>'
    )


def themes(snapshot: Snapshot) -> str:
    """The first document: its four themes with their goals."""
    document = strategy().long_term
    cards = "".join(
        _theme(theme, tone, snapshot)
        for theme, tone in zip(document.themes, palette.THEMES, strict=True)
    )
    return (
        f"<h2>{in_danish(safe(document.title))}</h2>"
        f'<p class="dim">{safe(text("ui.overblik.themes", goals=len(_goals())))}</p>'
        f'<div class="grid two">{cards}</div>'
    )


def tracks(snapshot: Snapshot) -> str:
    """The second document: its vision, balance and eight tracks."""
    document = strategy().tracks
    cards = "".join(_track(track, snapshot) for track in document.tracks)
    sub = text("ui.overblik.tracks", statements=len(_statements()))
    return (
        f'<h2>{in_danish(safe(document.title))}</h2><p class="dim">{safe(sub)}</p>'
        f'{_vision(snapshot)}<div class="grid three">{cards}</div>{_balance(snapshot)}'
    )


def _theme(theme: Theme, tone: str, snapshot: Snapshot) -> str:
    name = link(formats.title_case(theme.title), registry.TEMA, **_theme_state(theme, snapshot))
    goals = items((_goal(theme, goal, snapshot) for goal in theme.goals), "rows")
    return (
        f'<section class="card theme" style="--tone:{tone}"><h3>{in_danish(name)}</h3>'
        f'<p class="dim">{in_danish(safe(theme.purpose))}</p>{goals}</section>'
    )


def _goal(theme: Theme, goal: Goal, snapshot: Snapshot) -> str:
    state = _theme_state(theme, snapshot)
    words = link(goal.text, registry.TEMA, goal.id, **state)
    return f"<li><span>{in_danish(words)}</span>{_course(snapshot.standing(goal.id))}</li>"


def _track(track: Track, snapshot: Snapshot) -> str:
    state = {"spor": track.slug, "periode": snapshot.month}
    name = link(formats.title_case(track.title), registry.SPOR, **state)
    statements = items((_statement(each, state, snapshot) for each in track.statements), "rows")
    return f'<section class="card said"><h3>{in_danish(name)}</h3>{statements}</section>'


def _statement(statement: Statement, state: dict[str, str], snapshot: Snapshot) -> str:
    """Its words, cut by the look after some lines; a screen reader hears all of them."""
    words = link(statement.text, registry.SPOR, statement.id, **state)
    its = _course(snapshot.of_statement(statement))
    return f'<li><span class="short">{in_danish(words)}</span>{its}</li>'


def _course(its: Standing) -> str:
    """The pill, and how many indicators it stands on: those on target, or those judged."""
    return f'<span class="stands">{pill(its.course)}{_behind(its)}</span>'


def _behind(its: Standing) -> str:
    if not its.measured:
        return ""
    if not is_judged(its):
        of = formats.count_of(its.judged, its.planned)
        return f'<span class="dim">{safe(text("overblik.judged_of", of=of))}</span>'
    of = formats.count_of(its.counts[Course.ON_COURSE], its.judged)
    return f'<span class="dim">{safe(text("overblik.on_target", of=of))}</span>'


def _vision(snapshot: Snapshot) -> str:
    vision = strategy().tracks.vision
    its, by = pill(snapshot.standing(vision.id).course), _measured_by(vision.id, snapshot)
    return (
        f'<section class="vision"><h3>{in_danish(safe(vision.lead))}</h3>'
        f'<p class="lead">{in_danish(safe(vision.text))}</p>{its}{by}</section>'
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
        f'<p class="lead">{in_danish(safe(balance.text))}</p>{items(rows, "cells")}'
        f'<p class="dim">{safe(text("ui.overblik.scale"))}</p></section>'
    )


def _consideration(consideration: Consideration, part: kpis.Part, snapshot: Snapshot) -> str:
    its = pill(snapshot.standing(consideration.id).course)
    by = _measured_by(consideration.id, snapshot)
    placed = triple.scale(part, snapshot)
    return f"<li><h4>{in_danish(safe(consideration.title))}</h4>{its}{placed}{by}</li>"


def _good_solution(balance: Balance, triad: kpis.Balance, snapshot: Snapshot) -> str:
    """The centre of the balance: the worst of the three, and only when all three are judged."""
    its = lowest([snapshot.standing(each.id).course for each in balance.considerations])
    why = "incomplete" if its == Course.NOT_JUDGED else "lowest"
    words = safe(text(f"ui.overblik.good_solution.{why}"))
    title, told = in_danish(safe(balance.center.title)), safe(finding.balance(triad))
    return f'<li><h4>{title}</h4>{pill(its)}<p>{told}</p><p class="dim">{words}</p></li>'


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
