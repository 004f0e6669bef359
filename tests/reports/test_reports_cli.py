"""`python -m pages.reports`: fixed arguments, exit codes, and the nearest name."""

import pytest

from pages.parts import remembering
from pages.reports import freeze, making
from pages.reports.__main__ import main


@pytest.mark.parametrize("to", making.KINDS)
def test_it_writes_what_the_button_gives(numbers, tmp_path, capsys, to):
    numbers()
    out = tmp_path / f"report.{to}"
    assert main(["effektiv_drift", "--to", to, "--period", "2026-09", "--out", str(out)]) == 0
    assert out.stat().st_size > 5000
    assert freeze("effektiv_drift", "2026-09").sha256[:12] in capsys.readouterr().out
    assert [file.name for file in tmp_path.iterdir()] == [out.name]
    if to in ("pdf", "html"):
        assert out.read_bytes() == making.made(freeze("effektiv_drift", "2026-09"), to)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["effektiv_drit", "--to", "pdf"], "Did you mean 'effektiv_drift'?"),
        (["all", "--to", "pfd"], "Did you mean 'pdf'?"),
        (["all", "--to", "pdf", "--period", "2026-13"], "is no period"),
        (["all", "--to", "pdf", "--period", "2030-01"], "Did you mean '2026-10'?"),
        (["all"], "--to"),
    ],
)
def test_wrong_use_is_one_line_and_writes_nothing(numbers, tmp_path, capsys, arguments, told):
    numbers()
    out = tmp_path / "report"
    assert main([*arguments, "--out", str(out)]) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_one_line_too(numbers, tmp_path, capsys):
    numbers()
    out = tmp_path / "nowhere" / "report.xlsx"
    assert main(["effektiv_drift", "--to", "xlsx", "--out", str(out)]) == 2
    assert "could not be written" in capsys.readouterr().err


def test_no_warehouse_is_one_line(monkeypatch, tmp_path, capsys):
    remembering.forget()
    monkeypatch.setenv("STRATEGI_WAREHOUSE", str(tmp_path / "none"))
    assert main(["all", "--to", "pdf", "--out", str(tmp_path / "x.pdf")]) == 2
    remembering.forget()
    assert "There is no warehouse" in capsys.readouterr().err
