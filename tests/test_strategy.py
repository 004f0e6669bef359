"""The strategy data say what the two source documents say, word for word."""

import re
from collections import Counter
from pathlib import Path

import pytest

from kpis.coverage import coverage, exports, indicators, planned
from kpis.errors import UnknownName
from kpis.strategy import strategy, uncertain_readings

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "domain" / "seeds"
LONG_TERM, TRACKS = "000_*.txt", "004_*.txt"

# A hyphen at a line's end is a word's own where the word goes on with "og" or "eller".
SUSPENDED = re.compile(r"(?<=\w)[–-]\s*\n\s*(?=(?:og|eller)\b)")
DIVIDED = re.compile(r"(?<=\w)-[ \t]*\n\s*")


def source_text(pattern: str) -> str:
    """A source document as running text: divided words joined, bullets and blanks folded."""
    if not SEEDS.exists():
        pytest.skip("the two strategy documents are not beside this checkout (../shared/domain)")
    text = next(SEEDS.glob(pattern)).read_text("utf-8").replace("�", "")
    text = DIVIDED.sub("", SUSPENDED.sub("- ", text))
    return re.sub(r"\s+", " ", re.sub(r"(\w)–(?= og| eller)", r"\1-", text))


def sentences_of_the_long_term_strategy() -> list[str]:
    document = strategy().long_term
    texts = [document.title]
    for theme in document.themes:
        texts += [theme.title, theme.purpose, *theme.keywords]
        for goal in theme.goals:
            texts += [goal.text, *([goal.variant] if goal.variant else [])]
    return texts


def sentences_of_the_tracks() -> list[str]:
    document = strategy().tracks
    texts = [document.title, document.intro, document.vision.lead, document.vision.text]
    texts += [document.balance.text, document.balance.center.title]
    texts += [consideration.title for consideration in document.balance.considerations]
    for track in document.tracks:
        texts.append(track.title)
        for statement in track.statements:
            texts += [statement.text, *(sentence.text for sentence in statement.sentences)]
    return texts


@pytest.mark.parametrize("sentence", sentences_of_the_long_term_strategy())
def test_the_long_term_strategy_is_verbatim(sentence):
    assert sentence in source_text(LONG_TERM)


@pytest.mark.parametrize("sentence", sentences_of_the_tracks())
def test_the_tracks_are_verbatim(sentence):
    assert sentence in source_text(TRACKS)


def test_every_numbered_goal_and_every_bullet_of_the_sources_is_in_the_data():
    long_term, tracks = source_text(LONG_TERM), source_text(TRACKS)
    assert len(re.findall(r"(?<!\d)[1-4]\. [A-ZÆØÅ]", long_term)) == 14
    assert tracks.count("►") == 20
    keywords = [word for theme in strategy().long_term.themes for word in theme.keywords]
    assert long_term.count("•") == len(keywords) == 20


def test_the_shape_of_both_documents():
    themes, tracks = strategy().long_term.themes, strategy().tracks.tracks
    assert [len(theme.goals) for theme in themes] == [4, 3, 4, 3]
    assert [len(track.statements) for track in tracks] == [3, 2, 2, 2, 3, 3, 3, 2]
    assert len(strategy().tracks.balance.considerations) == 3
    assert Counter(node.kind for node in strategy().nodes()) == {
        "goal": 14,
        "statement": 22,
        "purpose": 4,
        "vision": 1,
        "consideration": 3,
        "center": 1,
    }


def test_the_parts_of_a_divided_statement_are_the_statement():
    for track in strategy().tracks.tracks:
        for statement in track.statements:
            assert " ".join(part.text for part in statement.measured) == statement.text


def test_only_the_numbers_of_the_first_two_tracks_are_printed():
    numbering = {track.slug: track.numbering for track in strategy().tracks.tracks}
    printed = [slug for slug, how in numbering.items() if how == "printed"]
    assert printed == ["kvalitet_opstaar_i_moedet", "staerke_faglige_kompetencer"]


def test_a_track_is_found_by_its_name_and_never_by_its_number():
    assert strategy().track("faellesskaber").title == "FÆLLESSKABER"
    with pytest.raises(UnknownName):
        strategy().track("4")


def test_ids_are_unique_and_nothing_lies_in_both_documents():
    ids = [node.id for node in strategy().nodes()]
    assert len(set(ids)) == len(ids) == 45
    assert all(node.id.split(".")[0] in ("fls", "vso") for node in strategy().nodes())


def test_a_misspelt_node_gets_the_nearest_right_name():
    with pytest.raises(UnknownName, match=r"Did you mean 'fls\.t1\.g[1-4]'"):
        strategy().node("fls.t1.g9")


def test_uncertain_readings_point_into_the_strategy():
    places = {node.id for node in strategy().nodes()} | {"fls", "vso", "vso.s4", "vso.s3.u2"}
    places |= {"vso.s5.u1"}
    assert [reading["id"] for reading in uncertain_readings()] == [f"U{n}" for n in range(1, 16)]
    assert {reading["node"] for reading in uncertain_readings()} <= places


def test_every_node_has_an_indicator_or_a_reason():
    import kpis

    for covered in coverage(frozenset(kpis.catalogue())):
        assert bool(covered.measured) != bool(covered.reason), covered.node.id


def test_the_matrix_names_53_indicators_and_every_one_serves_a_node():
    named = {kpi for node in strategy().nodes() for kpi in indicators(node.id)}
    assert len(planned()) == 53
    assert named == set(planned())
    assert all(exports(kpi) for kpi in planned())


def test_a_node_that_loses_its_last_indicator_gets_a_reason():
    without = coverage(frozenset())
    assert all(covered.reason for covered in without)
    survey = next(covered for covered in without if covered.node.id == "fls.t3.g1")
    assert survey.reason == "Kræver data, der ikke er indlæst endnu: T08."
