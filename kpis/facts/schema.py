"""The form of the store, as steps forward. A step that was once released is never changed.

Each step is SQL for both databases, or for the one it names. A new form is a
new step at the end; it adds, since nothing that was written may change.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Statement:
    """One statement; for one of the databases alone where `only` names it."""

    sql: str
    only: Literal["sqlite", "postgresql"] | None = None


_TABLES = (
    Statement("create table schema_version (version integer primary key, since text not null)"),
    Statement("""
        create table fact (
            number integer primary key,
            id text not null unique,
            kind text not null,
            subject text not null,
            payload json not null,
            author text not null,
            role text not null,
            written_at text not null,
            replaces text unique references fact (id),
            is_withdrawn boolean not null
        )
    """),
    Statement("create index fact_by_subject on fact (kind, subject, number)"),
    Statement("create index fact_by_kind on fact (kind, number)"),
    Statement("create index fact_by_time on fact (written_at)"),
)

# `insert or replace` removes the row it replaces without asking the trigger for removals.
_SQLITE_ONLY_GROWS = (
    Statement(
        "create trigger fact_stays before update on fact "
        "begin select raise(abort, 'a fact is never changed'); end",
        "sqlite",
    ),
    Statement(
        "create trigger fact_remains before delete on fact "
        "begin select raise(abort, 'a fact is never removed'); end",
        "sqlite",
    ),
    Statement(
        "create trigger fact_is_new before insert on fact "
        "when exists (select 1 from fact where number = new.number or id = new.id"
        " or replaces = new.replaces) "
        "begin select raise(abort, 'a fact is never replaced by another row'); end",
        "sqlite",
    ),
)

_POSTGRESQL_ONLY_GROWS = (
    Statement(
        "create function fact_only_grows() returns trigger language plpgsql as "
        "$$ begin raise exception 'a fact is never changed or removed'; end $$",
        "postgresql",
    ),
    Statement(
        "create trigger fact_stays before update or delete on fact "
        "for each row execute function fact_only_grows()",
        "postgresql",
    ),
    Statement(
        "create trigger fact_remains before truncate on fact "
        "for each statement execute function fact_only_grows()",
        "postgresql",
    ),
)

STEPS: tuple[tuple[Statement, ...], ...] = (
    (*_TABLES, *_SQLITE_ONLY_GROWS, *_POSTGRESQL_ONLY_GROWS),
)
"""Step 1 makes the store; the version of a store is how many steps it has been through."""
