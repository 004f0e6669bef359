"""The form for a new target, and what it will say before it is kept: a target only grows."""

from datetime import timedelta

from kpis.facts import Form as TargetForm
from kpis.facts import TargetFact
from pages.parts import entries_figures, entries_forms, figures, formats, kinds, sentences
from pages.parts.entries_forms import Field, Form, Typed
from pages.parts.entries_numbers import Misread, number
from pages.parts.entries_targets import ALL, as_target, indicators
from pages.parts.markup import items, safe
from pages.parts.texts import text

KINDS = ("political", "management", "national", "proposal")


def show(kpi: str) -> None:
    """Asks for a target; `kpi` is the indicator to begin with, ALL for none in particular."""
    entries_forms.show(
        Form(
            "target-new",
            _fields("" if kpi == ALL else kpi),
            text("maaltal.new.preview"),
            "maaltal.new.kept",
            made,
            preview=preview,
        )
    )


def made(typed: Typed) -> TargetFact:
    """The target that was typed. Raises `Misread` for a number or a day that is none."""
    kpi = typed["kpi"]
    low, high = number(typed["low"], kpi, "low"), number(typed["high"], kpi, "high")
    if low is None and high is None:
        raise Misread("maaltal.new.no_bound", "low")
    if low is not None and high is not None and low > high:
        raise Misread("maaltal.new.reversed", "high")
    if typed["valid_from"] is None:
        raise Misread("skriv.no_day", "valid_from")
    for name in ("decided_by", "where"):
        if not typed[name].strip():
            raise Misread("skriv.rules.empty", name)
    return TargetFact(
        kpi=kpi,
        by="",
        member="",
        kind=typed["kind"],
        form=TargetForm.VALUE,
        low=low,
        high=high,
        baseline="",
        step=None,
        years=None,
        valid_from=typed["valid_from"],
        decided_by=typed["decided_by"].strip(),
        where=typed["where"].strip(),
    )


def preview(fact: TargetFact) -> str:
    """What the target will say, which periods it judges, and what holds before it."""
    lines = (_says(fact), _judges(fact), _before(fact), text("maaltal.new.for_good"))
    shown = items(f"<li>{safe(line)}</li>" for line in lines)
    return f'<div class="preview"><h3>{safe(text("maaltal.new.title"))}</h3>{shown}</div>'


def _fields(kpi: str) -> tuple[Field, ...]:
    names = {name: entries_figures.title(name) for name in indicators()}
    kinds = {name: text(f"maaltal.kinds.{name}") for name in KINDS}
    return (
        Field("kpi", "maaltal.new.kpi", "pick", options=names, first=kpi or None),
        Field("kind", "maaltal.new.kind", "pick", "maaltal.new.kind_guide", kinds),
        Field("low", "maaltal.new.low", "line", "maaltal.new.low_guide"),
        Field("high", "maaltal.new.high", "line", "maaltal.new.high_guide"),
        Field("valid_from", "maaltal.new.from", "day", "maaltal.new.from_guide"),
        Field("decided_by", "maaltal.new.by", "line", "maaltal.new.by_guide"),
        Field("where", "maaltal.new.where", "line", "maaltal.new.where_guide"),
    )


def _says(fact: TargetFact) -> str:
    return text(
        "maaltal.new.says",
        title=entries_figures.title(fact.kpi),
        target=sentences.target_words(as_target(fact)).rstrip("."),
        day=formats.day_long(fact.valid_from),
        who=fact.decided_by,
        where=fact.where,
    )


def _judges(fact: TargetFact) -> str:
    """A target judges the periods whose last day is its first day or later."""
    month = f"{fact.valid_from:%Y-%m}"
    first = {kind: formats.period(kinds.part_of(month, kind)) for kind in kinds.KINDS}
    key = "proposal" if not fact.is_decided else "decided"
    return text(f"maaltal.new.judges.{key}", **first)


def _before(fact: TargetFact) -> str:
    """The target that holds the day before, and goes on judging what it judged."""
    day = fact.valid_from.replace(day=1) - timedelta(days=1)
    held = sentences.target_words(figures.target_in(fact.kpi, f"{day:%Y-%m}"))
    key = "some" if held else "none"
    return text(f"maaltal.new.before.{key}", target=held.rstrip("."))
