"""From a statement to a file: judged, exported, kept in the ledger and in the log."""

import pytest

from kpis import facts
from kpis.egress import NotAllowed, Override, export, judge, log
from kpis.egress.ledger import Ledger
from tests.unit import egress_file

pytestmark = pytest.mark.usefixtures("forked_statements")

BY_SEX = "select koen, count(*) as n from borger group by koen order by koen"


@pytest.fixture
def published(tmp_path, monkeypatch):
    monkeypatch.setenv("STRATEGI_STATE_URL", f"sqlite:///{tmp_path / 'state.sqlite3'}")
    return egress_file.written(tmp_path)


def test_a_result_about_enough_persons_leaves_and_says_what_it_is(published):
    judged = judge(
        "select koen, count(*) as n from borger where gruppe >= $g group by koen order by 1",
        {"g": 1},
        published,
        "anne",
    )
    assert judged.may_leave
    assert judged.answer.columns == ("koen", "n")
    text = export(judged, "csv", "Borgere efter køn").decode("utf-8-sig")
    assert text.splitlines()[-3:] == ["koen;n", "0;13", "1;13"]
    for told in (
        "Borgere efter køn",
        "build_000007",
        "anne",
        "30-04-2024",
        '{""g"": 1}',
        "Eksempeldata",
    ):
        assert told in text, told
    assert "mindst 5 personer bag hvert tal" in text


def test_rows_about_single_persons_stay_unless_somebody_says_why(published):
    judged = judge("select * from borger", {}, published, "bo")
    assert not judged.may_leave
    assert [reason.code for reason in judged.reasons] == ["row_level"]
    assert len(judged.answer.rows) == 40
    with pytest.raises(NotAllowed, match="rækker om enkeltpersoner forlader ikke"):
        export(judged, "csv", "T")
    with pytest.raises(NotAllowed, match="needs a reason"):
        export(Override(judged, "  "), "csv", "T")
    text = export(Override(judged, "Aftalt med 150190-1234 i sagen"), "csv", "T").decode(
        "utf-8-sig"
    )
    assert "Uden kontrol, med begrundelsen: Aftalt med ********** i sagen" in text
    line = log.history("bo")[0]
    assert (line.act, line.verdict, line.reason) == ("override", "may_not_leave", "row_level")
    assert line.override_reason == "Aftalt med ********** i sagen"


def test_a_refusal_names_the_rows_and_the_rule(published):
    judged = judge("select er_ny, count(*) from borger group by 1 order by 1", {}, published, "bo")
    assert judged.reasons[0].rows == (1,)
    assert judged.reasons[0].sentence.startswith("Bag række 2 står færre end 5 personer.")


def test_what_the_sandbox_refuses_does_not_leave(published):
    for sql in ("select nope from borger", "delete from borger", "select * from read_csv('x')"):
        judged = judge(sql, {}, published, "bo")
        assert not judged.may_leave
        assert [reason.code for reason in judged.reasons] == ["not_answered"]
        assert judged.reasons[0].sentence
        with pytest.raises(NotAllowed):
            export(Override(judged, "vil have det"), "csv", "T")


def test_a_row_as_one_value_does_not_bring_its_hidden_columns_along(published):
    judged = judge("select b from borger b", {}, published, "bo")
    assert [reason.code for reason in judged.reasons] == ["not_counted"]
    assert all("egress_track" not in str(row) for row in judged.answer.rows)


def test_what_two_users_export_is_tried_together(published):
    export(judge(BY_SEX, {}, published, "anne"), "csv", "T")
    less = "select koen, count(*) as n from borger where borger <> 7 group by koen order by koen"
    judged = judge(less, {}, published, "bo")
    assert [(reason.code, reason.rows) for reason in judged.reasons] == [("difference", (1,))]


def test_what_left_between_the_judgement_and_the_export_counts(published):
    judged = judge("select count(*) from borger where borger <> 7", {}, published, "bo")
    assert judged.may_leave
    export(judge("select count(*) from borger", {}, published, "anne"), "csv", "T")
    with pytest.raises(NotAllowed, match="Holdt sammen med det, der allerede er eksporteret"):
        export(judged, "csv", "T")


def test_the_same_export_again_tells_nothing_new(published):
    for form in ("csv", "xlsx", "parquet"):
        assert export(judge(BY_SEX, {}, published, "anne"), form, "T")
    assert [line.form for line in log.history()] == ["parquet", "xlsx", "csv"]


def test_the_ledger_goes_with_its_build(published):
    export(judge(BY_SEX, {}, published, "anne"), "csv", "T")
    ledger = published.path.with_suffix(".left")
    assert ledger.exists()
    assert ledger.stat().st_mode & 0o077 == 0
    published.path.unlink()
    Ledger.beside(published.path.with_name("build_000008.duckdb"))
    assert not ledger.exists()


def test_nothing_leaves_that_cannot_be_logged(published, tmp_path, monkeypatch):
    judged = judge(BY_SEX, {}, published, "anne")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("STRATEGI_STATE_URL", f"sqlite:///{tmp_path / 'file' / 'state.sqlite3'}")
    with pytest.raises(facts.Unsaved):
        export(judged, "csv", "T")
