"""Delivery reports judged by the engine: many at a time, as SQL over what `from_json` reads.

It vouches only for reports that hold nothing but what the declaration names, written without
blanks and escapes; every other one is left to `ReportReader`. CPR numbers pass through this
database, so it stays in memory and spills nowhere.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from string import Template
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from pipelines import codelists
from pipelines.contracts.delivery_reports import PROFILES, WHOSE
from pipelines.contracts.model import Table
from pipelines.privacy import PseudonymKey
from pipelines.sources.delivery_reports import Batch, Span
from pipelines.sources.ffb import codes, profiles, written
from pipelines.sources.ffb.primitives import local_day, microseconds
from pipelines.sources.ffb.rules import Profile
from pipelines.sources.ffb.structs import FastBundle, resource_struct
from pipelines.statements import SQL, statements

MEMORY = "512MB"
CHUNK_REPORTS = 64
_TABLES = {table.profile.removeprefix("kl-reporting-ffb-"): table for table in PROFILES}
_PROFILES = {profile.name: profile for profile in profiles.RESOURCES}
_TOLD = tuple(column.name for column in WHOSE)


class Engine:
    """An in-memory database that knows the declaration; one for a load."""

    def __init__(self) -> None:
        self._connection = duckdb.connect(
            config={"threads": 1, "memory_limit": MEMORY, "temp_directory": ""}
        )
        c = self._connection
        c.execute("set enable_progress_bar = false; set preserve_insertion_order = false")
        text, null = "VARCHAR", "return_null"
        c.create_function("local_day", _own(local_day), [text], "INTEGER", exception_handling=null)
        c.create_function(
            "microseconds", _own(microseconds), [text], "BIGINT", exception_handling=null
        )
        programs = _programs()
        for members, name in written.ENUMS.items():
            c.execute(f"create type {name} as enum ({_quoted(members)})")
        for statement in _filled("engine_macros", **_mappings(), **_CONSTANTS):
            c.execute(statement)
        c.execute("create sequence content_no minvalue 0 start 0")
        for table in PROFILES:
            c.execute(
                f"create table known_{table.name} "
                "(content_hash uhugeint, last_updated timestamp, content_no bigint)"
            )
        self.programs = programs

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor()


def _own(function: Any) -> Any:
    """Annotated for the engine; what it cannot say is an error, which becomes NULL."""

    def called(text: str) -> int:
        found = function(text)
        if found is None:
            raise ValueError("a date of a month or a year")
        return int(found)

    return called


def _quoted(members: Iterable[str]) -> str:
    return ", ".join("'" + one.replace("'", "''") + "'" for one in sorted(members))


def _mappings() -> dict[str, str]:
    groups = {g: codelists.ffb(f"KLCondition{g}CodesFFB") for g in ("FF", "O", "AD")}
    scores: dict[int, list[str]] = {}
    for one, score in codelists.scores().items():
        scores.setdefault(score, []).append(one)
    return {
        "groups": " ".join(f"when given in ({_quoted(m)}) then '{g}'" for g, m in groups.items()),
        "scores": " ".join(f"when given in ({_quoted(m)}) then {s}" for s, m in scores.items()),
    }


def _filled(name: str, **values: str) -> list[str]:
    return [Template(statement).substitute(values) for statement in statements(name)]


_CONSTANTS = {
    "own_meta": "t.id as id, t.meta.lastUpdated as updated, "
    "moment_of(t.meta.lastUpdated) as last_updated, t.subject.reference as subject",
    "severity_measure": next(iter(codes.SEVERITY_MEASURE.codes)),
    "change_measure": next(iter(codes.CHANGE_MEASURE.codes)),
    "severities": _quoted(codes.SEVERITIES.codes),
    "change_values": _quoted(codes.CHANGE_VALUES.codes),
    "case_number_url": codes.CASE_NUMBER_URL,
    "follow_up_date_url": codes.FOLLOW_UP_DATE_URL,
}


def _programs() -> dict[str, list[str]]:
    """Every statement that a chunk takes, in steps."""
    citizen = _PROFILES["citizen"]
    envelope = written.kind_of(FastBundle)
    return {
        "open": _filled(
            "engine_open",
            structure=written.structure(envelope),
            size=written.size(envelope, "b"),
        ),
        "citizens": _filled("engine_citizens", **_reading(citizen)),
        "shape": [
            one for name, table in _TABLES.items() for one in _shaping(_PROFILES[name], table)
        ],
        "judge": _filled(
            "engine_judge", targets=_targets(), links=_sql("engine_links"), counts=_counts()
        ),
    }


def _sql(name: str) -> str:
    return statements(name)[0]


def _reading(profile: Profile) -> dict[str, str]:
    kind = written.kind_of(resource_struct(profile))
    return {
        "structure": written.structure(kind),
        "size": written.size(kind, "t"),
        "urls": _quoted([profile.url, f"{profile.url}|1.0.0"]),
        "type": profile.type,
    }


def own_columns(table: Table) -> list[Any]:
    return [column for column in table.columns if column.name not in _TOLD]


def _shaping(profile: Profile, table: Table) -> list[str]:
    own = own_columns(table)
    constants = dict(_CONSTANTS)
    if profile.name == "citizen":
        constants["own_meta"] = constants["own_meta"].replace("t.subject.reference", "null")
    shape = Template(_sql(f"rows/{table.name}")).substitute(constants)
    names = [column.name for column in own]
    dated = [n for n in names if n.endswith("_date") and n.replace("_date", "_text") in names]
    return _filled(
        "engine_shape",
        **_reading(profile),
        table=table.name,
        shape=shape,
        columns=", ".join(f'"{c.name}"::{c.type} as "{c.name}"' for c in own),
        text=" || ',' || ".join(_json(column) for column in own),
        dated=" ".join(
            f"and ({one.replace('_date', '_text')} is null or {one} is not null)" for one in dated
        ),
    )


def _json(column: Any) -> str:
    """A column as it stands in the JSON text of a row, which is hashed."""
    name = f'"{column.name}"'
    if column.type == "VARCHAR":
        return f"""coalesce('"' || {name}::varchar || '"', 'null')"""
    if column.type == "DATE":
        return f"coalesce(({name} - date '1970-01-01')::varchar, 'null')"
    if column.type == "VARCHAR[]":
        return f"""case when len({name}) = 0 then '[]'
          else '["' || array_to_string({name}, '","') || '"]' end"""
    if column.type.startswith("STRUCT"):
        return f"""'[' || coalesce(array_to_string(list_transform({name},
          lambda one: '["' || one.target_group_id || '",' || one.rank || ']'), ','), '') || ']'"""
    return f"coalesce({name}::varchar, 'null')"


def _targets() -> str:
    plain = [
        f"select report_no, '{table.name}' as kind, {table.key[0]} as id from shaped_{table.name}"
        for table in PROFILES
    ]
    ad = (
        "select report_no, 'condition AD', condition_id from shaped_condition "
        "where condition_group = 'AD'"
    )
    return " union all ".join([*plain, ad])


def _counts() -> str:
    each = " union all ".join(
        f"select report_no from shaped_{table.name} where is_right" for table in PROFILES
    )
    return f"select report_no, count(*) as rights from ({each}) group by report_no"
