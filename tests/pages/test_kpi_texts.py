"""Nothing goes unexplained: every indicator has its Danish texts, and no text is left over."""

import csv
import re
import string
from collections import Counter
from pathlib import Path

import pytest
import yaml

import kpis
from kpis.coverage import exports, planned
from kpis.model import Unit
from pages.parts import units
from pages.parts.meanings import lines
from pages.parts.texts import DANISH, FOLDER, all_texts, has_text, text

WORDS = (
    *("title", "question", "definition", "numerator", "denominator", "sentence", "counted"),
    *("unit", "window", "target", "reads_with", "source"),
)
LISTS = ("pitfalls", "may_use", "may_not_use", "references")
SEVERAL = ("pitfalls", "may_use", "may_not_use")
SENTENCES = (
    *("question", "definition", "numerator", "denominator", "window", "target", "no_target"),
    *("needs", "pitfalls", "may_use", "may_not_use", "reads_with"),
)
FILES = sorted((FOLDER / DANISH / "kpi").glob("*.yaml"))
EXPORTS = Path(kpis.__file__).parent.parent / "data" / "codelists" / "export.csv"
LONGEST_FILE = 400

# Words of the specification that are no Danish ones: a sentence with one was never translated.
ENGLISH = re.compile(
    r"\b(?:the|and|of|with|without|not|who|when|from|than|same|only|latest|"
    r"citizens?|shares?|rates?|steps?|goals?|plans|support|score|date|count|months?|days?|"
    r"answers?|survey|follow-?up|denominator|numerator|outcome|staff|case|target|"
    r"indicator|dashboard|feedback|performance|benchmark)\b",
    re.IGNORECASE,
)
SLIPS = {
    "a straight quote": re.compile(r"[\"'`]"),
    "other quotes than »...«": re.compile(r"[„“”‘’]"),
    "a hyphen for a dash": re.compile(r" - |--"),
    "dots for an ellipsis": re.compile(r"\.\."),
    "a double blank": re.compile(r"\s\s"),
    "a blank before a sign": re.compile(r" [,.:;?!]"),
    "no blank after a sign": re.compile(r"[,;?!][^\W\d]|[a-zæøå][.:][A-ZÆØÅ]"),
    "no blank before per cent": re.compile(r"\d%"),
    "no blank after a paragraph sign": re.compile(r"§[^ §]"),
    "a word twice": re.compile(r"\b(\w+) \1\b", re.IGNORECASE),
    "a year written short": re.compile(r"\b(?:mdr|pct|ca|bl\.a|dvs|f\.eks|evt|ift|mhp)\b"),
}


def words_of(kpi: str) -> dict[str, str]:
    """Every text of an indicator that is read as prose, as it is written, by its key."""
    begins = f"kpi.{kpi}."
    return {
        key.removeprefix(begins): words
        for key, words in all_texts().items()
        if key.startswith(begins) and ".references." not in key
    }


def places(words: str) -> list[str]:
    """The names of the places that are filled in."""
    return [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]


def quoted(words: str) -> list[str]:
    return re.findall(r"»([^«]*)«", words)


@pytest.mark.parametrize("kpi", planned())
def test_every_indicator_of_the_catalogue_has_a_name_and_a_definition(kpi):
    assert text(f"kpi.{kpi}.title")
    assert text(f"kpi.{kpi}.definition").endswith(".")


@pytest.mark.parametrize("kpi", planned())
def test_every_indicator_is_explained(kpi):
    assert [word for word in WORDS if not has_text(f"kpi.{kpi}.{word}")] == []
    assert [name for name in LISTS if not list(lines(kpi, name))] == []
    assert [name for name in SEVERAL if len(list(lines(kpi, name))) < 2] == []
    assert "12,3" in text(f"kpi.{kpi}.sentence", value="12,3")
    assert [key for key, words in words_of(kpi).items() if not words] == []


@pytest.mark.parametrize("kpi", planned())
def test_only_the_sentence_has_a_place_and_it_has_one(kpi):
    found = {key: places(words) for key, words in words_of(kpi).items() if places(words)}
    assert found == {"sentence": ["value"]}


@pytest.mark.parametrize("kpi", planned())
def test_texts_are_danish_and_cleanly_written(kpi):
    found = [
        (key, what)
        for key, words in words_of(kpi).items()
        for what, slip in (SLIPS | {"an English word": ENGLISH}).items()
        if slip.search(words)
    ]
    assert found == []


@pytest.mark.parametrize(
    "words",
    [
        "af *alle* the goals",
        'et "citat"',
        "her - og der",
        "72% af dem",
        "efter §85",
        "to  blanke",
        "i i huset",
        "et ord ,og et til",
    ],
)
def test_a_slip_is_seen(words):
    assert any(slip.search(words) for slip in (*SLIPS.values(), ENGLISH))


@pytest.mark.parametrize("kpi", planned())
def test_sentences_end_and_headlines_do_not(kpi):
    for key, words in words_of(kpi).items():
        name = key.split(".")[0]
        if name in SENTENCES:
            assert words[-1] == ("?" if name == "question" else "."), key
            assert words[0].isupper() or words[0] == "»", key
            assert len(quoted(words)) == words.count("»") == words.count("«"), key
        else:
            assert words[-1] not in ".:;,?!" or words == "kr.", key
    assert not re.search(r"\. [A-ZÆØÅ]", text(f"kpi.{kpi}.definition"))  # one sentence


@pytest.mark.parametrize("kpi", planned())
def test_a_target_in_words_says_that_nobody_decided_it(kpi):
    assert text(f"kpi.{kpi}.target").startswith("Forslag, ikke politisk besluttet: ")


@pytest.mark.parametrize("kpi", planned())
def test_what_an_indicator_is_read_with_is_named_by_its_title(kpi):
    names = quoted(text(f"kpi.{kpi}.reads_with"))
    titles = {text(f"kpi.{other}.title") for other in planned() if other != kpi}
    assert names
    assert set(names) <= titles


@pytest.mark.parametrize("kpi", planned())
def test_every_unit_can_be_told(kpi):
    its = units.unit(kpi)
    assert its in {units.SHARE, "kr."} or {f"units.{its}.{n}" for n in ("one", "many")} <= set(
        all_texts()
    )


# What a declaration calls its unit, and the words of it; a count is told by what is counted.
UNITS = {
    Unit.SHARE: {units.SHARE, units.SIGNED_SHARE},
    Unit.PLACES: {"pladser"},
    Unit.DAYS: {"dage"},
    Unit.MONTHS: {"måneder"},
    Unit.KRONER: {"kr."},
    Unit.SCORE: {"point"},
}


@pytest.mark.parametrize("kpi", kpis.catalogue())
def test_a_unit_in_words_is_the_one_declared(kpi):
    others = set().union(*UNITS.values())
    declared = kpis.catalogue()[kpi]
    named = {kpi: declared.unit} | {f"{kpi}.{one.name}": one.unit for one in declared.beside}
    for name, its in named.items():
        told = units.unit(name)
        assert told in UNITS[its] if its in UNITS else told not in others, name


def test_no_two_indicators_have_the_same_title_or_sentence():
    for name in ("title", "question", "sentence"):
        counts = Counter(words_of(kpi)[name] for kpi in planned())
        assert [words for words, count in counts.items() if count > 1] == []


def test_each_indicator_stands_in_one_file_and_no_file_is_long():
    named = Counter(kpi for file in FILES for kpi in yaml.safe_load(file.read_text("utf-8")))
    assert named == Counter(planned())
    long = [file.name for file in FILES if len(file.read_text("utf-8").split("\n")) > LONGEST_FILE]
    assert long == []


def test_every_reference_is_in_the_list_and_the_list_holds_no_other():
    named = {key for kpi in planned() for key in lines(kpi, "references")}
    listed = {key.removeprefix("references.") for key in all_texts() if "references." in key[:11]}
    assert named == listed


@pytest.mark.parametrize("kpi", kpis.catalogue())
def test_an_indicator_without_a_numeric_target_says_why(kpi):
    target = kpis.target(kpi, "2026-10")
    has_number = target is not None and (target.low is not None or target.high is not None)
    assert has_number != has_text(f"kpi.{kpi}.no_target")


@pytest.mark.parametrize("kpi", planned())
def test_what_an_indicator_waits_for_names_the_exports_it_needs(kpi):
    needed = [export for export in exports(kpi) if export != "FFB"]
    assert has_text(f"kpi.{kpi}.needs") == bool(needed)
    assert [export for export in needed if export not in text(f"kpi.{kpi}.needs")] == []


@pytest.mark.parametrize("kpi", [kpi for kpi in planned() if exports(kpi) == ("FFB", "T01")])
def test_what_is_wrong_without_the_list_of_deaths_and_moves_is_a_pitfall(kpi):
    assert [pitfall for pitfall in lines(kpi, "pitfalls") if "(T01)" in pitfall]


@pytest.mark.parametrize("kpi", planned())
def test_the_source_names_the_supplementary_exports(kpi):
    needed = [export for export in exports(kpi) if export != "FFB"]
    assert [export for export in needed if export not in text(f"kpi.{kpi}.source")] == []


@pytest.mark.parametrize("kpi", kpis.catalogue())
def test_every_breakdown_has_a_danish_name(kpi):
    dimensions = kpis.catalogue()[kpi].breakdowns
    missing = [name for name in dimensions if not has_text(f"noegletal.dimensions.{name}")]
    assert missing == []


def test_every_export_says_what_it_holds_who_delivers_it_and_what_is_missing_without_it():
    with EXPORTS.open(encoding="utf-8", newline="") as file:
        names = {row["code"]: row["name_da"] for row in csv.DictReader(file)}
    told = yaml.safe_load((FOLDER / DANISH / "exports.yaml").read_text("utf-8"))
    assert {code: words["name"].lower() for code, words in told.items() if code in names} == {
        code: name.lower() for code, name in names.items()
    }
    assert {export for kpi in planned() for export in exports(kpi)} <= set(told)
    for words in told.values():
        assert list(words) == ["name", "holds", "from", "without"]
        assert words["holds"].endswith(".")
        assert words["without"].endswith(".")


def test_what_has_a_unit_beside_an_indicator_has_a_name():
    keys = [key for key in all_texts() if key.startswith("beside_units.")]
    assert [key for key in keys if not has_text(key.replace("beside_units.", "beside.", 1))] == []
    assert len(keys) > 10


def test_no_name_beside_an_indicator_is_told_twice():
    named: dict[str, list[str]] = {}
    for key, words in all_texts().items():
        if key.startswith("beside."):
            named.setdefault(key.split(".")[1], []).append(words)
    assert [kpi for kpi, names in named.items() if len(set(names)) < len(names)] == []
    assert set(named) <= set(planned())
