"""The sentence behind a code, from data/texts/da/sandbox.yaml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

TEXTS = Path(__file__).resolve().parents[2] / "data" / "texts" / "da" / "sandbox.yaml"


def sentence(code: str, part: str, places: Mapping[str, str]) -> str:
    """One Danish sentence: which part, why, and the nearest right name where there is one."""
    words = _texts()
    return words.get(code, words["broken"]).format_map({**places, "part": part})


@cache
def _texts() -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load(TEXTS.read_text("utf-8"))
    return texts
