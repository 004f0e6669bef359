"""The example municipality's files: valid, invented, reproducible."""

import gzip
import hashlib
import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from pipelines.example import __main__ as command
from pipelines.example import cpr, flaws
from pipelines.example.delivery import last_month_end, write
from pipelines.privacy import parse_cpr, throw_away_key
from pipelines.sources.delivery_reports import Span, read_reports
from tests.unit import example_reports

ROOT = Path(__file__).resolve().parents[2]
UNTIL = date(2026, 10, 31)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The quick example: 100 citizens, two years."""
    out = tmp_path_factory.mktemp("example")
    write(out, citizens=100, years=2, until=UNTIL)
    return out


def digest(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def set_aside(folder: Path) -> dict[int, set[str]]:
    """The rules broken in each report that is set aside, by line."""
    spans = [Span(at, 0, 0, line) for at, line in enumerate(example_reports.lines(folder), 1)]
    found: dict[int, set[str]] = {}
    for each in read_reports(spans, throw_away_key()).set_aside:
        found.setdefault(each.line, set()).add(each.rule)
    return found


def test_only_the_planted_reports_break_a_rule(folder):
    """Each breaks the one rule it was made to break."""
    assert sorted(map(sorted, set_aside(folder).values())) == sorted(
        [flaw.rule] for flaw in flaws.FLAWS
    )


def test_another_seed_is_another_municipality_with_the_same_flaws(folder, tmp_path):
    write(tmp_path, seed=7, citizens=100, years=2, until=UNTIL)
    assert set_aside(tmp_path).keys() != set_aside(folder).keys()
    assert set.union(*set_aside(tmp_path).values()) == {flaw.rule for flaw in flaws.FLAWS}


def test_the_same_arguments_give_the_same_bytes(tmp_path):
    """Whatever the hash seed, and whether one process writes or two."""
    digests = []
    for hash_seed in ("1", "2"):
        out = tmp_path / hash_seed
        command = [sys.executable, "-m", "pipelines.example", str(out), "--citizens", "260"]
        subprocess.run(
            [*command, "--years", "1", "--until", UNTIL.isoformat()],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            check=True,
            capture_output=True,
        )
        digests.append(digest(out))
    assert digests[0] == digests[1]


def test_there_is_a_file_a_month_and_nothing_after_the_last_day(folder):
    files = sorted(file.name for file in folder.glob("*.gz"))
    assert files[0] == "ffb_2024-11.ndjson.gz"
    assert files[-1] == "ffb_2026-10.ndjson.gz"
    assert len(files) == 24
    stamps = [json.loads(line)["timestamp"] for line in example_reports.lines(folder)]
    assert stamps == sorted(stamps)
    assert stamps[-1] < (UNTIL + timedelta(days=1)).isoformat()


def test_one_plain_file_holds_the_same_reports(folder, tmp_path):
    [file] = write(tmp_path, citizens=100, years=2, until=UNTIL, plain=True)
    assert file.read_bytes().splitlines(True) == list(example_reports.lines(folder))


def test_the_folder_says_that_everything_is_invented(folder):
    mark = json.loads((folder / "EKSEMPELDATA.json").read_text("utf-8"))
    assert mark["invented"] is True
    assert (mark["citizens"], mark["years"], mark["until"]) == (100, 2, "2026-10-31")
    assert "opdigtet" in (folder / "LAESMIG.txt").read_text("utf-8")


def test_the_files_carry_no_time_of_their_own(folder):
    for file in folder.glob("*.gz"):
        assert file.read_bytes()[4:8] == bytes(4), "gzip holds a modification time"
        assert gzip.decompress(file.read_bytes()).endswith(b"]}\n")


def test_progress_is_told_until_everybody_is_done(tmp_path):
    told = []
    write(tmp_path, citizens=30, years=1, until=UNTIL, progress=lambda *at: told.append(at))
    done, total = told[-1]
    assert done == total > 30


def test_the_last_day_is_the_end_of_last_month():
    assert last_month_end(date(2026, 3, 1)) == date(2026, 2, 28)
    assert last_month_end(date(2026, 1, 31)) == date(2025, 12, 31)


def test_no_number_can_have_been_issued(folder):
    reports = [json.loads(line) for line in example_reports.lines(folder)]
    numbers = {
        example_reports.citizen(report)["identifier"][0]["value"]
        for report in reports
        if not report["timestamp"].endswith(flaws.MORNING)
    }
    assert len(numbers) > 100
    assert not [number for number in numbers if cpr.passes_modulus_11(number)]
    assert not [number for number in numbers if number.startswith("0101")]


@pytest.mark.parametrize("birthday", [date(1934, 5, 6), date(1999, 12, 31), date(2007, 2, 28)])
@pytest.mark.parametrize("sex", ["K", "M"])
def test_an_invented_number_tells_birthday_and_sex(birthday, sex):
    found = parse_cpr(cpr.invented(Random(1), birthday, sex))
    assert (found.birth_date, found.sex) == (birthday, sex)


def test_no_number_is_made_for_the_first_of_january():
    with pytest.raises(ValueError, match="1 January"):
        cpr.invented(Random(1), date(1980, 1, 1), "K")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--citizens", "0"], "'0' is not a whole number from 1"),
        (["--citizens", "mange"], "'mange' is not a whole number from 1"),
        (["--years", "400"], "400 is more than 40 years"),
        (["--until", "31-10-2026"], "'31-10-2026' is not a date of the form YYYY-MM-DD"),
    ],
)
def test_a_wrong_argument_is_refused_in_a_sentence(arguments, sentence, capsys):
    parser = ArgumentParser()
    command.add_arguments(parser)
    with pytest.raises(SystemExit) as refused:
        parser.parse_args(["out", *arguments])
    assert refused.value.code == 2
    assert sentence in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_ends_in_a_sentence(tmp_path, capsys):
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be")
    parser = ArgumentParser()
    command.add_arguments(parser)
    assert command.main(parser.parse_args([str(blocked), "--citizens", "5"])) == 2
    assert "could not be written" in capsys.readouterr().err
