"""Nothing in the analysis database leads back to a person, a case or a system outside."""

import csv
import os
import stat

import pytest

from kpis.analysis.folding import FOLDED, UNKNOWN
from kpis.analysis.numbers import KINDS
from kpis.disclosure import SMALLEST_SHOWN
from tests.unit.published import CPR_SHAPED, KEYED_HASH, ask, columns, found_in, reading, texts

LONG_ENOUGH = 8  # shorter texts may stand in any bytes by chance


@pytest.fixture(scope="module")
def identifiers(made):
    """Every id that the warehouse holds: keyed hashes, FHIR ids, case numbers, keys of exports."""
    build = made.path.parent.parent / made.path.name
    named = ask(
        build,
        "select table_name, column_name, data_type from duckdb_columns() "
        "where schema_name = 'core' and (column_name like '%\\_id' escape '\\' "
        "or column_name like '%\\_ids' escape '\\' or column_name like '%case_number') "
        "and data_type in ('VARCHAR', 'VARCHAR[]') "
        "and table_name not in ('load_run', 'survey_round') and column_name <> 'question_id'",
    )
    assert len(named) > 60
    found = set()
    for table, column, kind in named:
        value = f"unnest({column})" if kind.endswith("[]") else column
        found |= {text for (text,) in ask(build, f"select distinct {value} from core.{table}")}
    return found - {None}


@pytest.fixture(scope="module")
def cpr_numbers(made):
    """The CPR numbers of the supplementary exports, which tell of every citizen."""
    found = set()
    for path in (made.path.parents[2] / "exports").rglob("T01*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found |= {row["CPR"].replace("-", "") for row in csv.DictReader(file, delimiter=";")}
    assert len(found) > 90
    return found


def test_no_byte_of_the_file_tells_an_identifier(made, identifiers, cpr_numbers):
    content = made.path.read_bytes()
    dashed = {f"{number[:6]}-{number[6:]}" for number in cpr_numbers}
    long = {text for text in identifiers if len(text) >= LONG_ENOUGH and not text.isdigit()}
    assert len(long) > 3000
    assert found_in(content, long | cpr_numbers | dashed) == set()


def test_the_same_bytes_are_there_to_be_found(made, identifiers):
    """The search above can fail: it finds most in the build that the file is made of."""
    content = (made.path.parent.parent / made.path.name).read_bytes()
    long = {text for text in identifiers if len(text) >= LONG_ENOUGH}
    assert len(found_in(content, long)) > len(long) / 10


def test_no_value_is_or_holds_an_identifier(made, identifiers, cpr_numbers):
    for where, text in texts(made.path):
        assert text not in identifiers, f"{where} holds an identifier"
        assert not KEYED_HASH.search(text), f"{where} holds a keyed hash"
        if not where.startswith("ordbog"):
            assert not CPR_SHAPED.search(text), f"{where} holds what may be a CPR number"
    assert not cpr_numbers & {text for _, text in texts(made.path)}


def test_every_id_is_a_drawn_number(made):
    for table, column, kind in columns(made.path):
        if column in KINDS and not table.startswith("ordbog"):
            assert kind == "INTEGER", f"{table}.{column}"
        assert (
            not column.endswith(("_id", "_ids", "_number"))
            or column in KINDS
            or (table == "om_databasen")
        ), f"{table}.{column} is an id that is not drawn"


def test_citizens_are_numbered_in_no_order_of_theirs(made):
    """From 1 without gaps, and neither in the order of their keys nor twice the same."""
    (numbers,) = ask(made.path, "select list(borger order by borger) from api.borger")[0]
    assert numbers == list(range(1, len(numbers) + 1))


def test_nobody_has_a_birth_date_and_ages_stand_in_groups(made):
    groups = {"Under 18", "18-29", "30-59", "60-74", "75+", UNKNOWN, FOLDED}
    for table, column, kind in columns(made.path):
        assert not any(word in column for word in ("birth", "foedsel")), f"{table}.{column}"
        if column in ("age_group", "aldersgruppe"):
            found = {
                value for (value,) in ask(made.path, f"select distinct {column} from api.{table}")
            }
            assert found <= groups, f"{table}.{column}"
        if column == "age":
            assert kind in ("INTEGER", "BIGINT")
            found = {value for (value,) in ask(made.path, f"select distinct age from api.{table}")}
            assert found <= {18, 30, 60, 67, 75}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("borger", "afgang_maaned"),
        ("borger", "foerste_plan_maaned"),
        ("ansaettelse", "startmaaned"),
        ("ansaettelse", "slutmaaned"),
        ("kursus", "bestaaet_maaned"),
        ("personalesvar", "slutmaaned"),
    ],
)
def test_days_that_nobody_counts_from_are_told_by_month(made, table, column):
    (days, there) = ask(
        made.path,
        f"select count(*) filter (day({column}) <> 1), count({column}) from api.{table}",
    )[0]
    assert there
    assert days == 0


def test_a_category_of_few_people_is_folded(made):
    """In every relation about people, each text that somebody else chose."""
    folded = 0
    every = columns(made.path)
    with reading(made.path) as asked:
        for table, column, kind in every:
            names = {name for told, name, _ in every if told == table}
            people = next((n for n in ("borger", "medarbejder", "besvarelse") if n in names), "")
            if (
                kind != "VARCHAR"
                or not people
                or column == "periode"
                or table.startswith("grundlag")
            ):
                continue
            rare = asked(
                f"select {column} from api.{table} where {column} not in ('{FOLDED}', '{UNKNOWN}') "
                f"group by {column} having count(distinct {people}) < {SMALLEST_SHOWN}",
            )
            assert rare == [], f"{table}.{column}"
            folded += bool(asked(f"from api.{table} where {column} = '{FOLDED}' limit 1"))
    assert folded


def test_the_file_is_for_reading_by_its_owner_and_group(made):
    assert stat.S_IMODE(os.stat(made.path).st_mode) == 0o440
