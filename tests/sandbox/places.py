"""A published file, and beside it what nobody may reach: a core file, secrets, an empty folder."""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

MARKER = "HEMMELIG-4711"
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "design" / "sql_corpus.json"
SCHEMA = Path(__file__).with_name("published.sql")


@dataclass(frozen=True)
class Place:
    """The files of one test module: what may be read, and what must stay as it is."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "published.duckdb"

    def filled(self, sql: str) -> str:
        return sql.replace("{DIR}", str(self.folder))

    def files(self) -> dict[str, tuple[int, int]]:
        """Every file below the folder with its size and time of change."""
        found = (file for file in sorted(self.folder.rglob("*")) if file.is_file())
        return {str(f): (f.stat().st_size, f.stat().st_mtime_ns) for f in found}


def made(folder: Path, schema: str) -> Place:
    """The published file, the secrets and the core file in a folder."""
    place = Place(folder)
    (folder / "out").mkdir()
    with duckdb.connect(str(place.database)) as connection:
        connection.execute(schema)
    with duckdb.connect(str(folder / "core.duckdb")) as connection:
        connection.execute(f"create schema raw; create table raw.person as select '{MARKER}' cpr")
        connection.execute(f"copy (select '{MARKER}' x) to '{folder}/secret.parquet'")
    for name, text in (("txt", MARKER), ("csv", f"x\n{MARKER}\n"), ("json", f'{{"x":"{MARKER}"}}')):
        (folder / f"secret.{name}").write_text(text, "utf-8")
    return place


def fuzzed(folder: Path, schema: str) -> Path:
    """A folder for random statements: the secrets stand in one of their own, which is watched."""
    made(folder, schema)
    (folder / "beside").mkdir()
    for file in (*folder.glob("secret.*"), folder / "core.duckdb"):
        file.rename(folder / "beside" / file.name)
    return folder


def corpus() -> dict:
    """The statements that others collected; empty where their folder is not there."""
    return json.loads(CORPUS.read_text("utf-8")) if CORPUS.is_file() else {}
