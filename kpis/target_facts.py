"""Targets as facts: what was decided, by whom, where and from when. A history that only grows.

`data/targets/targets.csv` and what people enter (`kpis.facts`) are one history, under
the same rules. A fact is never changed: a new one is added, valid from a later day, and
judges the periods from then on.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from kpis.coverage import planned
from kpis.errors import KpiError, unknown
from kpis.periods import period as parse_period

TARGETS = Path(__file__).resolve().parent.parent / "data" / "targets" / "targets.csv"
PROPOSAL = "proposal"
KINDS = ("political", "national", "management", PROPOSAL)


class Form(StrEnum):
    """How a target is told.

    VALUE: a floor (low), a ceiling (high) or both. RISE: a floor of the baseline
    plus `step` a year. GROWTH: a floor of the baseline times 1 + `step` a year.
    CEILING: a ceiling of the baseline plus `step` a year. WORDS: no number yet;
    `where` says the rule.
    """

    VALUE = "value"
    RISE = "rise"
    GROWTH = "growth"
    CEILING = "ceiling"
    WORDS = "words"


RELATIVE = (Form.RISE, Form.GROWTH, Form.CEILING)


@dataclass(frozen=True)
class TargetFact:
    """One decision. Numbers are in the indicator's own unit; shares 0-1.

    `by` and `member` are empty for the total. `baseline` is the period whose
    value a relative form starts from, `step` what is added for each whole year
    since, `years` for how many years (None: without end); `low` is then where a
    rise ends.
    """

    kpi: str
    by: str
    member: str
    kind: str
    form: Form
    low: float | None
    high: float | None
    baseline: str
    step: float | None
    years: int | None
    valid_from: date
    decided_by: str
    where: str

    @property
    def of(self) -> tuple[str, str, str]:
        """What the target is for: indicator, breakdown and member."""
        return self.kpi, self.by, self.member

    @property
    def is_decided(self) -> bool:
        """Whether somebody decided it; a proposal nobody did."""
        return self.kind != PROPOSAL


COLUMNS = tuple(field.name for field in fields(TargetFact))


class Store(Protocol):
    """Where a history is kept that `append` adds to, such as the reviewed file."""

    def facts(self) -> Sequence[TargetFact]:
        """Every fact ever stated, in the order it was stated."""

    def append(self, fact: TargetFact) -> None:
        """Keep one more fact."""


@dataclass(frozen=True)
class CsvStore:
    """The history as a file that people review."""

    path: Path = TARGETS

    def facts(self) -> tuple[TargetFact, ...]:
        """Every fact in file order; a mistake raises a `KpiError` naming the line and the rule."""
        with self.path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if tuple(rows.fieldnames or ()) != COLUMNS:
                raise KpiError(f"{self.path.name}: the columns must be {', '.join(COLUMNS)}.")
            facts = [_fact(row, f"{self.path.name}, line {rows.line_num}") for row in rows]
        for line, problem in _out_of_order(facts):
            raise KpiError(f"{self.path.name}, line {line + 2}: {problem}")
        return tuple(facts)

    def append(self, fact: TargetFact) -> None:
        """Write one line at the end."""
        with self.path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(_row(fact))


def append(store: Store, fact: TargetFact) -> None:
    """State a new target. A fact that breaks a rule raises a `KpiError` and is not kept.

    It must be valid from a later day than every earlier one of its kind, so the
    statuses before that day stay what they were.
    """
    history = store.facts()
    for problem in (*problems(fact), *not_later(fact, history)):
        raise KpiError(f"The target for {fact.kpi} was not saved: {problem}")
    store.append(fact)


def problems(fact: TargetFact) -> Iterator[str]:
    """What is wrong with one fact, each as a sentence."""
    if fact.kind not in KINDS:
        yield f"'{fact.kind}' is no kind of target: {', '.join(KINDS)}."
    if bool(fact.by) != bool(fact.member):
        yield "a breakdown and its member are given together or not at all."
    if not fact.decided_by or not fact.where:
        yield "decided_by and where must say who decided it, and where that can be read."
    if fact.low is not None and fact.high is not None and fact.low > fact.high:
        yield f"the floor {fact.low:g} lies above the ceiling {fact.high:g}."
    yield from _problems_of_form(fact)


def _problems_of_form(fact: TargetFact) -> Iterator[str]:
    has_bound = fact.low is not None or fact.high is not None
    if fact.form is Form.VALUE and not has_bound:
        yield "a target of the form 'value' needs low, high or both."
    if fact.form is Form.WORDS and has_bound:
        yield "a target of the form 'words' has no number."
    if fact.form in RELATIVE and (fact.step is None or not fact.baseline):
        yield f"a target of the form '{fact.form}' needs a baseline and a step."
    if fact.form not in RELATIVE and (fact.step is not None or fact.baseline or fact.years):
        yield f"a target of the form '{fact.form}' has no baseline, step or years."
    if fact.form in RELATIVE and fact.high is not None:
        yield f"a target of the form '{fact.form}' has no high."


def not_later(fact: TargetFact, history: Iterable[TargetFact]) -> Iterator[str]:
    """Decided targets and proposals are two histories: a proposal never ends a decision."""
    for earlier in history:
        same = earlier.of == fact.of and earlier.is_decided == fact.is_decided
        if same and earlier.valid_from >= fact.valid_from:
            yield (
                f"one is already valid from {earlier.valid_from}, so a new one must begin later;"
                " what was judged stays judged."
            )


def _out_of_order(facts: Sequence[TargetFact]) -> Iterator[tuple[int, str]]:
    for line, fact in enumerate(facts):
        for problem in not_later(fact, facts[:line]):
            yield line, problem


def _fact(row: dict[str, str], where: str) -> TargetFact:
    """One line, judged; the first broken rule raises a `KpiError`."""
    if None in row or None in row.values():
        raise KpiError(f"{where}: there must be {len(COLUMNS)} cells.")
    if row["kpi"] not in planned():
        raise unknown(f"indicator ({where})", row["kpi"], planned())
    try:
        fact = _parsed(row)
    except ValueError as error:
        raise KpiError(f"{where}: {error}.") from None
    for problem in problems(fact):
        raise KpiError(f"{where}: {problem}")
    return fact


def _parsed(row: dict[str, str]) -> TargetFact:
    if row["baseline"]:
        parse_period(row["baseline"])
    return TargetFact(
        kpi=row["kpi"],
        by=row["by"],
        member=row["member"],
        kind=row["kind"],
        form=Form(row["form"]),
        low=_number(row["low"]),
        high=_number(row["high"]),
        baseline=row["baseline"],
        step=_number(row["step"]),
        years=int(row["years"]) if row["years"] else None,
        valid_from=date.fromisoformat(row["valid_from"]),
        decided_by=row["decided_by"],
        where=row["where"],
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


def _row(fact: TargetFact) -> list[str]:
    return [_cell(getattr(fact, name)) for name in COLUMNS]


def _cell(value: object) -> str:
    return "" if value is None else str(value)
