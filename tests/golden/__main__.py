"""`python -m tests.golden`: write the reviewed SQL and sentences anew, to be read and committed."""

from pathlib import Path

import kpis
from tests.golden import sentences

FOLDER = Path(__file__).resolve().parent


def main() -> None:
    """One file an indicator; files of indicators that are no more are removed."""
    for path in FOLDER.glob("*.sql"):
        path.unlink()
    for kpi in kpis.catalogue():
        (FOLDER / f"{kpi}.sql").write_text(kpis.sql(kpi).rstrip() + "\n", "utf-8")
    sentences.FILE.write_text(sentences.text(), "utf-8")


if __name__ == "__main__":
    main()
