"""A whole draft and a small analysis file, for the tests that break one piece of it."""

from pathlib import Path

import duckdb

KPI = "group_support_of_adults"

DECLARATION = '''"""Kladde: Gruppebaseret støtte til de voksne."""

from kpis.model import Beside, Direction, Indicator, Kind, Ratio, Unit

INDICATORS: tuple[Indicator, ...] = (
    Ratio(
        id="group_support_of_adults",
        serves=("fls.t2.g2",),
        population="citizen_with_support",
        denominator="step between 1 and 5 and age >= 30",
        numerator="has_group_support",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        unit=Unit.SHARE,
        days_back=0,
        breakdowns=("sex",),
        beside=(),
        sources=("FFB",),
    ),
)
'''

TEXTS = """group_support_of_adults:
  title: Gruppebaseret støtte til de voksne
  question: Får de voksne over 30 år støtte i grupper?
  definition: Andelen af borgere over 30 år på de nederste trin, der får støtte i en gruppe.
  numerator: Borgere, der på dagen har en ydelse, som gives i en gruppe.
  denominator: Borgere på 30 år og derover på trin 1 til 5 den sidste dag i måneden.
  missing: Borgere uden et trin (akut eller udredning) er ikke med.
  pitfalls:
  - Flere i grupper er ikke et mål i sig selv, hvis borgeren har brug for andet.
  - En gruppe, der ikke bliver registreret, tæller ikke med i tallet.
"""

SPEC = '''"""group_support_of_adults: hvem der tæller med, tegnet som en tabel."""

KPI = "group_support_of_adults"


def test_the_boundaries(draft_spec):
    draft_spec(
        KPI,
        given={
            "grundlag_citizen_with_support": """
                case     | step | age | has_group_support
                ---------+------+-----+------------------
                nederst  | 1    | 30  | true
                øverst   | 5    | 30  | false
                for højt | 6    | 40  | true
                for ung  | 5    | 29  | true
                uden     | -    | 50  | true
            """,
        },
        expected={"2026-01": "1 of 2"},
    )
'''

# The same over a population of its own.
POPULATION = """-- one row per citizen with a goal and period
select t.periode, t.borger, t.step, g.is_achieved
from grundlag_citizen_with_support as t
join grundlag_goal_evaluated as g on g.borger = t.borger and g.periode = t.periode
where t.step <= 5
"""

DECLARED_OVER_IT = (
    DECLARATION.replace('population="citizen_with_support"', 'population="citizen_with_goal"')
    .replace('denominator="step between 1 and 5 and age >= 30"', 'denominator="step >= 2"')
    .replace('numerator="has_group_support"', 'numerator="is_achieved"')
    .replace('breakdowns=("sex",)', "breakdowns=()")
)

SPEC_OVER_IT = '''
def test_the_boundaries(draft_spec):
    draft_spec(
        "group_support_of_adults",
        given={
            "grundlag_citizen_with_support": """
                case         | borger | step
                -------------+--------+-----
                lige med     | 1      | 2
                for lavt     | 2      | 1
                øverst       | 3      | 5
                ikke med     | 4      | 6
            """,
            "grundlag_goal_evaluated": """
                borger | is_achieved
                -------+------------
                1      | true
                2      | true
                3      | false
                4      | true
            """,
        },
        expected={"2026-01": "1 of 2"},
    )
'''


def files() -> dict[str, str]:
    """A draft that is accepted."""
    return {
        "indikator.py": DECLARATION,
        "tekster.yaml": TEXTS,
        f"test_{KPI}.py": SPEC,
    }


def over_its_own_population() -> dict[str, str]:
    """Another one."""
    return {
        "indikator.py": DECLARED_OVER_IT,
        "tekster.yaml": TEXTS,
        "population.sql": POPULATION,
        f"test_{KPI}.py": SPEC_OVER_IT,
    }


def put(folder: Path, written: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def analysis_file(path: Path) -> Path:
    """Sixty citizens in two months, on nine steps; every tenth has no group support told."""
    with duckdb.connect(path) as connection:
        connection.execute("create schema api")
        connection.execute("""
            create table api.grundlag_citizen_with_support as
            select
                periode,
                n::bigint as borger,
                nullif(n % 10, 0)::integer as step,
                (if(n % 3 = 0, 18, 30))::integer as age,
                n % 4 = 0 as has_group_support,
                if(n % 7 = 0, null, n % 2 = 0) as has_volunteer_support,
                if(n % 2 = 0, 'Kvinde', 'Mand') as sex,
                [n % 2, 1]::varchar[] as codes
            from range(60) as r(n), (values ('2026-01'), ('2026-02')) as m(periode)
        """)
        connection.execute("""
            create table api.grundlag_goal_evaluated as
            select periode, borger, borger % 2 = 0 as is_achieved
            from api.grundlag_citizen_with_support where borger < 40
        """)
    return path
