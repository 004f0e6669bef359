"""Every code has its Danish sentence, and the sentence says part and reason."""

import re
import string
from pathlib import Path

import pytest
import yaml

import kpis.sandbox
from kpis import sandbox
from kpis.danish import FOLDER
from kpis.sandbox import door
from kpis.sandbox.engine_errors import STOPPED, explained
from kpis.sandbox.wording import sentence
from tests.sandbox.places import Place

pytestmark = pytest.mark.usefixtures("forked_statements")

SOURCE = Path(kpis.sandbox.__file__).parent
SENTENCES = yaml.safe_load((FOLDER / "sandbox.yaml").read_text("utf-8"))
MARKED = (
    r'Refused\(\s*"(\w+)"',
    r'Refused\(code.*?"(\w+)"',
    r'_answer\(\s*"\w+", "(\w+)"',
    r'_told\("error", "(\w+)"',
    r'_plain\("(\w+)"\)',
    r'"(\w+)" if near',
    r'if near else "(\w+)"',
    r'return "(\w+_elsewhere)"',
    r'return "error", "(\w+)"',
)

IN_TABLES = {door.CRASHED, *door.ENDINGS, *door.SIGNALS.values(), *STOPPED.values()}


def codes() -> set[str]:
    """Every code that the source gives, by the shape of the line that gives it."""
    source = "".join(file.read_text("utf-8") for file in SOURCE.glob("*.py"))
    return {code for marked in MARKED for code in re.findall(marked, source)} | IN_TABLES


def test_every_code_of_the_source_has_a_sentence():
    assert sorted(codes() - set(SENTENCES)) == []
    assert sorted(set(SENTENCES) - codes()) == []


def test_every_sentence_can_be_said():
    for code, words in SENTENCES.items():
        places = {name: "her" for _, name, _, _ in string.Formatter().parse(words) if name}
        said = sentence(code, "x", places)
        assert said.endswith((".", "?", "her", ")", "»x«")), said


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("from borgerne", "Der er ingen tabel, der hedder »borgerne«. Mener du »borger«?"),
        (
            "from gemt.person",
            "»gemt.person« kan ikke læses. Kun tabellerne i skemaet api er udgivet.",
        ),
        ("select uper('a')", "Funktionen »uper« findes ikke. Mener du »upper«?"),
        ("select pg_sleep(1)", "Funktionen »pg_sleep« må ikke bruges her."),
        (
            "select koem from borger",
            "Der er ingen kolonne, der hedder »koem«, i det, forespørgslen læser her. "
            "Mener du »koen«?",
        ),
        (
            "select navn from borger",
            "Kolonnen »navn« er ikke i det, forespørgslen læser her. Den findes i enhed.",
        ),
        (
            "select koen, count(*) from borger",
            "Kolonnen »koen« skal stå i GROUP BY eller være inde i en sammentælling, "
            "for eksempel any_value.",
        ),
        (
            "select 'a'::int",
            "En værdi kan ikke bruges som den type, der er bedt om: "
            "»Could not convert string 'a' to INT32«.",
        ),
        (
            "select borger from borger b join plan p using (borger) where oprettet > 5",
            "»Cannot compare values of type DATE and type INTEGER_LITERAL« passer ikke sammen: "
            "Typerne kan ikke bruges på den måde. Brug eventuelt CAST.",
        ),
        (
            "select enhed_id from enhed a, enhed b",
            "»enhed_id« findes flere steder. Skriv tabellens navn foran.",
        ),
        (
            "selct 1",
            "Forespørgslen kan ikke læses i linje 1, tegn 1, ved »selct«. Mener du SELECT?",
        ),
        ("select sum(navn) from enhed", None),
        ("select 1,\n  from frm enhed x y", None),
        ("select a.x from enhed", None),
    ],
)
def test_a_person_is_told_in_danish(place: Place, sql, said):
    answer = sandbox.run(sql, place.database)
    assert answer.verdict in ("refused", "error")
    assert answer.part
    assert answer.code not in ("engine", "broken", "unreadable")
    assert said in (None, answer.reason)


def test_an_engine_error_is_one_line_without_a_path():
    error = RuntimeError('IO Error: Cannot open file "/srv/a b/c.duckdb": no\nLINE 1: select')
    verdict, code, part, places = explained(error, None)
    assert (verdict, code, part) == ("error", "engine", "")
    assert "srv" not in places["said"]
    assert "\n" not in places["said"]
