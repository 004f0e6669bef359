"""Breaks in a series: facts with a date, a cause and an owner; nothing is compared across one."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

import kpis
from kpis import breaks
from kpis.breaks import Break, BreakKind
from kpis.comparison import AcrossBreak, Change, change
from kpis.errors import KpiError
from tests.pages.results import ok

ROOT = Path(__file__).resolve().parents[2]
SHIFT = Break("law", date(2025, 1, 1), BreakKind.LAW, "En ny lov.", "Jura", ("followup_on_time",))


def test_the_known_breaks_are_declared():
    (price,) = breaks.declared()
    assert (price.id, price.day, price.kind) == (
        "price_model_2025",
        date(2025, 1, 1),
        "price_model",
    )
    assert price.indicators == ("cost_per_full_year_citizen",)
    assert price.cause
    assert price.owner


def test_the_break_of_the_example_moves_with_its_last_year():
    assert [its.day for its in breaks.of_example(date(2026, 10, 31))] == [date(2022, 10, 3)]
    assert [its.day for its in breaks.of_example(date(2027, 1, 31))] == [date(2023, 10, 3)]


def test_the_break_of_the_example_is_the_day_its_story_tells():
    import yaml

    story = yaml.safe_load((ROOT / "data/examples/story.yaml").read_text("utf-8"))
    told = story["events"]["system_shift"]
    day = date(2026 + told["year"], told["month"], told["day"])
    assert breaks.of_example(date(2026, 10, 31))[0].day == day


def test_only_the_example_has_the_breaks_of_its_story():
    until = date(2026, 10, 31)
    assert [its.id for its in breaks.known(True, until)] == ["system_shift", "price_model_2025"]
    assert [its.id for its in breaks.known(False, until)] == ["price_model_2025"]
    assert [its.id for its in breaks.known(True, None)] == ["price_model_2025"]


@pytest.mark.parametrize(
    ("indicators", "needs", "kpi", "touched"),
    [
        (("followup_on_time",), (), "followup_on_time", True),
        (("followup_on_time",), (), "followup_on_time.rescheduled", True),
        (("followup_on_time",), (), "own_home_share", False),
        ((), ("T09",), "citizen_spoken_with", True),
        ((), ("T09",), "own_home_share", False),
        ((), ("FFB",), "own_home_share", True),
    ],
)
def test_a_break_touches_indicators_by_name_or_by_export(indicators, needs, kpi, touched):
    its = Break("x", date(2025, 1, 1), BreakKind.LAW, "c", "o", indicators, needs)
    assert its.touches(kpi) is touched


@pytest.mark.parametrize(
    ("kpi", "before", "now", "crosses"),
    [
        ("own_home_share", "2024-12", "2025-01", True),
        ("own_home_share", "2025-01", "2026-01", False),
        ("own_home_share", "2023-12", "2024-12", False),
        ("own_home_share", "2025-01", "2024-12", True),  # whichever is told first
        ("followup_on_time", "2025-01", "2025-02", True),  # January looks into December
        ("followup_on_time", "2025-02", "2025-03", False),
        ("goal_achievement_rate", "2025-06", "2026-06", True),  # a year with both in it
        ("goal_achievement_rate", "2025-12", "2026-12", False),
        ("citizen_spoken_with", "2024-12", "2025-01", True),  # only planned
    ],
)
def test_two_numbers_compare_only_when_neither_looks_across(kpi, before, now, crosses):
    its = Break("x", date(2025, 1, 1), BreakKind.LAW, "c", "o", (kpi,))
    found = breaks.between(kpi, before, now, [its])
    assert (found is its) is crosses


def test_a_change_across_a_break_is_the_reason_and_no_number():
    before, now = ok(0.5, period="2024-06"), ok(0.9, period="2025-06")
    assert change(now, before, [SHIFT]) == AcrossBreak(SHIFT)
    assert change(now, before, []) == Change(pytest.approx(0.4), True)


def test_a_change_across_a_break_takes_an_explicit_flag():
    before, now = ok(0.5, period="2024-06"), ok(0.9, period="2025-06")
    its = change(now, before, [SHIFT], across_break=True)
    assert its == Change(pytest.approx(0.4), True)


def test_the_declared_breaks_hold_where_none_are_given():
    before, now = (
        ok(0.5, kpi="cost_per_full_year_citizen", period=period) for period in ("2024", "2025")
    )
    assert isinstance(change(now, before), AcrossBreak)


def subtractions(file: Path) -> list[str]:
    """Where one result's value is taken from another's."""
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            sides = [ast.unparse(side) for side in (node.left, node.right)]
            if all(re.fullmatch(r"\w+\.value", side) for side in sides):
                found.append(f"{file.name}: {ast.unparse(node)}")
    return found


def test_no_other_function_computes_a_change():
    files = [*(ROOT / "kpis").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    found = [line for file in files for line in subtractions(file)]
    assert found == ["comparison.py: now.value - before.value"]


def test_a_series_starts_anew_at_the_first_period_that_ends_in_the_new():
    months = kpis.months_back("2025-03", 6)
    assert breaks.starts(months, "followup_on_time", [SHIFT]) == {3: SHIFT}
    assert breaks.starts(months[3:], "followup_on_time", [SHIFT]) == {}
    assert breaks.starts(months, "own_home_share", [SHIFT]) == {}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "mood"}, "'mood' is no kind of break"),
        ({"cause": ""}, "the field 'cause' is missing"),
        ({"owner": None}, "the field 'owner' is missing"),
        ({"date": "soon"}, "'soon' is no date"),
        ({"date": {"year": -1, "month": 1, "day": 1}}, "is no date"),
        ({"indicators": []}, "it touches nothing"),
        ({"indicators": ["own_home"]}, "Did you mean 'own_home_share'?"),
        ({"weight": 1}, "there is no field 'weight'"),
    ],
)
def test_a_mistake_in_the_file_is_told_in_one_sentence(tmp_path, changed, sentence):
    import yaml

    entry = {
        "id": "x",
        "date": date(2025, 1, 1),
        "kind": "law",
        "cause": "c",
        "owner": "o",
        "indicators": ["own_home_share"],
    }
    path = tmp_path / "breaks.yaml"
    path.write_text(yaml.safe_dump([entry | changed]), "utf-8")
    with pytest.raises(KpiError, match=re.escape(sentence)) as error:
        breaks.read(path)
    assert "break 'x'" in str(error.value)


def test_a_break_stands_once(tmp_path):
    path = tmp_path / "breaks.yaml"
    text = (breaks.FOLDER / "breaks.yaml").read_text("utf-8")
    path.write_text(text + text[text.index("- id") :], "utf-8")
    with pytest.raises(KpiError, match="twice"):
        breaks.read(path)
