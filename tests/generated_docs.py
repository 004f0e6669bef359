"""Documents that are made from code: written by `make docs`, held fresh by `make check`.

Add a document by adding a line to `DOCUMENTS`: the file, and the function that makes its text.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from kpis.analysis import guide as analysis_guide
from pages.parts import palette
from pipelines.contracts import dictionary
from pipelines.contracts.supplementary import SUPPLEMENTS, guide
from pipelines.contracts.supplementary.model import LINEAGE
from tests import indicator_docs

ROOT = Path(__file__).resolve().parent.parent


def supply_columns() -> str:
    """What kpis/ may read of the supplementary exports: it imports no contract."""
    lines = [
        f"{one.code},{one.name},{column.name},{_quoted(column.type)}"
        for one in SUPPLEMENTS
        for column in one.columns
        if column not in LINEAGE
    ]
    return "\n".join(["export,table_name,column_name,column_type", *lines]) + "\n"


def _quoted(text: str) -> str:
    return f'"{text}"' if "," in text else text


DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/data_dictionary.md": dictionary.markdown,
    "data/codelists/supply_column.csv": supply_columns,
    "docs/leverance.md": guide.markdown,
    "docs/analysis_database.md": analysis_guide.markdown,
    "data/contracts/supplementary.json": guide.description,
    "pages/parts/styles/palette.css": palette.style_sheet,
    **indicator_docs.documents(),
}


def stale() -> list[str]:
    """The documents that differ from what the code makes today."""
    return [
        name
        for name, make in DOCUMENTS.items()
        if not (ROOT / name).exists() or (ROOT / name).read_text("utf-8") != make()
    ]


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        for name in stale():
            print(f"{name} is older than its code: run `make docs`, read it, commit it.")
        return 1 if stale() else 0
    for name, make in DOCUMENTS.items():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(make(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
