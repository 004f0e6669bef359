"""From a question to released results, on a small drawn warehouse."""

import shutil
from datetime import date

import pytest

import kpis
from kpis.catalogue import indicator
from kpis.model import Status
from kpis.warehouse import UnreadableWarehouse
from tests.unit import drawn_municipality


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return drawn_municipality.write(tmp_path_factory.mktemp("warehouse"))


def told(results):
    return {(r.kpi, r.by, r.member): (r.numerator, r.denominator, r.status) for r in results}


def test_a_share_with_its_interval_and_where_it_comes_from(folder):
    (result,) = kpis.evaluate("own_home_share", "2024-01", warehouse=folder)
    assert (result.numerator, result.denominator) == (38, 57)
    assert result.value == pytest.approx(38 / 57)
    assert result.low < result.value < result.high
    assert (result.build_id, result.known_at) == ("build_000001", date(2024, 4, 10))


def test_many_indicators_periods_and_breakdowns_in_one_call_in_the_order_asked(folder):
    ids, periods = ["own_home_share", "ladder_down_rate"], ["2024-02", "2024-01"]
    results = kpis.evaluate(ids, periods, [None, "sex"], warehouse=folder, raw=True)
    assert [(r.kpi, r.by, r.period, r.member) for r in results] == [
        ("own_home_share", "", "2024-02", ""),
        ("own_home_share", "", "2024-01", ""),
        ("own_home_share", "sex", "2024-02", "K"),
        ("own_home_share", "sex", "2024-02", "M"),
        ("own_home_share", "sex", "2024-01", "K"),
        ("own_home_share", "sex", "2024-01", "M"),
        ("ladder_down_rate", "", "2024-02", ""),
        ("ladder_down_rate", "", "2024-01", ""),
        ("ladder_down_rate", "sex", "2024-02", ""),
        ("ladder_down_rate", "sex", "2024-01", ""),
    ]


def test_one_call_and_many_give_the_same(folder):
    together = kpis.evaluate(list(kpis.catalogue()), ["2024-01", "2024"], warehouse=folder)
    alone = [
        result
        for kpi in kpis.catalogue()
        for period in ("2024-01", "2024")
        for result in kpis.evaluate(kpi, period, warehouse=folder)
    ]
    assert together == alone


def test_each_indicator_by_all_its_own_breakdowns_in_one_call(folder):
    ids = ["own_home_share", "goal_achievement_rate", "own_home_share.off_ladder_only"]
    together = kpis.evaluate(ids, ["2024-01", "2024"], kpis.EACH, warehouse=folder)
    alone = [
        result
        for kpi in ids
        for by in (None, *indicator(kpi).breakdowns)
        for result in kpis.evaluate(kpi, ["2024-01", "2024"], by, warehouse=folder)
    ]
    assert together == alone


def test_members_add_up_to_the_total_before_disclosure_control(folder):
    for by in kpis.catalogue()["own_home_share"].breakdowns:
        results = kpis.evaluate("own_home_share", "2024-03", by, warehouse=folder, raw=True)
        assert (sum(r.numerator for r in results), sum(r.denominator for r in results)) == (38, 57)


def test_months_quarters_and_years_are_read_on_their_last_day(folder):
    results = kpis.evaluate("own_home_share", ["2023", "2023-12", "2024-Q1"], warehouse=folder)
    assert [r.status for r in results] == [Status.NO_DATA, Status.NO_DATA, Status.OK]


def test_a_period_that_begins_after_the_newest_report_is_too_early(folder):
    periods = ["2024-04", "2024-05", "2024", "2025"]
    results = kpis.evaluate("own_home_share", periods, warehouse=folder)
    early = Status.TOO_EARLY
    assert [r.status for r in results] == [Status.OK, early, Status.OK, early]
    assert {r.numerator for r in results if r.status is early} == {None}


def test_known_at_counts_what_was_reported_by_then(folder):
    """The plans were reported on 10 January 2024; what lies after the day is too early."""
    before = kpis.evaluate("own_home_share", "2024-01", None, date(2024, 1, 9), folder)
    on_time = kpis.evaluate("own_home_share", "2024-01", None, date(2024, 1, 10), folder)
    after = kpis.evaluate("own_home_share", "2024-02", None, date(2024, 1, 10), folder)
    assert [r.status for r in (*before, *on_time, *after)] == [
        Status.NO_DATA,
        Status.OK,
        Status.TOO_EARLY,
    ]


def test_a_small_member_is_hidden_and_takes_the_next_smallest_with_it(folder):
    """Two citizens are 18-29. With 75+ told, the total would tell about them."""
    released = told(kpis.evaluate("own_home_share", "2024-03", "age_group", warehouse=folder))
    hidden = (None, None, Status.SUPPRESSED)
    assert released == {
        ("own_home_share", "age_group", "18-29"): hidden,
        ("own_home_share", "age_group", "30-59"): (30, 42, Status.OK),
        ("own_home_share", "age_group", "75+"): hidden,
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("own_home_shares", "2024"), "Did you mean 'own_home_share'?"),
        (("own_home_share", "2024-Q5"), "is no period"),
        (("own_home_share", "2024", "gender"), "There is no breakdown of own_home_share"),
        (("own_home_share", "2024", "stepp"), "Did you mean 'step'?"),
    ],
)
def test_a_wrong_question_is_answered_with_the_nearest_right_name(folder, arguments, sentence):
    with pytest.raises(kpis.KpiError) as raised:
        kpis.evaluate(*arguments, warehouse=folder)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_latest_month_is_the_last_that_is_over(folder):
    assert kpis.latest_month(folder) == "2024-03"


def test_the_build_that_is_live(folder):
    build = kpis.build(folder)
    assert (build.build_id, build.known_at, build.is_example) == (
        "build_000001",
        date(2024, 4, 10),
        True,
    )
    assert build.known_from == date(2024, 4, 10)  # its only report
    tables = kpis.deliveries(folder).tables
    assert (tables["care_plan"], tables["citizen"], len(tables)) == (57, 57, 12)


def test_no_warehouse_says_how_to_make_one(tmp_path):
    with pytest.raises(kpis.NoWarehouse, match="python -m pipelines load"):
        kpis.evaluate("own_home_share", "2024", warehouse=tmp_path / "nowhere")


@pytest.mark.parametrize("pointer", ["", "../build.duckdb", "build_000009.duckdb", "\0"])
def test_a_pointer_to_nothing_is_no_warehouse(tmp_path, pointer):
    (tmp_path / "current").write_text(pointer, "utf-8")
    with pytest.raises(kpis.NoWarehouse):
        kpis.build(tmp_path)


def test_a_file_that_is_no_database_ends_in_a_sentence(tmp_path):
    (tmp_path / "build_000001.duckdb").write_bytes(b"nothing of the kind" * 1000)
    (tmp_path / "current").write_text("build_000001.duckdb", "utf-8")
    with pytest.raises(kpis.NoWarehouse, match="cannot be opened"):
        kpis.build(tmp_path)


def test_a_build_without_its_tables_ends_in_a_sentence(tmp_path):
    import duckdb

    duckdb.connect(tmp_path / "build_000001.duckdb").execute("create table stray (n int)")
    (tmp_path / "current").write_text("build_000001.duckdb", "utf-8")
    with pytest.raises(UnreadableWarehouse, match="could not be read"):
        kpis.evaluate("own_home_share", "2024", warehouse=tmp_path)


def test_a_build_pruned_between_pointer_and_open_is_looked_up_again(folder, tmp_path, monkeypatch):
    """The pointer is read, the loader publishes and prunes, the old file is gone."""
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    names = iter(["build_000000.duckdb", "build_000001.duckdb"])
    monkeypatch.setattr("kpis.warehouse._pointer", lambda where: next(names))
    assert kpis.build(tmp_path).build_id == "build_000001"


def test_reading_leaves_nothing_behind(folder):
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    kpis.evaluate(list(kpis.catalogue()), "2024", warehouse=folder)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_a_folder_with_an_apostrophe_in_its_name(folder, tmp_path):
    odd = shutil.copytree(folder, tmp_path / "Jens' æøå data")
    assert kpis.evaluate("own_home_share", "2024-01", warehouse=odd)[0].denominator == 57
