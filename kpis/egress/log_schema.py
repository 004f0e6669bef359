"""The form of the log of statements, as steps forward; see `kpis.facts.schema`.

The log has its own steps: a store that nobody may write keeps its facts readable.
"""

from kpis.facts.schema import Statement

_TABLE = (
    Statement(
        "create table statement_log_version (version integer primary key, since text not null)"
    ),
    Statement("""
        create table statement_log (
            number integer primary key,
            written_at text not null,
            who text not null,
            build text not null,
            act text not null,
            statement text not null,
            parameters text not null,
            verdict text not null,
            reason text not null,
            row_count integer not null,
            ms integer not null,
            form text not null,
            override_reason text not null
        )
    """),
    Statement("create index statement_log_by_who on statement_log (who, number)"),
)

# `insert or replace` removes the row it replaces without asking the trigger for removals.
_SQLITE_ONLY_GROWS = (
    Statement(
        "create trigger statement_log_stays before update on statement_log "
        "begin select raise(abort, 'a line of the log is never changed'); end",
        "sqlite",
    ),
    Statement(
        "create trigger statement_log_remains before delete on statement_log "
        "begin select raise(abort, 'a line of the log is never removed'); end",
        "sqlite",
    ),
    Statement(
        "create trigger statement_log_is_new before insert on statement_log "
        "when exists (select 1 from statement_log where number = new.number) "
        "begin select raise(abort, 'a line of the log is never replaced by another'); end",
        "sqlite",
    ),
)

_POSTGRESQL_ONLY_GROWS = (
    Statement(
        "create function statement_log_only_grows() returns trigger language plpgsql as "
        "$$ begin raise exception 'a line of the log is never changed or removed'; end $$",
        "postgresql",
    ),
    Statement(
        "create trigger statement_log_stays before update or delete on statement_log "
        "for each row execute function statement_log_only_grows()",
        "postgresql",
    ),
    Statement(
        "create trigger statement_log_remains before truncate on statement_log "
        "for each statement execute function statement_log_only_grows()",
        "postgresql",
    ),
)

STEPS: tuple[tuple[Statement, ...], ...] = (
    (*_TABLE, *_SQLITE_ONLY_GROWS, *_POSTGRESQL_ONLY_GROWS),
)
