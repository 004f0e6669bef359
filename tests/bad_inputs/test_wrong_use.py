"""Wrong use and faults: exit code 2, one sentence, the warehouse as before."""

import os
import subprocess
import sys

import duckdb
import pytest

from pipelines.cli import main
from tests.unit.loading import KEY, state
from tests.unit.reports import line, report


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "export" / "a.json"
    path.parent.mkdir()
    path.write_text(line(report()), encoding="utf-8")
    return path


def refused(result):
    """The one sentence of a command that did nothing."""
    code, said, complained = result
    assert code == 2
    assert "build_" not in said
    assert complained.count("\n") == 1
    assert complained.rstrip().endswith(".")
    return complained


def test_a_path_that_is_not_there(command, tmp_path):
    assert "is not there" in refused(command("load", tmp_path / "gone"))


def test_a_broken_link(command, tmp_path):
    (tmp_path / "a.json").symlink_to(tmp_path / "gone")
    assert "is not there" in refused(command("load", tmp_path / "a.json"))


def test_a_broken_link_in_a_folder(command, export):
    (export.parent / "b.json").symlink_to(export.parent / "gone")
    assert "cannot be read" in refused(command("load", export.parent))


def test_a_folder_without_exports(command, tmp_path):
    (tmp_path / "readme.txt").write_text("hello")
    assert "No export" in refused(command("load", tmp_path))


def test_a_named_file_that_is_no_export(command, tmp_path):
    (tmp_path / "readme.txt").write_text("hello")
    assert "is no export" in refused(command("load", tmp_path / "readme.txt"))


def test_other_files_below_a_folder_are_counted(command, export):
    (export.parent / "readme.txt").write_text("hello")
    assert "1 other files ignored" in command("load", export.parent)[1]


def test_hidden_folders_are_passed_over(command, export):
    half_written = export.parent / ".part-1" / "b.json"
    half_written.parent.mkdir()
    half_written.write_text("{")
    assert command("load", export.parent)[0] == 0


@pytest.mark.parametrize(
    ("value", "says"),
    [(None, "need a pseudonym key"), ("short", "32 bytes"), ("x" * 64, "32 bytes")],
)
def test_real_data_without_a_good_key(command, export, monkeypatch, value, says):
    monkeypatch.delenv("STRATEGI_PSEUDONYM_KEY")
    if value:
        monkeypatch.setenv("STRATEGI_PSEUDONYM_KEY", value)
    sentence = refused(command("load", export))
    assert says in sentence
    assert "STRATEGI_PSEUDONYM_KEY" in sentence
    assert value is None or value not in sentence


def test_another_key_than_before(command, export, monkeypatch, tmp_path):
    assert command("load", export)[0] == 0
    before = state(tmp_path / "warehouse")
    monkeypatch.setenv("STRATEGI_PSEUDONYM_KEY", "ff" * 32)
    (export.parent / "b.json").write_text(line(report(2)), encoding="utf-8")
    assert "not the one" in refused(command("load", export.parent))
    assert state(tmp_path / "warehouse") == before


def test_invented_and_real_data_never_meet(command, export, tmp_path):
    assert command("load", export)[0] == 0
    example = tmp_path / "example"
    example.mkdir()
    (example / "EKSEMPELDATA.json").write_text("{}")
    (example / "b.json").write_text(line(report(2)), encoding="utf-8")
    assert "real data" in refused(command("load", example))
    assert "together" in refused(command("load", example, export))


@pytest.mark.parametrize(
    "other",
    ["drop table history.layout", "update history.layout set number = number + 1"],
    ids=["from before layouts had numbers", "of a later program"],
)
def test_a_warehouse_that_remembers_in_another_way(command, export, tmp_path, other):
    assert command("load", export)[0] == 0
    [build] = (tmp_path / "warehouse").glob("build_*.duckdb")
    with duckdb.connect(str(build)) as connection:
        connection.execute(other)
    before = build.read_bytes()
    export.write_text(line(report(2)), encoding="utf-8")
    assert "made by another version of this program" in refused(command("load", export))
    assert build.read_bytes() == before


def test_the_warehouse_is_a_file(command, export, tmp_path):
    (tmp_path / "warehouse").write_text("not a folder")
    assert "could not be written" in refused(command("load", export))


def test_a_pointer_to_nothing(command, export, tmp_path):
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "current").write_text("build_000009.duckdb\n")
    assert "pointer" in refused(command("load", export))
    assert "pointer" in refused(command("status"))


def test_a_damaged_build(command, export, tmp_path):
    assert command("load", export)[0] == 0
    build = tmp_path / "warehouse" / "build_000001.duckdb"
    build.write_bytes(build.read_bytes()[:5000])
    (export.parent / "b.json").write_text(line(report(2)), encoding="utf-8")
    assert "damaged" in refused(command("load", export.parent))
    assert "damaged" in refused(command("status"))


def test_an_unknown_fault_is_named_by_kind_only(command, export, monkeypatch):
    def fault(*_):
        raise ValueError("something about the input")

    monkeypatch.setattr("pipelines.run.fold_versions", fault)
    sentence = refused(command("load", export))
    assert "ValueError" in sentence
    assert "about the input" not in sentence


def test_nothing_loaded_yet_is_an_answer(command):
    code, said, _ = command("status", "--format", "json")
    assert code == 0
    assert '"files": []' in said


@pytest.mark.parametrize("arguments", [[], ["lod"], ["load"], ["status", "--format", "xml"]])
def test_wrong_arguments(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_closed_pipe_is_no_fault(export, tmp_path):
    """`python -m pipelines status | head -1`: the reader leaves, nobody complains."""
    folder = tmp_path / "warehouse"
    where = ["--warehouse", str(folder)]
    environment = {**os.environ, "STRATEGI_PSEUDONYM_KEY": KEY}
    program = [sys.executable, "-m", "pipelines"]
    subprocess.run([*program, "load", str(export), *where], env=environment, check=True)
    status = subprocess.Popen(
        [*program, "status", "--format", "json", *where],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    status.stdout.close()
    assert status.stderr.read() == b""
    assert status.wait() == 0


def test_a_real_report_among_invented_data_is_never_keyed_with_their_public_key(command, tmp_path):
    example = tmp_path / "example"
    example.mkdir()
    (example / "EKSEMPELDATA.json").write_text("{}")
    (example / "b.json").write_text(line(report(2)), encoding="utf-8")
    assert "HTEST" in refused(command("load", example))
    assert not list((tmp_path / "warehouse").glob("*.duckdb*"))
