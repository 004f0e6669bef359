"""No statement changes or removes what was written: the database itself refuses it."""

import sqlite3

import psycopg
import pytest

from kpis import facts
from tests.facts import raw
from tests.facts.said import ANNE, BO, comment

ON_BOTH = (
    "update fact set author = 'x'",
    "update fact set payload = '{}' where number = 1",
    "delete from fact",
    "delete from fact where number = 2",
)
ON_SQLITE = (
    "insert or replace into fact select * from fact where number = 1",
    "insert or replace into fact select 9, 'x', kind, subject, payload, author, role, written_at,"
    " replaces, is_withdrawn from fact where number = 2",
    "replace into fact select number, 'x', kind, subject, payload, author, role, written_at,"
    " null, is_withdrawn from fact where number = 1",
    "insert into fact select * from fact where number = 1"
    " on conflict (number) do update set author = 'x'",
)
ON_POSTGRESQL = (
    "truncate fact",
    "truncate fact cascade",
    "insert into fact select * from fact where number = 1"
    " on conflict (number) do update set author = 'x'",
)
A_SECOND = (
    "insert into fact select 9, 'x', kind, subject, payload, author, role, written_at,"
    " replaces, is_withdrawn from fact where number = 2"
)


def test_the_database_refuses(state):
    facts.revise(facts.add(comment("a"), ANNE), comment("b"), BO)
    before = raw.rows(state)
    assert len(before) == 2
    for sql in (*ON_BOTH, *(ON_SQLITE if raw.is_sqlite(state) else ON_POSTGRESQL)):
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException), match="never"):
            raw.run(state, sql)
        assert raw.rows(state) == before, sql


def test_a_history_does_not_fork(state):
    facts.revise(facts.add(comment("a"), ANNE), comment("b"), BO)
    before = raw.rows(state)
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.UniqueViolation)):
        raw.run(state, A_SECOND)
    assert raw.rows(state) == before
