"""What an indicator means: question, definition, pitfalls, uses, where it belongs."""

from collections.abc import Iterator

import kpis
from kpis.strategy import Node, strategy
from pages.parts import figures
from pages.parts.markup import in_danish, items, link, safe
from pages.parts.meanings import TERMS, lines
from pages.parts.registry import SPOR, TEMA
from pages.parts.texts import has_text, text


def meaning(kpi: str) -> str:
    """The whole definition, as a card."""
    return (
        f'<section class="card meaning"><h2 class="first">{safe(text("noegletal.meaning.title"))}'
        f'</h2><p class="lead">{in_danish(safe(text(f"kpi.{kpi}.question")))}</p>'
        f"<dl>{terms(kpi)}</dl>"
        f'<div class="grid wide">{_lists(kpi)}</div></section>'
    )


def conditions(kpi: str) -> str:
    """What is counted, as the conditions of the declaration, word for word."""
    declared = figures.catalogue()[kpi]
    intro = text("noegletal.sql.intro", population=declared.population)
    rows = declared.formula.conditions().items()
    terms = "".join(
        f"<dt>{safe(_label(name))}</dt><dd><code>{safe(condition)}</code></dd>"
        for name, condition in rows
    )
    whole = safe(text("noegletal.sql.all"))
    return (
        f'<div class="meaning"><p>{safe(intro)}</p><dl>{terms}</dl><p class="dim">{whole}</p></div>'
    )


def sql(kpi: str) -> str:
    """The query behind the number."""
    return kpis.sql(kpi)


def terms(kpi: str) -> str:
    """Definition, numerator, denominator and what else it is made of, as terms of a list."""
    named = [(name, f"kpi.{kpi}.{name}") for name in TERMS]
    return "".join(
        f"<dt>{safe(_label(name))}</dt><dd>{in_danish(safe(text(key)))}</dd>"
        for name, key in named
        if has_text(key)
    )


def _lists(kpi: str) -> str:
    rows = {
        "may_use": _texts(kpi, "may_use"),
        "may_not_use": _texts(kpi, "may_not_use"),
        "pitfalls": _texts(kpi, "pitfalls"),
        "serves": list(_serves(kpi)),
        "references": [safe(text(f"references.{key}")) for key in lines(kpi, "references")],
    }
    return "".join(_named_list(name, shown) for name, shown in rows.items() if shown)


def _texts(kpi: str, name: str) -> list[str]:
    return [safe(line) for line in lines(kpi, name)]


def _named_list(name: str, rows: list[str]) -> str:
    shown = items((f"<li>{in_danish(row)}</li>" for row in rows), "dots")
    return f"<div><h3>{safe(_label(name))}</h3>{shown}</div>"


def _serves(kpi: str) -> Iterator[str]:
    for node_id in figures.catalogue()[kpi].serves:
        yield _node_link(strategy().node(node_id))


def _node_link(node: Node) -> str:
    """A node in its own words, with a link to its theme or track where it has one."""
    themes = {theme.id: theme.slug for theme in strategy().long_term.themes}
    tracks = {track.id: track.slug for track in strategy().tracks.tracks}
    for place in (node.id, node.parent):
        if place in themes:
            return link(node.text, TEMA, node.id, tema=themes[place])
        if place in tracks:
            return link(node.text, SPOR, node.id, spor=tracks[place])
    kind = text(f"noegletal.nodes.{node.kind}")
    return safe(text("noegletal.nodes.named", kind=kind, words=node.text))


def _label(name: str) -> str:
    return text(f"noegletal.meaning.{name}")
