"""The blocks of Leverance: the supplementary exports as those read them who deliver them.

`data/contracts/supplementary.json` is made from the contracts by `make docs`, so that the page
and the loader cannot disagree.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import kpis
from pages.parts import figures, formats, indicators, rules, tables
from pages.parts.markup import in_danish, items, link, safe
from pages.parts.registry import LEVERANCE
from pages.parts.rows import code as code_words
from pages.parts.texts import lines_of, text

FILE = Path(__file__).resolve().parents[2] / "data" / "contracts" / "supplementary.json"
Described = Mapping[str, Any]
Cells = Sequence[str]


@cache
def described() -> Mapping[str, Described]:
    """Every export by its code, in the order of the contracts."""
    return {one["code"]: one for one in json.loads(FILE.read_text("utf-8"))}


def names() -> Mapping[str, str]:
    """Codes and names, to choose from, in the order of their codes."""
    return {code: f"{code} {text(f'exports.{code}.name')}" for code in sorted(described())}


def first() -> str:
    """The export that is shown when none was chosen."""
    return min(described())


def answer(of: "kpis.Deliveries") -> str:
    """How many of the exports are loaded."""
    loaded = [one for one in described().values() if of.tables.get(one["table"])]
    words = text("leverance.headline", of=formats.count_of(len(loaded), len(described())))
    return (
        f'<div class="hero"><div><h1>{safe(words)}</h1>'
        f"<p>{safe(text('leverance.lead'))}</p></div></div>"
    )


def how_to() -> str:
    """How a file is written and named, and what happens with its rows."""
    parts = "".join(_how(name) for name in ("file", "rows", "persons"))
    return f'<section class="card"><div class="grid wide">{parts}</div></section>'


def meaning(code: str, of: "kpis.Deliveries") -> str:
    """One export: what a row is, who delivers it, what is missing without it, what needs it."""
    one = described()[code]
    rows = of.tables.get(one["table"], 0)
    loaded = "leverance.terms.loaded_rows" if rows else "leverance.terms.not_loaded"
    terms = {
        "holds": safe(text(f"exports.{code}.holds")),
        "row": in_danish(safe(text("leverance.terms.row_is", row=one["row"]))),
        "from": safe(text(f"exports.{code}.from")),
        "without": safe(text(f"exports.{code}.without")),
        "loaded": safe(text(loaded, rows=formats.number(rows))),
        "used_by": in_danish(safe(indicators.titles(_used_by(code))))
        or safe(text("leverance.terms.used_by_none")),
    }
    listed = "".join(
        f"<dt>{safe(text(f'leverance.terms.{name}'))}</dt><dd>{words}</dd>"
        for name, words in terms.items()
    )
    heading = safe(f"{code} {text(f'exports.{code}.name')}")
    return (
        f'<section class="card meaning"><h2 class="first">{heading}</h2><dl>{listed}</dl></section>'
    )


def columns(code: str) -> str:
    """The columns of one export, by their Danish headers."""
    one = described()[code]
    names = ("header", "meaning", "form", "must", "example")
    heads = [tables.Column(text(f"leverance.columns.{name}")) for name in names]
    rows = [_column_cells(column) for column in one["columns"]]
    rows += [_dropped_cells(column) for column in one["not_stored"]]
    caption = text("leverance.columns.caption", file=one["file"])
    title = safe(text("leverance.columns.title"))
    return f"<h2>{title}</h2>{tables.table(caption, heads, rows)}"


def rules_of(code: str) -> str:
    """The rules of one export beyond its single cells: what sets a row aside, what only counts."""
    one = described()[code]
    title = safe(text("leverance.rules.title"))
    intro = f'<p class="dim">{safe(text("leverance.rules.intro"))}</p>'
    if not one["rules"]:
        return f"<h2>{title}</h2>{intro}"
    heads = [tables.Column(text(f"leverance.rules.{name}")) for name in ("rule", "place", "level")]
    rows = [_rule_cells(rule) for rule in one["rules"]]
    shown = tables.table(text("leverance.rules.caption", code=code), heads, rows)
    return f"<h2>{title}</h2>{intro}{shown}"


def every_one(of: "kpis.Deliveries") -> str:
    """All exports with who delivers them, how many rows are loaded and what needs them."""
    names = ("export", "from", "rows", "used_by")
    heads = [tables.Column(text(f"leverance.every.{name}"), name in names[2:]) for name in names]
    rows = [_export_cells(one, of) for _, one in sorted(described().items())]
    title = safe(text("leverance.every.title"))
    return f"<h2>{title}</h2>{tables.table(text('leverance.every.caption'), heads, rows)}"


def template(code: str) -> bytes:
    """An empty file: the header alone, in semicolons and UTF-8 with its mark."""
    headers = [column["header"] for column in described()[code]["columns"]]
    return (";".join(headers) + "\r\n").encode("utf-8-sig")


def template_file(code: str) -> tuple[str, str]:
    """Its name and media type."""
    return f"{described()[code]['file']}.csv", "text/csv"


def template_label(code: str) -> str:
    """'Hent tom skabelon til T09 (CSV)'."""
    return text("leverance.template", code=code)


def _how(name: str) -> str:
    lines = items(
        (f"<li>{safe(words)}</li>" for words in lines_of(f"leverance.how.{name}")), "dots"
    )
    heading = safe(text(f"leverance.how_titles.{name}"))
    return f'<div><h2 class="first">{heading}</h2>{lines}</div>'


def _used_by(code: str) -> list[str]:
    declared = figures.catalogue().values()
    return [one.id for one in declared if code in (*one.sources, *one.trusted_with)]


def _column_cells(column: Mapping[str, str]) -> Cells:
    example = code_words(column["example"]) if column["example"] else ""
    header = code_words(column["header"])
    said = (_said(column[name]) for name in ("meaning", "form", "must"))
    return header, *said, example


def _dropped_cells(column: Mapping[str, str]) -> Cells:
    dropped = text("leverance.columns.not_stored")
    return code_words(column["header"]), _said(column["meaning"]), "", dropped, ""


def _said(words: str) -> tables.Markup:
    """What a contract says of a column, which it says in Danish."""
    return tables.Markup(in_danish(safe(words)))


def _rule_cells(rule: Mapping[str, str]) -> Cells:
    words = tables.Markup(f"{safe(rules.meaning(rule['id']))}<br>{code_words(rule['id'])}")
    return words, code_words(rule["place"]), text(f"leverance.levels.{rule['level']}")


def _export_cells(one: Described, of: "kpis.Deliveries") -> Cells:
    code = one["code"]
    name = link(f"{code} {text(f'exports.{code}.name')}", LEVERANCE, udtraek=code)
    rows = of.tables.get(one["table"], 0)
    shown = formats.number(rows) if rows else text("leverance.every.none")
    used = formats.number(len(_used_by(code)))
    return tables.Markup(name), text(f"exports.{code}.from"), shown, used
