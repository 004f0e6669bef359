"""Danish texts by key: a wrong key says which one was meant."""

import re
import string
from pathlib import Path

import pytest

from pages.parts.texts import UnknownText, all_texts, counted, listed, text

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    file
    for file in [*ROOT.glob("pages/*.py"), *ROOT.glob("pages/parts/*.py")]
    if file.name != "texts.py"  # explains itself by example
]
PARTS = "|".join(sorted({key.partition(".")[0] for key in all_texts()}))
LITERAL_KEY = re.compile(rf"""(?:text|counted)\(\s*"((?:{PARTS})\.[\w.]+)"[,)]""")


def test_a_missing_key_names_the_nearest_one() -> None:
    with pytest.raises(UnknownText, match=r"Did you mean 'ui\.pages\.overblik'\?"):
        text("ui.pages.overblikk")


def test_a_place_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        text("standing.sum.goals.some", on=5)


def test_values_are_filled_in() -> None:
    assert text("standing.sum.goals.some", on=5, of=14) == "5 af 14 mål er på sporet"


def test_one_and_many_have_their_own_words() -> None:
    assert counted("ui.overblik.others", 1) == "1 andet nøgletal"
    assert counted("ui.overblik.others", 3) == "3 andre nøgletal"


def test_words_are_listed_as_in_danish() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a og b",
        "a, b og c",
    ]


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_every_literal_key_in_the_code_has_a_text(file: Path) -> None:
    keys = LITERAL_KEY.findall(file.read_text("utf-8"))
    missing = [key for key in keys if not {key, f"{key}.one", f"{key}.many"} & set(all_texts())]
    assert missing == []


def test_the_check_above_sees_keys() -> None:
    found = [key for file in SOURCES for key in LITERAL_KEY.findall(file.read_text("utf-8"))]
    assert len(found) > 20


def is_well_formed(words: str) -> bool:
    """Places are names; no stray line breaks; quotations are »...«."""
    names = [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]
    return (
        all(name.isidentifier() for name in names)
        and words == " ".join(words.split())
        and '"' not in words
    )


def test_every_text_is_well_formed() -> None:
    assert [key for key, words in all_texts().items() if not is_well_formed(words)] == []


@pytest.mark.parametrize("words", ["{0} nøgletal", "to  mellemrum", 'et "citat"'])
def test_a_badly_formed_text_is_seen(words: str) -> None:
    assert not is_well_formed(words)


STATE = re.compile(
    r"""(?:asked|asked_in_list|chosen|switch)\((?:\s*(?:text\([^)]*\)|label),)?\s*"(\w+)","""
)


def test_every_choice_in_the_address_has_a_name_for_the_reader() -> None:
    names = {name for file in SOURCES for name in STATE.findall(file.read_text("utf-8"))}
    assert {"periode", "tema", "spor", "noegletal", "opdeling", "visning"} <= names
    assert {name for name in names if f"ui.state.{name}" not in all_texts()} == set()
