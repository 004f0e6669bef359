"""Keys: what replaces what, in one load and in several, in any order, twice, and tried again."""

import itertools
import json

import pytest

from pipelines.cli import main
from pipelines.retry import retry
from pipelines.run import load
from tests.unit.loading import ask, loaded
from tests.unit.reports import line, report
from tests.unit.supplementary import CPR, OTHER_CPR, Core, export, row

pytestmark = pytest.mark.usefixtures("key")

MINUTES = "select minutes from core.contact order by contact_id"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "warehouse"


def contact(identifier="KO-1", **changes):
    return row("T13", KontaktID=identifier, **changes)


def test_a_later_load_replaces_the_row_and_absence_deletes_nothing(tmp_path):
    core = Core()
    core.load(
        export(tmp_path / "1", "T13", contact("a", Minutter="10"), contact("b", Minutter="20"))
    )
    core.load(
        export(tmp_path / "2", "T13", contact("b", Minutter="25"), contact("c", Minutter="30"))
    )
    assert core.ask(MINUTES) == [(10,), (25,), (30,)]
    assert core.ask("select run_id from core.contact order by contact_id") == [(1,), (2,), (2,)]


def test_a_later_file_of_the_same_load_replaces_the_row(tmp_path):
    core = Core()
    outcomes = core.load(
        export(tmp_path, "T13", contact(Minutter="10"), name="2025-02"),
        export(tmp_path, "T13", contact(Minutter="20"), name="2025-01"),
    )
    assert core.ask(MINUTES) == [(10,)]
    assert [outcome.rows_loaded for outcome in outcomes] == [1, 1]


def test_the_same_content_again_changes_nothing(tmp_path):
    core = Core()
    core.load(export(tmp_path, "T13", contact("a"), contact("b"), name="1"))
    before = core.ask("from core.contact order by all")
    core.load(export(tmp_path, "T13", contact("b"), contact("a"), name="2"))
    assert core.ask("from core.contact order by all") == before


def test_a_key_with_an_empty_part_is_a_key(tmp_path):
    """T16: a channel that was never tested; T10: a citizen who wants nobody involved."""
    core = Core()
    never = row("T16", Testdato="", IDrift="N")
    core.load(export(tmp_path, "T16", never, name="1"))
    core.load(export(tmp_path, "T16", never | {"IDrift": "J"}, name="2"))
    assert core.ask("select is_in_use from core.channel_test") == [(True,)]


def test_what_was_replaced_never_comes_back(tmp_path):
    """An old file that is read again for a row that stood aside brings no old content back."""
    core = Core()
    old = export(tmp_path, "T03", row("T03", Takst="100,00", Grundtakst=""), name="old")
    bad = row("T03", BevillingsID="B-2", CarePlanID="plan-1")
    core.tell("care_plan", care_plan_id="498644ca-5e0c-4e1c-8a5e-e1d5e1e5e0a1")
    old = export(tmp_path, "T03", row("T03", Takst="100,00", Grundtakst=""), bad, name="old")
    core.load(old)
    assert core.aside() == {("V09", "CarePlanID", 3)}
    core.load(export(tmp_path, "T03", row("T03", Takst="200,00", Grundtakst=""), name="new"))
    core.tell("care_plan", care_plan_id="plan-1")
    core.load(old)
    assert core.aside() == set()
    assert core.ask("select price::int from core.grant_price order by grant_id") == [
        (200,),
        (2394,),
    ]


FILES = [
    ("T01", row("T01")),
    ("T02", row("T02")),
    ("T03", row("T03", CarePlanID="")),
    ("T13", contact()),
    ("T17", row("T17")),
]


def test_files_of_one_load_come_in_any_order(tmp_path):
    """T17 needs T02, all need T01: the order of their names does not matter."""
    states = []
    for number, order in enumerate(itertools.permutations(range(3))):
        core = Core()
        paths = [
            export(tmp_path / f"{number}/{order[i % 3]}", code, one)
            for i, (code, one) in enumerate(FILES)
        ]
        core.load(*paths)
        assert core.aside() == set()
        states.append(
            [core.rows(name) for name in ("case_decision", "grant_price", "contact", "complaint")]
        )
    assert states == [[1, 1, 1, 1]] * 6


def test_several_loads_in_the_wrong_order_end_the_same_after_retry(tmp_path, folder):
    first = export(tmp_path / "a", "T01", row("T01", CPR=OTHER_CPR), row("T01"), name="other")
    load([export(tmp_path / "0", "T01", row("T01", CPR=OTHER_CPR))], folder)
    load([export(tmp_path / "b", "T13", contact("a"), contact("b", CPR=OTHER_CPR))], folder)
    load([export(tmp_path / "c", "T02", row("T02", CPR=OTHER_CPR))], folder)
    done = load(
        [export(tmp_path / "d", "T17", row("T17"), row("T17", KlageID="k", CPR=OTHER_CPR))], folder
    )
    assert loaded(done) == (1, 1)
    standing = "select rule, line, resolved_run_id from core.set_aside order by all"
    assert ask(folder, standing) == [("V03", 2, None), ("V03", 2, None)]
    assert retry(folder).exit_code == 1
    load([first], folder)
    assert retry(folder).exit_code == 0
    assert {run is None for _, _, run in ask(folder, standing)} == {False}
    assert ask(folder, "select count(*) from core.contact") == [(2,)]
    assert ask(folder, "select count(*) from core.complaint") == [(2,)]
    assert retry(folder).summary is None


def test_rows_read_are_rows_loaded_and_rows_set_aside(tmp_path, folder, capsys):
    """The command line, its exit code, its status; a file without fault is not read again."""
    export(tmp_path / "in", "T01", row("T01"))
    export(
        tmp_path / "in",
        "T13",
        contact("a"),
        contact("b", Minutter="x"),
        contact("c", CPR=OTHER_CPR),
    )
    where = ["--warehouse", str(folder)]
    assert main(["load", str(tmp_path / "in"), *where]) == 1
    said = capsys.readouterr().out
    assert "line 3, Minutter: cell.number." in said
    assert "line 4, CPR: V03." in said
    assert main(["status", "--format", "json", *where]) == 0
    now = json.loads(capsys.readouterr().out)
    [status, contacts] = now["files"]
    assert (status["kind"], status["rows_loaded"], status["reasons"]) == ("T01", 1, [])
    assert (contacts["rows_read"], contacts["rows_loaded"], contacts["rows_set_aside"]) == (3, 1, 2)
    assert [(one["rule"], one["where"]) for one in contacts["reasons"]] == [
        ("cell.number", "line 3, Minutter"),
        ("V03", "line 4, CPR"),
    ]
    assert (now["tables"]["citizen_status"], now["tables"]["contact"], now["tables"]["offer"]) == (
        1,
        1,
        0,
    )
    assert {rule["rule"] for rule in now["rules"]} == {"V01", "key.T03"}
    done = load([tmp_path / "in" / "T01_test.csv"], folder)
    assert [outcome.status for outcome in done.outcomes] == ["already_loaded"]


def test_every_contract_holds_of_what_was_loaded(tmp_path, folder):
    export(tmp_path / "in", "T01", row("T01"))
    export(tmp_path / "in", "T18", row("T18"))
    load([tmp_path / "in"], folder)
    [(checks, met)] = ask(
        folder,
        "select count(*), bool_and(is_met) from core.contract_check "
        "where table_name in ('citizen_status', 'offer')",
    )
    assert checks > 30
    assert met


def test_tables_beside_delivery_reports(tmp_path, folder):
    """The person of a report and of T01 is one; a load of tables alone leaves the reports be."""
    from tests.unit.reports import CPR as REPORTED

    path = tmp_path / "a.ndjson"
    path.write_text(line(report()), encoding="utf-8")
    load([path], folder)
    before = ask(folder, "from core.citizen")
    load([export(tmp_path, "T01", row("T01", CPR=REPORTED))], folder)
    assert ask(folder, "from core.citizen") == before
    assert ask(
        folder,
        "select t.birth_date = f.birth_date, t.sex = f.sex from core.citizen_status as t "
        "join core.citizen as f using (person_id)",
    ) == [(True, True)]
    assert ask(folder, "select sum(rows_counted) from core.rule_count where rule = 'V03'") == [(0,)]


def test_a_warehouse_of_before_the_tables_gets_them(tmp_path, folder):
    """An older build is extended by the load that comes next."""
    import duckdb

    path = tmp_path / "a.ndjson"
    path.write_text(line(report()), encoding="utf-8")
    load([path], folder)
    [build] = folder.glob("*.duckdb")
    with duckdb.connect(str(build)) as connection:
        connection.execute("drop table core.contact")
        connection.execute("drop table core.rule_count")
        connection.execute("drop table history.supplementary_file")
    load([export(tmp_path, "T13", contact())], folder)
    assert ask(folder, "select minutes from core.contact") == [(45,)]


def test_a_row_says_where_it_stood(tmp_path, folder):
    path = export(tmp_path, "T13", contact("a"), contact("b"))
    load([path], folder)
    assert ask(
        folder,
        "select contact_id, line, path like '%T13_test.csv' from core.contact "
        "join core.export_file using (run_id, sha256) order by line",
    ) == [("a", 2, True), ("b", 3, True)]


def test_paths_and_kinds(tmp_path):
    """The kind is what stands before the first underscore, in any case of letters."""
    core = Core()
    one = export(tmp_path, "T20b", row("T20b"), name="2025_06_v2")
    other = one.rename(tmp_path / "t20B.csv")
    core.load(other)
    assert core.rows("partnership_activity") == 1
    [(persons,)] = core.ask("select person_ids from core.partnership_activity")
    assert len(persons) == 1
    wrong = tmp_path / "T20c_aktiviteter.csv"
    wrong.write_bytes(other.read_bytes())
    [outcome] = core.load(wrong)
    assert outcome.status == "set_aside"
    [(rule, message)] = core.ask("select rule, message from staging.set_aside")
    assert rule == "file.kind"
    assert "the nearest is T20" in message


def test_several_persons_in_one_cell(tmp_path):
    core = Core()
    core.load(
        export(
            tmp_path,
            "T20b",
            row("T20b", CPRnøgle=f"{CPR}, {OTHER_CPR}"),
            row("T20b", AktivitetID="2", CPRnøgle=""),
        )
    )
    found = core.ask("select len(person_ids) from core.partnership_activity order by line")
    assert found == [(2,), (0,)]


def test_example_data_hold_nobodys_number(tmp_path, folder):
    """A number that could be somebody's is never keyed with the example's public key."""
    somebody = "0707610000"
    while (
        sum(int(a) * b for a, b in zip(somebody, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 11
    ):
        somebody = f"{int(somebody) + 1:010}"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "EKSEMPELDATA.json").write_text("{}", encoding="utf-8")
    load([export(tmp_path / "in", "T01", row("T01"), row("T01", CPR=somebody))], folder)
    assert ask(folder, "select rule, line from core.set_aside") == [("example.cpr", 3)]
