"""Nothing that identifies a person is written or said, wherever it stood in the input."""

import json
import logging
import subprocess
import sys

import pytest

from pipelines.cli import main
from tests.unit.loading import FFB, KEY, ask, needs_ffb
from tests.unit.reports import CPR, line, report

# Invented: both fail modulus 11, on birthdays other than 1 January.
OTHER_CPR = "1207852345"
REPLACEMENT = "6203914567"

NAME = "Opdigtet Hemmeligsen"
FREE_TEXT = "borgeren fortæller om sin søster"
ADDRESS = "Findes Ikke Vej 17"
SECRETS = [NAME, FREE_TEXT, ADDRESS, CPR, OTHER_CPR, REPLACEMENT]


def with_dash(cpr):
    return f"{cpr[:6]}-{cpr[6:]}"


def reports():
    """Valid and invalid reports with personal data in every place that was thought of."""
    allowed = report(1)
    allowed["entry"][0]["resource"]["text"] = {
        "status": "generated",
        "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{NAME}, {ADDRESS}</div>',
    }
    in_case_number = report(2, cpr=OTHER_CPR, case_number=f"{OTHER_CPR}-1")
    dashed = report(3, cpr=OTHER_CPR, case_number=f"Sag {with_dash(OTHER_CPR)}")
    named = report(4)
    named["entry"][0]["resource"]["name"] = [{"text": NAME}]
    noted = report(5)
    noted["entry"][1]["resource"]["note"] = [{"text": FREE_TEXT}]
    unknown = report(6)
    unknown["entry"][1]["resource"][NAME] = FREE_TEXT
    replaced = report(7, cpr=REPLACEMENT)
    as_id = report(8)
    as_id["entry"][0]["resource"]["id"] = CPR
    as_id["entry"][0]["fullUrl"] = f"Patient/{CPR}"
    as_id["entry"][1]["resource"]["subject"]["reference"] = f"Patient/{CPR}"
    in_code = report(9)
    in_code["entry"][1]["resource"]["status"] = FREE_TEXT
    in_time = report(10)
    in_time["timestamp"] = NAME
    return [
        allowed,
        in_case_number,
        dashed,
        named,
        noted,
        unknown,
        replaced,
        as_id,
        in_code,
        in_time,
    ]


def everything_below(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def every_value(folder):
    """All tables of the live build as text: the file itself may be compressed."""
    tables = ask(folder, "select table_schema || '.' || table_name from information_schema.tables")
    assert len(tables) > 30
    return {table: str(ask(folder, f"from {table}")).encode() for (table,) in tables}


def assert_silent(where, content):
    for secret in SECRETS:
        for form in (secret, with_dash(secret) if secret.isdigit() else secret):
            for encoding in ("utf-8", "utf-16-le", "latin-1"):
                assert form.encode(encoding) not in content, f"{where} holds personal data"


@pytest.fixture
def exports(tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    lines = [line(one) for one in reports()]
    cut = lines[0][:-30]
    doubled = lines[0].replace('"type":"collection"', f'"type":"{NAME}","type":"collection"')
    (folder / f"borger_{CPR}.ndjson").write_text("\n".join([*lines, cut, doubled]) + "\n", "utf-8")
    (folder / f"{with_dash(OTHER_CPR)}.json").write_text(lines[3], "utf-8")
    (folder / f"T01_{CPR}.csv").write_text(f"cpr;navn\n{CPR};{NAME}\n", "utf-8")
    return folder


def test_nothing_personal_is_written_or_said(exports, tmp_path, key, capfd, caplog):
    """Every byte below the warehouse and all output of load, retry and status."""
    caplog.set_level(logging.DEBUG)
    folder = tmp_path / "warehouse"
    where = ["--warehouse", str(folder)]
    assert main(["load", str(exports), *where]) == 1
    assert main(["status", "--format", "json", *where]) == 0
    assert main(["retry", *where]) == 1
    assert main(["load", str(exports / "gone" / f"{CPR}.json"), *where]) == 2
    for name, content in (everything_below(folder) | every_value(folder)).items():
        assert_silent(name, content)
    said = capfd.readouterr()
    assert_silent("the output", (said.out + said.err).encode())
    assert_silent("the log", caplog.text.encode())


def test_the_same_bytes_are_there_to_be_found(exports):
    """The search above can fail: the input holds everything that is searched for."""
    content = b"".join(path.read_bytes() for path in exports.iterdir())
    assert all(secret.encode() in content for secret in SECRETS)


def test_what_was_valid_is_loaded_all_the_same(exports, tmp_path, key, capsys):
    folder = tmp_path / "warehouse"
    main(["load", str(exports), "--warehouse", str(folder)])
    main(["status", "--format", "json", "--warehouse", str(folder)])
    out = capsys.readouterr().out
    status = json.loads(out[out.index("{\n") :])
    assert status["tables"]["citizen"] == 4
    assert sum(file["rows_set_aside"] for file in status["files"]) == 10


@needs_ffb
def test_the_official_and_invalid_reports_leave_no_cpr_and_no_text(tmp_path):
    """In a process of its own, so that also what a crash would print is seen."""
    texts = free_texts()
    assert len(texts) > 3
    folder = tmp_path / "warehouse"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pipelines",
            "load",
            str(FFB / "bundles"),
            str(FFB / "invalid"),
            str(FFB / "valid_tricky"),
            "--warehouse",
            str(folder),
        ],
        capture_output=True,
        env={"STRATEGI_PSEUDONYM_KEY": KEY, "PATH": ""},
        check=False,
    )
    assert done.returncode == 1
    stored = everything_below(folder) | every_value(folder)
    content = b"".join(stored.values()) + done.stdout + done.stderr
    for text in texts:
        assert text.encode() not in content


def free_texts():
    """CPR numbers, names, notes and narratives of the official and the sample reports."""
    found: set[str] = set()
    for path in FFB.rglob("*.json"):
        collect(json.loads(path.read_text("utf-8")), found)
    return {text for text in found if len(text) > 3}


def collect(node, found):
    if isinstance(node, list):
        for item in node:
            collect(item, found)
    elif isinstance(node, dict):
        if node.get("system") == "urn:oid:1.2.208.176.1.2" and "value" in node:
            found.add(node["value"])
        for name, value in node.items():
            if name in ("text", "div", "family", "description", "note") and isinstance(value, str):
                found.add(value)
            collect(value, found)
