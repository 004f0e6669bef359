"""Bad files of every kind: set aside under a rule, in one sentence, with exit code 1."""

import gzip
import json

import pytest

from tests.unit.loading import ask, rules_of
from tests.unit.reports import line, report

GOOD = line(report()).encode()
PRETTY = json.dumps(report(), indent=2).encode()
OUTCOME = b'{"resourceType":"OperationOutcome","issue":[{"diagnostics":"token expired"}]}'

# name of the file, its bytes, the rule it is set aside under.
BAD = {
    "no bytes": ("a.json", b"", "file.empty"),
    "blanks only": ("a.ndjson", b" \r\n\n", "file.empty"),
    "byte order mark only": ("a.json", b"\xef\xbb\xbf", "file.empty"),
    "packed nothing": ("a.json.gz", gzip.compress(b""), "file.empty"),
    "cut gzip": ("a.ndjson.gz", gzip.compress(GOOD * 50)[:-20], "file.gzip"),
    "changed gzip": ("a.json.gz", gzip.compress(GOOD)[:-8] + b"\0" * 8, "file.gzip"),
    "gz that is none": ("a.json.gz", GOOD, "file.gzip"),
    "gzip without its name": ("a.json", gzip.compress(GOOD), "file.gzip"),
    "UTF-16 with a mark": ("a.json", GOOD.decode().encode("utf-16"), "json.encoding"),
    "UTF-16 without one": ("a.json", GOOD.decode().encode("utf-16-le"), "json.encoding"),
    "UTF-32": ("a.ndjson", GOOD.decode().encode("utf-32-be"), "json.encoding"),
    "Windows-1252": ("a.json", line(report(case_number="Sag æ")).encode("cp1252"), None),
    "XML": ("a.json", b'<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"/>', "json.xml"),
    "a log-in page": ("a.ndjson", b"<!DOCTYPE html><html></html>", "json.xml"),
    "cut JSON": ("a.json", GOOD[:-40], None),
    "cut pretty JSON": ("a.json", PRETTY[:-40], None),
    "NUL tail": ("a.json", GOOD + b"\0" * 4096, None),
    "a bare word": ("a.json", b"hello", None),
    "a number": ("a.json", b"42", None),
    "NaN": ("a.json", GOOD.replace(b'"collection"', b"NaN"), None),
    "the same key twice": ("a.json", GOOD[:-1] + b',"type":"collection"}', None),
    "too deep": ("a.json", b'{"a":' * 50_000 + b"1" + b"}" * 50_000, None),
    "a server's error": ("a.json", OUTCOME, None),
    "a list": ("a.json", b"[" + GOOD + b"]", None),
    "page one of many": (
        "a.json",
        GOOD.replace(b'"collection"', b'"searchset"'),
        "deliveryReport.type.pattern",
    ),
    "a table": ("T01_borgerstatus.csv", b"a;b\n1;2\n", "file.kind"),
    "a workbook": ("T99_ukendt.xlsx", b"PK", "file.kind"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_set_aside_in_words(kind, command, tmp_path):
    name, content, rule = BAD[kind]
    path = tmp_path / "export" / name
    path.parent.mkdir()
    path.write_bytes(content)
    code, said, complained = command("load", path.parent)
    assert (code, complained) == (1, "")
    folder = tmp_path / "warehouse"
    found = rules_of(folder)
    assert found == {rule} if rule else found
    assert name in said
    for broken, message in ask(folder, "select rule, message from core.set_aside"):
        assert broken in said
        assert message in said
        assert message[0].isupper()
        assert message.endswith(".")
        assert "\n" not in message
    assert ask(folder, "select count(*) from core.citizen_version") == [(0,)]
    assert ask(folder, "select rows_read, rows_loaded, rows_set_aside from core.export_file") == [
        (1, 0, 1)
    ]


def test_one_bad_line_leaves_the_others(command, tmp_path):
    lines = [line(report(number)) for number in range(1, 6)]
    lines[2] = lines[2][:-9]
    path = tmp_path / "a.ndjson"
    path.write_text("\r\n".join(lines) + "\r\n\r\n", encoding="utf-8")
    code, said, _ = command("load", path)
    assert code == 1
    assert "line 3" in said
    folder = tmp_path / "warehouse"
    assert ask(folder, "select rows_read, rows_loaded, rows_set_aside from core.export_file") == [
        (5, 4, 1)
    ]
    [(begin, end, number)] = ask(folder, "select byte_from, byte_to, line from core.set_aside")
    assert path.read_bytes()[begin:end].decode() == lines[2]
    assert number == 3


def test_a_cut_gzip_takes_back_what_was_read_of_it(command, tmp_path):
    """Reports that came out before the cut are not loaded either: the file is one delivery."""
    lines = "\n".join(line(report(number)) for number in range(1, 4000)).encode()
    path = tmp_path / "a.ndjson.gz"
    path.write_bytes(gzip.compress(lines, 1)[:-9])
    code, _, _ = command("load", path)
    assert code == 1
    folder = tmp_path / "warehouse"
    assert ask(folder, "select count(*) from core.citizen") == [(0,)]
    assert ask(folder, "select count(*) from core.delivery_report") == [(0,)]
    assert rules_of(folder) == {"file.gzip"}


def test_what_a_bad_file_had_first_still_loads_from_a_good_one(command, tmp_path):
    """A content is handed over once; taking a file back does not lose it for the others."""
    lines = [line(report(number)).encode() for number in range(1, 4000)]
    bad, good = tmp_path / "exports" / "a.ndjson.gz", tmp_path / "exports" / "b.ndjson"
    bad.parent.mkdir()
    bad.write_bytes(gzip.compress(b"\n".join(lines), 1)[:-9])
    good.write_bytes(b"\n".join(lines[:50]))
    code, _, _ = command("load", bad.parent)
    assert code == 1
    folder = tmp_path / "warehouse"
    assert ask(folder, "select count(*) from core.citizen") == [(50,)]
    assert ask(folder, "select count(*) from core.delivery_report") == [(50,)]
    assert ask(folder, "select count(*) from history.citizen_resource") == [(50,)]


GOOD_FORMS = {
    "one line": ("a.json", GOOD),
    "pretty": ("a.json", PRETTY),
    "a mark before it": ("a.json", b"\xef\xbb\xbf" + GOOD),
    "packed": ("a.json.gz", gzip.compress(PRETTY)),
    "packed in two members": ("a.ndjson.gz", gzip.compress(GOOD[:99]) + gzip.compress(GOOD[99:])),
    "lines": ("a.ndjson", GOOD + b"\n"),
    "no last line end": ("a.ndjson", b"\n\n" + GOOD),
    "lines under the wrong name": ("a.json", GOOD + b"\n" + line(report(2)).encode()),
    "pretty under the wrong name": ("a.ndjson", PRETTY),
    "big letters": ("A.JSON", GOOD),
    "escaped": ("a.json", json.dumps(report(), ensure_ascii=True).encode()),
}


@pytest.mark.parametrize("form", GOOD_FORMS)
def test_a_good_report_loads_in_every_form(form, command, tmp_path):
    name, content = GOOD_FORMS[form]
    path = tmp_path / "export" / name
    path.parent.mkdir()
    path.write_bytes(content)
    code, _, complained = command("load", path)
    assert (code, complained) == (0, "")
    assert ask(tmp_path / "warehouse", "select count(*) from core.citizen")[0][0] >= 1


def test_no_entries_loads_nothing_and_is_no_error(command, tmp_path):
    path = tmp_path / "a.json"
    empty = report() | {"entry": []}
    path.write_text(line(empty), encoding="utf-8")
    assert command("load", path)[0] == 0
    folder = tmp_path / "warehouse"
    assert ask(folder, "select rows_read, rows_loaded from core.export_file") == [(1, 1)]
    assert ask(folder, "select count(*) from core.citizen") == [(0,)]


def test_a_report_larger_than_a_chunk(command, tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.chunks.CHUNK_BYTES", 1000)
    path = tmp_path / "a.ndjson"
    path.write_text("\n".join(line(report(number)) for number in range(1, 8)), encoding="utf-8")
    assert command("load", path)[0] == 0
    assert ask(tmp_path / "warehouse", "select count(*) from core.citizen") == [(7,)]


def test_a_report_larger_than_allowed(command, tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.chunks.CHUNK_BYTES", 100)
    monkeypatch.setattr("pipelines.chunks.LARGEST_REPORT", 1000)
    for name in ("a.ndjson", "b.json"):
        (tmp_path / name).write_bytes(GOOD)
    assert command("load", tmp_path / "a.ndjson", tmp_path / "b.json")[0] == 1
    assert rules_of(tmp_path / "warehouse") == {"file.size"}
