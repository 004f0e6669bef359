"""The indicators as documents: one page for each theme and track, and a way in.

Made from the strategy, the declarations, their Danish words, the targets and the spec tests.
"""

import importlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from kpis import compile
from kpis.catalogue import adds_up, indicator
from kpis.coverage import indicators
from kpis.explain import title
from kpis.model import Beside, Indicator
from kpis.strategy import Node, Theme, Track, strategy
from kpis.target_facts import CsvStore, Form, TargetFact
from pages.parts.texts import lines_of, text
from tests import worked_examples

FOLDER = "docs/indicators"
Part = Theme | Track
USED = {
    "pitfalls": "Pitfalls",
    "may_use": "May be used for",
    "may_not_use": "May not be used for",
}

WAY_IN = """# The indicators

Made from the declarations, their Danish words, `data/targets` and the spec tests by `make docs`;
do not edit.

The {count} indicators, in the order of the strategy. Titles, definitions, pitfalls and the wording
of the strategy are Danish, as the dashboard shows them; conditions are SQL over one row of the
population, word for word as they run.

How to read a worked example: each table is what was reported, one row a version; two rows with one
id are two versions of it in the order received. An empty cell is the usual value, `-` is nothing,
`2024-03` a date of which only the month is known. `known` is the day we were told; without it the
row was told on its own date. Persons are invented letters; where no person is named it is A, born
1980-06-01. `1 of 3` is numerator and denominator. The figures are those of a test that runs the
SQL. The example of an indicator is the first of its tests, by total and of at most {rows} rows, in
which some rows count and some do not; where there is none, the first in which all count, with a
case of the same test in which they do not.

A target that nobody decided is a proposal. `trusted with` are exports without which the number is
computed but flatters.
"""


def documents() -> dict[str, Callable[[], str]]:
    """The documents by file name, each with the function that makes its text."""
    pages = {f"{FOLDER}/{part.slug}.md": partial(page, part) for part in parts()}
    return {f"{FOLDER}.md": way_in, **pages}


def parts() -> tuple[Part, ...]:
    """Themes and tracks in the order of the strategy."""
    return (*strategy().long_term.themes, *strategy().tracks.tracks)


def declared(part: Part) -> tuple[Indicator, ...]:
    """The indicators that are declared in the module of a theme or track."""
    package = "themes" if isinstance(part, Theme) else "tracks"
    found: tuple[Indicator, ...] = importlib.import_module(f"kpis.{package}.{part.slug}").INDICATORS
    return found


def way_in() -> str:
    """What the pages share, and a line for each indicator."""
    count = sum(len(declared(part)) for part in parts())
    lines = [WAY_IN.format(count=count, rows=worked_examples.MOST_ROWS)]
    for part in parts():
        lines += [f"## [{part.title}](indicators/{part.slug}.md)", ""]
        lines += [
            "| indicator | title | kind | unit | exports |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [_listed(part, kpi) for kpi in declared(part)]
        lines.append("")
    lines += ["## Vision, balance and purposes", "", *_nodes(_overlays(), "indicators/")]
    return _joined(lines)


def _listed(part: Part, kpi: Indicator) -> str:
    link = f"[`{kpi.id}`](indicators/{part.slug}.md#{kpi.id})"
    exports = ", ".join(kpi.sources)
    return f"| {link} | {title(kpi.id)} | {kpi.kind} | {kpi.unit} | {exports} |"


def page(part: Part) -> str:
    """One theme or track: its nodes, and every indicator declared there."""
    lines = [f"# {part.title}", "", "[All indicators](../indicators.md)", ""]
    lines += _nodes(_nodes_of(part), "")
    for kpi in declared(part):
        lines += ["", *_section(kpi)]
    return _joined(lines)


def _nodes_of(part: Part) -> list[Node]:
    return [node for node in strategy().nodes() if part.id in (node.parent, node.id)]


def _overlays() -> list[Node]:
    return [node for node in strategy().nodes() if node.kind not in ("goal", "statement")]


def _nodes(nodes: Iterable[Node], folder: str) -> Iterator[str]:
    yield from ("| node | what the municipality wants | measured by |", "| --- | --- | --- |")
    for node in nodes:
        measured = ", ".join(_link(kpi, folder) for kpi in indicators(node.id))
        yield f"| `{node.id}` | {_line(node.text)} | {measured} |"


@cache
def _homes() -> dict[str, str]:
    return {kpi.id: part.slug for part in parts() for kpi in declared(part)}


def _link(kpi_id: str, folder: str = "") -> str:
    return f"[{title(kpi_id)}]({folder}{_homes()[kpi_id]}.md#{kpi_id})"


def _section(kpi: Indicator) -> Iterator[str]:
    words = partial(_words, kpi.id)
    yield f'## <a id="{kpi.id}"></a>{title(kpi.id)}'
    yield from ("", f"`{kpi.id}` · {words('definition')}", "")
    yield from ("| | |", "| --- | --- |")
    yield from (f"| {name} | {told} |" for name, told in _facts(kpi) if told)
    yield from ("", "**What is counted**", "", *_counted(kpi))
    for field, name in USED.items():
        yield from ("", f"**{name}**", "", *_items(kpi.id, field))
    yield from ("", "**References**", "", *_references(kpi.id))
    yield from ("", "**Worked example.** " + "\n".join(_example(kpi.id)))


def _facts(kpi: Indicator) -> Iterator[tuple[str, str]]:
    yield "serves", "<br>".join(f"`{n}` {_line(strategy().node(n).text)}" for n in kpi.serves)
    yield "kind", kpi.kind
    yield "unit", kpi.unit
    yield "better", kpi.better
    yield "target", "<br>".join(_target(fact) for fact in _targets().get(kpi.id, ()))
    yield "looks at", _words(kpi.id, "window")
    yield "population", f"`{kpi.population}`: {compile.grain(kpi.population)}"
    yield "breakdowns", ", ".join(_breakdown(kpi, by) for by in kpi.breakdowns)
    yield "beside it", "<br>".join(_beside(kpi, one) for one in kpi.beside)
    yield "shown with", ", ".join(map(_link, kpi.companions))
    yield "balanced by", ", ".join(map(_link, kpi.balanced_by))
    yield "exports", ", ".join(kpi.sources)
    yield "trusted with", ", ".join(kpi.trusted_with)
    yield "SQL", f"[{kpi.id}.sql](../../tests/golden/indicators/{kpi.id}.sql)"


def _breakdown(kpi: Indicator, by: str) -> str:
    over = kpi.counted_over(by)
    where = "" if over == kpi.population else f" (over `{over}`)"
    return f"`{by}`{where}" if adds_up(kpi.id, by) else f"`{by}`{where} (does not add up)"


def _beside(kpi: Indicator, one: Beside) -> str:
    name = text(f"beside.{kpi.id}.{one.name}")
    conditions = indicator(f"{kpi.id}.{one.name}").formula.conditions()
    told = "; ".join(f"{role} `{_cell(sql)}`" for role, sql in conditions.items() if sql != "true")
    where = f" (over `{one.population}`)" if one.population else ""
    return f"`{one.name}` {name}: {told}{where}"


@cache
def _targets() -> dict[str, list[TargetFact]]:
    found: dict[str, list[TargetFact]] = {}
    for fact in CsvStore().facts():
        found.setdefault(fact.kpi, []).append(fact)
    return found


def _target(fact: TargetFact) -> str:
    whom = f"{fact.by} {fact.member}: " if fact.by else ""
    since = f"from {fact.valid_from}"
    return f"{fact.kind}, {whom}{_bounds(fact)}, {since} ({_cell(fact.where)}; {fact.decided_by})"


def _bounds(fact: TargetFact) -> str:
    """A target in numbers, as `Form` describes them; shares 0-1."""
    low = f"at least {fact.low:g}" if fact.low is not None else ""
    high = f"at most {fact.high:g}" if fact.high is not None else ""
    years = f" for {fact.years} years" if fact.years else ""
    if fact.form is Form.VALUE:
        return " and ".join(filter(None, (low, high)))
    if fact.form is Form.WORDS:
        return "no number yet"
    if fact.form is Form.GROWTH:
        return f"at least the value of {fact.baseline} times 1 + {fact.step:.3g} a year{years}"
    bound = "at most" if fact.form is Form.CEILING else "at least"
    until = f", until {fact.low:g}" if fact.low is not None else ""
    return f"{bound} the value of {fact.baseline} {fact.step:+g} a year{years}{until}"


def _counted(kpi: Indicator) -> Iterator[str]:
    for role, condition in kpi.formula.conditions().items():
        yield f"- {role}: `{_line(condition)}`"
    yield f"- tæller: {_words(kpi.id, 'numerator')}"
    yield f"- nævner: {_words(kpi.id, 'denominator')}"


def _items(kpi_id: str, field: str) -> Iterator[str]:
    return (f"- {_line(line)}" for line in lines_of(f"kpi.{kpi_id}.{field}"))


def _references(kpi_id: str) -> Iterator[str]:
    return (f"- {text(f'references.{key}')}" for key in lines_of(f"kpi.{kpi_id}.references"))


def _example(kpi_id: str) -> Iterator[str]:
    recorded = worked_examples.recorded()
    example = worked_examples.chosen(kpi_id, recorded)
    if example is None:
        raise LookupError(f"{kpi_id}: no spec test draws an example of its total.")
    return worked_examples.markdown(example, worked_examples.contrast(example, recorded))


def _words(kpi_id: str, field: str) -> str:
    return _line(text(f"kpi.{kpi_id}.{field}"))


def _line(words: Any) -> str:
    return " ".join(str(words).split())


def _cell(words: str) -> str:
    """Text in a cell of a table, where a bar would end it."""
    return _line(words).replace("|", "\\|")


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"
