"""From declarations to SQL: the text, its order, and what a NULL means."""

import re

import duckdb
import pytest

from kpis import compile
from kpis.catalogue import catalogue
from kpis.errors import UnknownName
from kpis.ladder import POPULATIONS as OF_THE_LADDER
from kpis.model import Direction, Kind, Ratio

SURVEYS = {f"{who}_survey_answer" for who in ("citizen", "network", "partner", "staff")}
FILES = sorted(compile.POPULATIONS.glob("*.sql"))


def ratio(**changes) -> Ratio:
    told = {
        "id": "share",
        "serves": ("fls.t1",),
        "population": "numbers",
        "numerator": "n > 2",
        "better": Direction.HIGHER,
        "kind": Kind.PROCESS,
    }
    return Ratio(**(told | changes))


def test_conditions_stand_word_for_word():
    assert compile.measure("numbers", [ratio(denominator="n < 9")]) == (
        "select\n  period,\n  '' as breakdown,\n  '' as member,\n"
        '  count(*) filter ((n < 9) and (n > 2)) as "share.numerator",\n'
        '  count(*) filter (n < 9) as "share.denominator"\n'
        "from population.numbers\ngroup by period\norder by period;"
    )


def counted(query: str) -> list[tuple]:
    connection = duckdb.connect()
    connection.execute(
        "attach ':memory:' as population; create table population.numbers as "
        "select '2025' as period, n, case when n > 1 then n end as step "
        "from (values (1), (3), (null)) as numbers(n)"
    )
    return connection.execute(query).fetchall()


def test_a_condition_that_is_null_is_not_met():
    assert counted(compile.measure("numbers", [ratio()])) == [("2025", "", "", 1, 3)]
    outside = compile.measure("numbers", [ratio(denominator="n > 2")])
    assert counted(outside) == [("2025", "", "", 1, 1)]


def test_a_condition_of_several_parts_keeps_them_together():
    either = ratio(denominator="n = 1 or n = 3", numerator="n = 1 or n is null")
    assert counted(compile.measure("numbers", [either])) == [("2025", "", "", 1, 2)]


def test_who_has_help_off_the_ladder_only_is_called_so():
    rows = counted(compile.measure("numbers", [ratio()], ["step"]))
    assert rows == [("2025", "step", "3", 1, 1), ("2025", "step", "akut/udredning", 0, 2)]


def test_all_breakdowns_and_the_total_are_one_query():
    rows = counted(compile.measure("numbers", [ratio()], ["", "step", "n"]))
    assert [row[:3] for row in rows if row[1] != "n"] == [
        ("2025", "", ""),
        ("2025", "step", "3"),
        ("2025", "step", "akut/udredning"),
    ]
    assert sum(row[4] for row in rows if row[1] == "step") == 3


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_first_line_of_a_population_is_its_grain(file):
    assert file.read_text("utf-8").startswith("-- One row per ")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_population_reads_versions_known_at_k_and_nothing_else(file):
    """`core` holds what is known today; only the template of `known` may read it."""
    text = re.sub(r"--.*", "", file.read_text("utf-8"))
    assert "core." not in text
    assert not re.search(r"\b(current_date|now\(|today\(|random\()", text)


def test_every_population_is_used():
    asked = [
        population
        for kpi in catalogue().values()
        for population in (kpi.population, *(one.population for one in (*kpi.beside, *kpi.apart)))
        if population
    ]
    used = {name for population in (*asked, *OF_THE_LADDER) for name in names(population)}
    rounds = {name for name in used if name.startswith(f"population.{compile.ROUND}_")}
    assert {f"population.{file.stem}" for file in FILES} == used - rounds
    assert {name.split("_of_")[1] for name in rounds} == SURVEYS


def names(population: str) -> list[str]:
    return [r.name for r in compile.relations([population]) if r.name.startswith("population.")]


@pytest.mark.parametrize("kpi", catalogue().values(), ids=lambda kpi: kpi.id)
def test_what_a_relation_reads_is_there_before_it(kpi):
    ready = {compile.SCOPE}
    for relation in compile.relations([kpi.population]):
        assert set(relation.needs) <= ready
        ready.add(relation.name)
    assert f"population.{kpi.population}" in ready


def test_a_relation_is_made_once_for_all_who_need_it():
    made = [r.name for r in compile.relations(kpi.population for kpi in catalogue().values())]
    assert len(made) == len(set(made))


def test_the_script_ends_with_the_count():
    text = compile.script(catalogue()["own_home_share"])
    assert text.index("create view known.care_plan") < text.index(
        "create table population.plan_step"
    )
    assert text.endswith("order by period;\n")


def test_a_population_nobody_wrote_is_named_with_the_nearest():
    with pytest.raises(UnknownName, match=r"'citizen_states'. Did you mean 'citizen_state'\?"):
        compile.relations(["citizen_states"])
