"""What kpis/ itself says in Danish: the sentences behind codes, from data/texts/da."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "data" / "texts" / "da"


@cache
def texts(name: str) -> dict[str, Any]:
    """One file of texts by its name, read once."""
    found: dict[str, Any] = yaml.load(
        (FOLDER / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    return found
