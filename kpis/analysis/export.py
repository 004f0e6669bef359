"""The copy that is taken along: one DuckDB file or a folder of Parquet files, read-only.

For Excel and Power BI users with the right to pseudonymised personal data. It holds all that
the published file holds, the dictionary too.
"""

import os
import shutil
from datetime import date, datetime
from pathlib import Path

from kpis.analysis import file
from kpis.analysis.model import NotPublished, Published

PART = ".part"
READ_ONLY = 0o440
READ_ONLY_FOLDER = 0o550
READ_ME = "LÆSMIG.txt"


def export(published: Published, target: Path, form: str, now: datetime) -> None:
    """Write the copy to a place where nothing is yet; `form` is duckdb or parquet.

    Raises NotPublished where something is there already, or where it cannot be written.
    """
    if target.exists():
        raise NotPublished(f"{target} is there already; nothing was written, name another place.")
    part = target.with_name(target.name + PART)
    try:
        _parquet(published, part, now) if form == "parquet" else _duckdb(published, part)
        os.replace(part, target)
    except OSError as error:
        raise NotPublished(
            f"The copy could not be written to {target} ({error.strerror}); nothing was kept."
        ) from error
    finally:
        _remove(part)


def header(published: Published, now: datetime) -> str:
    """What it is, when it was made and of which build, in Danish."""
    known = f"{published.known_at:%d.%m.%Y}" if isinstance(published.known_at, date) else "–"
    invented = "Alle data er opdigtede.\n" if published.is_example else ""
    return (
        "Pseudonymiseret analysedatabase.\n"
        f"Udgave: {published.build_id}. Nyeste indberetning: {known}.\n"
        f"Kopien er lavet {now:%d.%m.%Y kl. %H:%M} (UTC).\n{invented}"
        "Numre på borgere, medarbejdere og sager er trukket på ny for udgaven og passer ikke\n"
        "med numre i andre udgaver eller systemer. Det er stadig personoplysninger: de må kun\n"
        "bruges af dem, der har ret til det, og tal om få borgere må ikke gives videre.\n"
        "Hvad hver tabel og kolonne er, står i ordbog_relation og ordbog_kolonne.\n"
    )


def _duckdb(published: Published, part: Path) -> None:
    """The file says itself what it is: table om_databasen."""
    shutil.copyfile(published.path, part)
    part.chmod(READ_ONLY)


def _parquet(published: Published, part: Path, now: datetime) -> None:
    part.mkdir()
    file.write_parquet(published, part, header(published, now))
    (part / READ_ME).write_text(header(published, now), encoding="utf-8")
    for one in part.iterdir():
        one.chmod(READ_ONLY)
    part.chmod(READ_ONLY_FOLDER)


def _remove(part: Path) -> None:
    if part.is_dir():
        part.chmod(0o700)
        shutil.rmtree(part)
    else:
        part.unlink(missing_ok=True)
