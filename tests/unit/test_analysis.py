"""The analysis database: what it holds, that it says so, and the copies of it."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

import kpis
from kpis.analysis import NotPublished, Published, building, relations
from kpis.analysis.dictionary import dictionary
from kpis.analysis.grounds import PREFIX, RENAMED, populations
from kpis.analysis.results import STATUSES, complete, complete_months
from kpis.catalogue import all_declared, catalogue
from tests.unit.published import ask, columns, tables
from tests.unit.test_populations_grain import GRAIN, SUPPLIED

ROOT = Path(__file__).resolve().parents[2]


def warehouse_of(made: Published) -> Path:
    return made.path.parent.parent


def test_every_relation_and_column_has_words_and_no_words_are_left_over(made):
    told = {name: tuple(words.columns) for name, words in dictionary().items()}
    there: dict[str, tuple[str, ...]] = {}
    for table, column, _ in columns(made.path):
        there[table] = (*there.get(table, ()), column)
    assert told.keys() == there.keys()
    assert {name: sorted(names) for name, names in told.items()} == {
        name: sorted(names) for name, names in there.items()
    }


def test_words_are_sentences():
    for name, words in dictionary().items():
        for text in (words.description, words.grain, *words.columns.values()):
            assert text.endswith("."), f"{name}: {text}"
            assert text[0] == text[0].upper(), f"{name}: {text}"


def test_a_column_that_may_be_null_says_what_that_means(made):
    """A NULL never stands in for a reason that the dictionary does not tell."""
    silent = [
        f"{relation.name}.{column.name}"
        for relation in relations(made)
        for column in relation.columns
        if column.missing and "NULL" not in column.description
    ]
    assert silent == []


def test_the_file_says_what_it_is(made):
    info = kpis.build(warehouse_of(made))
    assert (made.build_id, made.built_at, made.known_at, made.is_example) == (
        info.build_id,
        info.built_at,
        info.known_at,
        True,
    )
    comments = ask(
        made.path, "select count(*), count(comment) from duckdb_columns() where schema_name = 'api'"
    )
    assert comments[0][0] == comments[0][1] > 500


def test_relations_are_told_with_their_profiles(made):
    found = {relation.name: relation for relation in relations(made)}
    assert list(found) == list(dictionary())
    for relation in found.values():
        rows, *_ = ask(made.path, f"select count(*) from api.{relation.name}")[0]
        if not relation.name.startswith("ordbog"):
            assert relation.rows == rows
    month = {column.name: column for column in found["trin_maaned"].columns}
    assert sum(month["maaned"].histogram) == found["trin_maaned"].rows
    assert month["koen"].values[0] in ("K", "M")
    assert month["borger"].low is None
    assert (month["trin"].low, month["trin"].type) == ("1", "TINYINT")


def test_a_histogram_counts_every_row_once(made):
    for relation in relations(made):
        for column in relation.columns:
            if column.histogram and not relation.name.startswith("ordbog"):
                there = round(relation.rows * (1 - column.missing))
                assert sum(column.histogram) == there, f"{relation.name}.{column.name}"
                assert len(column.histogram) == 10


def keys() -> dict[str, str]:
    """Relation -> the columns that tell its rows apart."""
    own = {name: ", ".join(words.key) for name, words in dictionary().items() if words.key}
    grains = GRAIN | SUPPLIED
    for population in populations():
        names = [name for name in grains.get(population, "").split(", ") if name]
        kept = [RENAMED.get(name, name) for name in names if name != "birthday"]
        own |= {f"{PREFIX}{population}": ", ".join(kept)} if kept else {}
    return own


@pytest.mark.parametrize("relation", sorted(keys()))
def test_one_row_per_key(made, relation):
    rows, distinct = ask(
        made.path, f"select count(*), count(distinct ({keys()[relation]},)) from api.{relation}"
    )[0]
    assert rows == distinct
    assert rows


def test_every_relation_has_a_key_and_a_file():
    """The populations whose files name no key are the engine's own."""
    without = {name for name in dictionary() if name not in keys()}
    assert without <= {f"{PREFIX}{name}" for name in populations()}
    for name in building.relation_names():
        assert building.relation_sql(name).lower().startswith("-- one row per "), name


def test_the_conditions_of_every_indicator_run_on_what_is_published(made):
    """Unchanged, and they count what `kpis.evaluate` counts."""
    month = complete_months(date(2024, 4, 1), made.known_at)[-1].id
    asked = [kpi for kpi in all_declared().values() if "numerator" in kpi.formula.aggregates("")]
    raw = kpis.evaluate([k.id for k in asked], month, warehouse=warehouse_of(made), raw=True)
    counted = {result.kpi: (result.numerator, result.denominator) for result in raw}
    compared = 0
    for kpi in asked:
        wanted = kpi.formula.aggregates("")
        if "denominator" not in wanted:
            continue
        counts = f"{wanted['numerator']}, {wanted['denominator']}"
        query = f"select {counts} from api.{PREFIX}{kpi.population}"
        [(numerator, denominator)] = ask(made.path, f"{query} where periode = ?", [month])
        expected = counted[kpi.id]
        if expected[0] is not None:
            assert (float(numerator), float(denominator)) == pytest.approx(expected), kpi.id
            compared += 1
    assert compared > 60


def test_results_are_those_that_are_released(made):
    """All of a month, a quarter and a year: with every breakdown, and totals beside them."""
    asked = ["2025-11", "2025-Q4", "2025"]
    told = ask(
        made.path,
        "select noegletal, periode, opdeling, medlem, taeller, naevner, vaerdi, nedre, oevre, "
        "status from api.noegletal_resultat where periode in ('2025-11', '2025-Q4', '2025')",
    )
    released = [
        *kpis.evaluate(catalogue(), asked, kpis.EACH, warehouse=warehouse_of(made)),
        *kpis.evaluate(all_declared().keys() - catalogue(), asked, warehouse=warehouse_of(made)),
    ]
    assert len(told) > 1000
    expected = {(one.kpi, one.period, one.by, one.member): one for one in released}
    assert {row[:4] for row in told} == expected.keys()
    for row in told:
        one = expected[row[:4]]
        assert row[9] == STATUSES[one.status], row[:4]
        numbers = (one.numerator, one.denominator, one.value, one.low, one.high)
        # Two sums of the same decimals differ in their last digit with the order of rows.
        assert row[4:9] == pytest.approx(numbers), row[:4]


def test_some_results_are_hidden_and_none_of_those_has_a_number(made):
    hidden, told = ask(
        made.path,
        "select count(*), count(vaerdi) + count(taeller) + count(nedre) "
        "from api.noegletal_resultat where status = 'skjult'",
    )[0]
    assert hidden
    assert told == 0


def test_periods_are_those_that_were_over():
    months = complete_months(date(2023, 11, 12), date(2025, 4, 29))
    assert (months[0].id, months[-1].id, len(months)) == ("2023-11", "2025-03", 17)
    quarters = [one.id for one in complete(months, "kvartal")]
    assert quarters == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"]
    assert [one.id for one in complete(months, "år")] == ["2024"]


def test_a_damaged_file_is_told_in_a_sentence(made, tmp_path):
    damaged = tmp_path / made.path.name
    damaged.write_bytes(made.path.read_bytes()[:5000])
    with pytest.raises(NotPublished, match="python -m kpis publish"):
        relations(Published(damaged, made.build_id, None, None, True))


def exported(made: Published, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kpis", "publish", "--warehouse", str(warehouse_of(made))]
    return subprocess.run(
        [*command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_copy_as_one_file(made, tmp_path):
    target = tmp_path / "copy.duckdb"
    done = exported(made, "--to", str(target))
    assert done.returncode == 0
    assert "only to those who have the right" in done.stdout
    assert target.read_bytes() == made.path.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o440


def test_a_copy_as_parquet_with_the_dictionary_and_what_it_is(made, tmp_path):
    target = tmp_path / "copy"
    assert exported(made, "--to", str(target), "--format", "parquet").returncode == 0
    names = {path.stem for path in target.glob("*.parquet")}
    assert names == set(tables(made.path))
    with duckdb.connect() as connection:
        for name in ("borger", "trin_maaned", "ordbog_kolonne"):
            file = target / f"{name}.parquet"
            rows = connection.execute(f"from '{file}' order by all").fetchall()
            assert rows == ask(made.path, f"from api.{name} order by all")
        [(key, said)] = connection.execute(
            f"select decode(key), decode(value) from parquet_kv_metadata('{target}/borger.parquet')"
        ).fetchall()
    assert key == "om_databasen"
    assert made.build_id in said
    assert (target / "LÆSMIG.txt").read_text("utf-8") == said
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_never_takes_the_place_of_something(made, tmp_path):
    target = tmp_path / "there.duckdb"
    target.write_text("mine", "utf-8")
    done = exported(made, "--to", str(target))
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert target.read_text("utf-8") == "mine"
