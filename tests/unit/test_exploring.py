"""From a choice to its statement, word for word, and what the statement answers."""

import duckdb
import pytest

from kpis import exploring
from kpis.analysis.results import RESULTS
from kpis.errors import KpiError
from kpis.exploring import COLUMNS, Choice, offer, offered, statement
from kpis.model import Status
from kpis.periods import period

PLAIN = """\
select noegletal, opdeling, medlem, periode, vaerdi, taeller, naevner, nedre, oevre, status, mangler
from noegletal_resultat
where noegletal in ('a')
  and opdeling in ('')
  and periodetype = 'måned'
  and periode between '2026-01' and '2026-03'
order by noegletal, opdeling, medlem, periode"""

# Rows of the relation: indicator, period, breakdown, member, value; the rest follows.
ROWS = """
    a | 2024-10 |     |   | 0.10
    a | 2025-10 |     |   | 0.20
    a | 2025-11 |     |   | 0.30
    a | 2025-10 | sex | K | 0.40
    a | 2025-11 | sex | M |
    a | 2025-Q4 |     |   | 0.50
    a | 2024-Q4 |     |   | 0.55
    a | 2025    |     |   | 0.60
    b | 2025-10 |     |   | 0.70
    b | 2025-10 | age | X | 0.80
    a.beside | 2025-10 | | | 0.90
"""

# What is asked, and the rows that answer: indicator, breakdown, member, period, value, year before.
ANSWERS = """
    a   | 2025-10 | 2025-11 |         | no  | a . . 2025-10 0.2; a . . 2025-11 0.3
    a   | 2025-10 | 2025-10 |         | yes | a . . 2025-10 0.2 0.1
    a   | 2025-11 | 2025-11 |         | yes | a . . 2025-11 0.3 None
    a   | 2025-Q4 | 2025-Q4 |         | yes | a . . 2025-Q4 0.5 0.55
    a   | 2025    | 2025    |         | no  | a . . 2025 0.6
    a   | 2025-10 | 2025-10 | sex     | yes | a . . 2025-10 0.2 0.1; a sex K 2025-10 0.4 None
    a b | 2025-10 | 2025-10 |         | no  | a . . 2025-10 0.2; b . . 2025-10 0.7
    b   | 2025-10 | 2025-10 | sex age | no  | b . . 2025-10 0.7; b age X 2025-10 0.8
    b   | 2020-01 | 2020-12 |         | no  |
"""


def table(text):
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


@pytest.fixture(scope="module")
def database():
    with duckdb.connect() as connection:
        connection.execute(f"create table noegletal_resultat ({RESULTS})")
        for kpi, name, by, member, value in table(ROWS):
            number = float(value) if value else None
            status = "vist" if value else "skjult"
            kind = {"month": "måned", "quarter": "kvartal", "year": "år"}[exploring.kind(name)]
            its = period(name)
            where = (kpi, name, kind, its.first, its.last, by, member)
            row = (*where, 1, 2, number, 0, 1, status, "T01, T08" if kpi == "b" else "")
            connection.execute(
                f"insert into noegletal_resultat values ({', '.join('?' * 14)})", row
            )
        yield connection


def test_a_statement_is_readable():
    assert statement(Choice(("a",), "2026-01", "2026-03")) == PLAIN


def test_a_heading_stands_above_it_as_a_remark():
    assert (
        statement(Choice(("a",), "2026-01", "2026-03"), "Et\nog to") == f"-- Et\n-- og to\n{PLAIN}"
    )


@pytest.mark.parametrize("line", table(ANSWERS), ids=lambda line: " ".join(line[:5]))
def test_a_choice_is_answered(database, line):
    kpis, first, last, by, before, expected = line
    asked = Choice(tuple(kpis.split()), first, last, tuple(by.split()), before == "yes")
    rows = database.execute(statement(asked)).fetchall()
    told = [
        " ".join(str(cell or ".") if n < 4 else str(cell) for n, cell in enumerate(picked))
        for row in rows
        for picked in [(*row[:5], *row[len(COLUMNS) : len(COLUMNS) + 1])]
    ]
    assert told == [its.strip() for its in expected.split(";") if its.strip()]


def test_the_rows_of_an_answer_are_the_results_that_were_released(database):
    asked = Choice(("a", "b"), "2025-10", "2025-11", ("sex",), has_year_before=True)
    rows = database.execute(statement(asked)).fetchall()
    told = {
        (its.kpi, its.member): (its, before)
        for its, before in exploring.results(rows, None, "x")
        if its.member or its.period == "2025-10"
    }
    now, before = told["a", ""]
    assert (now.value, now.numerator, now.denominator, now.low, now.high) == (0.2, 1, 2, 0, 1)
    assert (before.value, before.period, before.status) == (0.1, "2024-10", Status.OK)
    hidden, nothing = told["a", "M"]
    assert (hidden.status, hidden.by, nothing) == (Status.SUPPRESSED, "sex", None)
    assert told["b", ""][0].missing == ("T01", "T08")
    assert now.missing == ()


def test_the_offer_names_the_first_and_last_period_of_each_kind(database):
    told = offered(database.execute(offer()).fetchall())
    assert told["a", "", "month"] == ("2024-10", "2025-11")
    assert told["a", "", "quarter"] == ("2024-Q4", "2025-Q4")
    assert told["a", "sex", "month"] == ("2025-10", "2025-11")
    assert len(told) == 6


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (((), "2026-01", "2026-02"), "Nothing is asked: name an indicator."),
        ((("a",), "2026-01", "2026-Q1"), "'2026-01' and '2026-Q1' are not periods of one kind."),
        ((("a') or true --",), "2026-01", "2026-01"), "is no name of an indicator or a breakdown."),
        ((("a",), "2026-01", "2026-01", ("x'",)), "is no name of an indicator or a breakdown."),
        ((("a",), "'", "2026-01"), "is no period"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, why):
    with pytest.raises(KpiError, match=why.replace("(", r"\(").replace("'", "'")):
        Choice(*asked)
