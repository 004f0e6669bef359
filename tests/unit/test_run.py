"""What a load says and keeps about itself: files, runs, what stands aside, what is tried again."""

import gzip
import json
import subprocess
import sys
from contextlib import closing

import pytest

from pipelines import reading, warehouse, workers
from pipelines.cli import main
from pipelines.example import delivery
from pipelines.privacy import key_from_environment
from pipelines.run import load
from tests.unit.loading import ask, ask_one, loaded, state
from tests.unit.reports import line, report

pytestmark = pytest.mark.usefixtures("key")

STATUS_FIELDS = {
    "path",
    "sha256",
    "kind",
    "status",
    "rows_read",
    "rows_loaded",
    "rows_set_aside",
    "reasons",
}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "warehouse"


@pytest.fixture
def exports(tmp_path):
    """A function: an export with these reports in the export folder."""
    (tmp_path / "export").mkdir()

    def write(name, *reports):
        path = tmp_path / "export" / name
        lines = "\n".join(one if isinstance(one, str) else line(one) for one in reports)
        path.write_text(lines, encoding="utf-8")
        return path

    return write


def status(folder, capsys):
    capsys.readouterr()
    assert main(["status", "--format", "json", "--warehouse", str(folder)]) == 0
    return json.loads(capsys.readouterr().out)


def bad(number):
    """A report without a type, which every report must have."""
    broken = report(number)
    del broken["type"]
    return broken


def test_status_has_the_agreed_fields(exports, folder, capsys):
    path = exports("a.ndjson", report(1), bad(2), bad(3))
    load([path], folder)
    now = status(folder, capsys)
    assert {"build_id", "built_at", "known_at", "files", "tables"} <= set(now)
    assert now["build_id"] == "build_000001"
    assert now["known_at"] == "2024-03-01T10:00:00.000Z"
    [file] = now["files"]
    assert set(file) >= STATUS_FIELDS
    assert (file["rows_read"], file["rows_loaded"], file["rows_set_aside"]) == (3, 1, 2)
    assert (file["status"], file["kind"], file["path"]) == ("loaded", "delivery_report", str(path))
    assert [reason["where"].split(",")[0] for reason in file["reasons"]] == ["line 2", "line 3"]
    for reason in file["reasons"]:
        assert set(reason) == {"rule", "where", "message", "count"}
        assert (reason["rule"], reason["count"]) == ("deliveryReport.type.min", 1)
    assert len(now["tables"]) == 12 + 27
    assert now["tables"]["citizen"] == now["tables"]["service_request"] == 1


def test_the_same_bytes_are_known_under_any_name(exports, folder, capsys):
    exports("a.json", report(1))
    first = load([exports("a.json", report(1))], folder)
    again = load([exports("b.json", report(1))], folder)
    assert (first.build_id, again.build_id) == ("build_000001", None)
    assert again.exit_code == 0
    third = load([exports("c.json", report(2)).parent], folder)
    assert [outcome.status for outcome in third.outcomes] == [
        "already_loaded",
        "already_loaded",
        "loaded",
    ]
    statuses = [file["status"] for file in status(folder, capsys)["files"]]
    assert statuses == ["loaded", "already_loaded", "already_loaded", "loaded"]


def test_twins_in_one_load_are_read_once(exports, folder):
    exports("a.json", report(1))
    done = load([exports("b.json", report(1)).parent], folder)
    assert [outcome.status for outcome in done.outcomes] == ["loaded", "already_loaded"]
    assert ask_one(folder, "select count(*) from core.delivery_report") == 1


def test_overlapping_exports_change_nothing(exports, folder, tmp_path):
    """The same report packed, pretty and among others is one report."""
    load([exports("all.ndjson", report(1), report(2), report(3))], folder)
    before = state(folder)
    packed = tmp_path / "export" / "part.ndjson.gz"
    packed.write_bytes(gzip.compress(f"\n{line(report(2))}\r\n{line(report(1))}".encode()))
    assert load([packed], folder).exit_code == 0
    assert state(folder) == before
    assert ask_one(folder, "select count(*) from core.delivery_report") == 3


def test_a_run_a_build(exports, folder):
    for number in range(1, 4):
        load([exports(f"{number}.json", report(number))], folder)
    runs = ask(folder, "select run_id, build_id, is_example from core.load_run order by run_id")
    assert runs == [(n, f"build_{n:06d}", False) for n in range(1, 4)]
    assert ask(folder, "select report_id, run_id from core.delivery_report order by run_id")
    assert ask_one(folder, "select count(*) from core.delivery_report where run_id = 2") == 1


def test_the_results_of_every_contract_are_kept(exports, folder):
    load([exports("a.json", report(1))], folder)
    load([exports("b.json", report(2))], folder)
    [(runs, tables, all_met)] = ask(
        folder,
        "select count(distinct run_id), count(distinct table_name), bool_and(is_met) "
        "from core.contract_check",
    )
    assert (runs, tables, all_met) == (2, 17, True)
    assert ask_one(
        folder,
        "select rows_checked from core.contract_check where run_id = 2 "
        "and table_name = 'citizen_version' and column_name = 'sex' and expectation like '%Set'",
    ) == (1)


def test_set_aside_again_is_said_again_and_written_once(exports, folder):
    path = exports("a.ndjson", report(1), bad(2))
    for _ in range(2):
        done = load([path], folder)
        assert done.exit_code == 1
        assert loaded(done) == (1, 1)
    assert ask(folder, "select run_id, resolved_run_id from core.set_aside") == [(1, None)]
    assert ask_one(folder, "select count(*) from core.citizen_version") == 1


def test_retry_loads_what_now_passes(exports, folder, monkeypatch, capsys):
    """A rule is mended between the load and the retry."""
    path = exports("a.ndjson", report(1), report(2))
    real = reading.ReportReader.read

    def too_strict(self, spans):
        spans = [span if span.line == 1 else span._replace(data=b"{}") for span in spans]
        return real(self, spans)

    with monkeypatch.context() as patch:
        patch.setattr(reading.ReportReader, "read", too_strict)
        assert main(["load", str(path), "--warehouse", str(folder)]) == 1
    assert ask_one(folder, "select count(*) from core.citizen") == 1
    assert main(["retry", "--warehouse", str(folder)]) == 0
    assert ask_one(folder, "select count(*) from core.citizen") == 2
    assert ask(folder, "select distinct run_id, resolved_run_id from core.set_aside") == [(1, 2)]
    assert status(folder, capsys)["files"][-1]["reasons"] == []
    assert main(["retry", "--warehouse", str(folder)]) == 0
    assert "Nothing stands aside" in capsys.readouterr().out


def test_retry_says_what_still_stands(exports, folder, capsys):
    path = exports("a.json", bad(1))
    load([path], folder)
    assert main(["retry", "--warehouse", str(folder)]) == 1
    assert "deliveryReport.type.min" in capsys.readouterr().out
    path.write_text(line(report(1)), encoding="utf-8")
    assert main(["retry", "--warehouse", str(folder)]) == 1
    assert "has changed" in capsys.readouterr().out
    path.unlink()
    assert main(["retry", "--warehouse", str(folder)]) == 1
    assert "no longer there" in capsys.readouterr().out
    assert path.parent.is_dir()


def test_a_number_in_a_path_is_masked_and_retried_by_name_only(exports, folder, capsys):
    load([exports("0203914567.json", bad(1))], folder)
    assert main(["retry", "--warehouse", str(folder)]) == 1
    assert "load them by name" in capsys.readouterr().out


def test_the_loader_never_touches_an_export(exports, folder):
    paths = [exports("a.json", report(1)), exports("b.json", bad(2))]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths]
    load(paths, folder)
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths] == before


def test_workers_and_one_process_give_the_same(exports, folder, tmp_path, monkeypatch):
    path = exports("a.ndjson", *[report(n) for n in range(1, 300)], bad(300))
    load([path], tmp_path / "alone")
    monkeypatch.setattr(workers, "POOL_FROM_BYTES", 0)
    monkeypatch.setattr("pipelines.chunks.CHUNK_BYTES", 20_000)
    done = load([path], folder)
    assert loaded(done) == (299, 1)
    assert state(folder) == state(tmp_path / "alone")
    query = "select line, byte_from, byte_to, rule from core.set_aside"
    assert ask(folder, query) == ask(tmp_path / "alone", query)


def test_the_example_loads_with_its_throw_away_key(folder, tmp_path, monkeypatch, capsys):
    """Invented data ask for no key, and give the same warehouse every time."""
    monkeypatch.delenv("STRATEGI_PSEUDONYM_KEY")
    delivery.write(tmp_path / "example", citizens=40, years=1)
    for name in ("one", "two"):
        done = load([tmp_path / "example"], tmp_path / name)
        assert done.exit_code in (0, 1)
    assert state(tmp_path / "one") == state(tmp_path / "two")
    assert ask_one(tmp_path / "one", "select bool_and(is_example) from core.load_run")
    assert ask_one(tmp_path / "one", "select min(person_id[:3]) from core.citizen") == "k0:"
    empty = "select table_name from information_schema.tables where table_type = 'VIEW'"
    for (table,) in ask(tmp_path / "one", empty + " and table_schema = 'core'"):
        assert ask_one(tmp_path / "one", f"select count(*) from core.{table}") > 0


def test_a_pipe_gets_a_line_a_file_and_silence_when_asked(exports, folder, capsys):
    path = exports("a.json", report(1))
    assert main(["load", str(path), "--warehouse", str(folder)]) == 0
    out = capsys.readouterr().out
    assert f"{path}: 1 read, 0 to set aside\n" in out
    assert "build_000001 from 1 files: 1 loaded, 0 set aside." in out
    path = exports("b.json", report(2))
    assert main(["load", str(path), "--quiet", "--warehouse", str(folder)]) == 0
    assert capsys.readouterr().out.strip() == ""


def test_the_engine_draws_no_bar_and_keeps_its_spill_beside_the_build(tmp_path):
    part = tmp_path / "build_000001.duckdb.part"
    with closing(warehouse._connect(part)) as connection:
        asked = "select current_setting('enable_progress_bar'), current_setting('temp_directory')"
        assert connection.execute(asked).fetchone() == (False, f"{part}.spill")
    assert warehouse.LEFTOVER.match(f"{part.name}.spill")


def test_reading_imports_no_engine_before_it_reads():
    """Each worker would start later; it needs the engine, of some 40 MB, with its first chunk."""
    program = "import sys, pipelines.reading as _; assert not {'duckdb', 'pandas'} & {*sys.modules}"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_command_line_does_not_import_great_expectations_itself():
    """Status and the command line itself are quick: the seconds are spent beside a load."""
    program = "import sys, pipelines.cli; assert 'great_expectations' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_key_command_makes_a_usable_key_and_never_the_same(capsys):
    main(["key"])
    main(["key"])
    one, other = capsys.readouterr().out.split()
    assert one != other
    assert key_from_environment({"STRATEGI_PSEUDONYM_KEY": one}).key_id == "k1"
