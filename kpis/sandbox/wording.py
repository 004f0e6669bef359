"""The sentence behind a code, from data/texts/da/sandbox.yaml."""

from collections.abc import Mapping

from kpis.danish import texts


def sentence(code: str, part: str, places: Mapping[str, str]) -> str:
    """One Danish sentence: which part, why, and the nearest right name where there is one."""
    words = texts("sandbox")
    said: str = words.get(code, words["broken"])
    return said.format_map({**places, "part": part})
