"""Facts for tests, one of each kind, and who says them."""

from dataclasses import replace
from datetime import date

from kpis.facts import (
    Action,
    Author,
    BreakKind,
    Comment,
    Event,
    Fact,
    Figure,
    Form,
    Frozen,
    Meeting,
    Query,
    Question,
    SeriesBreak,
    TargetFact,
)
from kpis.model import Result, Status
from kpis.questions import Chart, ChartKind, Parameter, ParameterKind

KPI = "followup_on_time"
ANNE, BO = Author("Anne", "leder"), Author("Bo", "analytiker")
SHOWN = Result(
    KPI, "2025-06", "", "", 84, 100, 0.84, 0.76, 0.9, Status.OK, date(2025, 7, 1), "build_000001"
)
FIGURE = Figure.of(SHOWN)
COMMENT = Comment(FIGURE, happened="Færre opfølgninger blev holdt til tiden.", doing="Vi ansætter.")
TARGET = TargetFact(
    kpi=KPI,
    by="",
    member="",
    kind="political",
    form=Form.VALUE,
    low=0.9,
    high=None,
    baseline="",
    step=None,
    years=None,
    valid_from=date(2026, 3, 1),
    decided_by="Socialudvalget",
    where="Sag 12, 3. februar 2026",
)
EVENT = Event("Nyt hus åbnet", date(2025, 5, 1), indicators=(KPI,), owner="Drift")
BREAK = SeriesBreak(date(2025, 4, 1), BreakKind.LAW, "Loven blev en anden.", "Jura", (KPI,))
ACTION = Action("Følge op hver uge.", KPI, "Myndighed", date(2026, 1, 31))
QUESTION = Question("Hvorfor faldt tallet?", "et medlem af udvalget", date(2025, 8, 20), FIGURE)
MEETING = Meeting(
    "Socialudvalget", date(2025, 8, 20), "2025-06", "build_000001", ("fls.t1", "vso.s1", KPI)
)
FROZEN = Frozen.of("a", '[{"kpi": "followup_on_time", "value": 0.8412345678}]')
QUERY = Query(
    "Hvor mange borgere er der på hvert trin?",
    "Indsatstrappen",
    "Antal borgere på hvert trin i en måned.",
    "select trin, count(*) as antal from trin_maaned where maaned = $maaned and trin <> $trin",
    "Analyse",
    (
        Parameter("maaned", "Måned", ParameterKind.MONTH, "2026-10"),
        Parameter("trin", "Trin uden", ParameterKind.CHOICE, "", ("Trin 1", "Trin 2 og 3")),
    ),
    Chart(ChartKind.BAR, "trin", "antal"),
)
EACH: tuple[Fact, ...] = (COMMENT, TARGET, EVENT, BREAK, ACTION, QUESTION, MEETING, FROZEN, QUERY)


def comment(words: str) -> Comment:
    """The comment with other words."""
    return replace(COMMENT, happened=words)
