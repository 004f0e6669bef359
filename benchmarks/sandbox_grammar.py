"""Random statements for the sandbox: from a grammar that mixes what is allowed with what is not.

A grammar knows what it wrote, so it can say whether a forbidden piece is inside; a mutation of
known statements does not, and reaches shapes that no grammar has thought of.
"""

import random
import re
from collections.abc import Callable, Sequence

TABLES = ("api.enhed", "enhed", "borger", "api.plan", "PLAN", '"enhed"', "published.api.borger")
ODD_TABLES = ("(values (1)) v(x)", "enhed tablesample 50%", "(show tables)", "(describe enhed)")
COLUMNS = ("enhed_id", "navn", "borger", "koen", "plan", "oprettet", "timer", "maerker", "1", "x")
FUNCTIONS = ("upper", "lower", "length", "coalesce", "abs", "concat", "md5", "list_value", "halvt")
AGGREGATES = ("count", "sum", "max", "min", "any_value", "list", "string_agg")
VALUES = (
    "1",
    "2.5",
    "'a'",
    "null",
    "date '2025-01-01'",
    "true",
    "[1, 2]",
    "{'a': 1}",
    "interval 1 day",
)
OPERATORS = ("+", "||", "=", "<", "and", "or", "is distinct from", "in (1, 2) or 1 =", "like")

BAD_TABLES = (
    "gemt.person", "published.gemt.person", "person", "duckdb_settings", "sqlite_master",
    "pg_catalog.pg_class", "information_schema.tables", "'{DIR}/secret.csv'",
    '"{DIR}/secret.parquet"', "system.main.duckdb_tables", "read_text('{DIR}/secret.txt')",
    "glob('{DIR}/*')", "duckdb_settings()", "query('from gemt.person')", "query_table('person')",
    "read_csv('{DIR}/secret.csv')", "pragma_storage_info('enhed')", "test_all_types()",
    "read_duckdb('{DIR}/core.duckdb', table_name = 'person')", "lumsk_tabel()", "duckdb_views()",
    "parquet_metadata('{DIR}/secret.parquet')", "pandas_scan(1)", "enhed at (version => 1)",
    "pg_settings", "glob", "(describe gemt.person)", "(show all tables)", "(show databases)",
)  # fmt: skip
BAD_VALUES = (
    "current_setting('home_directory')", "getvariable('hemmelig')", "main.upper('a')", "gemmer()",
    "lumsk('x')", "(select max(cpr) from gemt.person)", "'home_directory'.current_setting()",
    "pg_catalog.version()", "version()", "current_database()", "write_log('x')", "nextval('x')",
    "(select content from read_text('{DIR}/secret.txt'))", "current_user", "$ukendt", "?", "$1",
    "list_transform(['home_directory'], lambda x: current_setting(x))", "pg_sleep(1)",
    "[current_setting(y) for y in ['home_directory']]", "system.main.current_setting('threads')",
    "1::gemt.hemmelig", "json_serialize_sql('select 1')", "txid_current()", "stats(1)",
)  # fmt: skip
BAD_STATEMENTS = (
    "copy ({q}) to '{DIR}/out/x.csv'", "create temp table t as {q}", "explain {q}", "{q}; {q}",
    "explain analyze {q}", "prepare p as {q}", "create view v as {q}", "set variable x = ({q})",
    "with v as (delete from enhed returning *) {q}", "insert into enhed {q}", "export database 'x'",
    "attach '{DIR}/core.duckdb' as core", "pragma threads = 8", "call duckdb_settings()", "begin",
    "create macro m() as table {q}", "with v as (insert into enhed {q} returning *) from v",
)  # fmt: skip


class Grammar:
    """Writes statements; `is_forbidden` tells whether a forbidden piece is in the last one."""

    def __init__(self, seed: int, share_forbidden: float = 0.08) -> None:
        self.chance = random.Random(seed)
        self.share = share_forbidden
        self.is_forbidden = False
        self._written: list[str] = []
        self._names = 0

    def statement(self, depth: int = 3) -> str:
        """One statement, with at most `depth` queries inside each other."""
        self._written = []
        query = self._query(depth)
        self.is_forbidden = any(piece in query for piece in self._written)
        if self.chance.random() < self.share:
            self.is_forbidden = True
            return self._one(BAD_STATEMENTS).replace("{q}", query)
        kind = self.chance.random()
        return (
            f"describe {query}" if kind < 0.03 else f"summarize {query}" if kind < 0.05 else query
        )

    def _one(self, choices: Sequence[str]) -> str:
        return self.chance.choice(choices)

    def _piece(self, allowed: Callable[[], str], forbidden: Sequence[str]) -> str:
        if self.chance.random() < self.share / 2:
            self._written.append(self._one(forbidden))  # a shape may still leave it out
            return self._written[-1]
        return allowed()

    def _query(self, depth: int) -> str:
        shapes = [self._select] * 5
        if depth:
            shapes += [self._with, self._union, self._pivot, self._from_first]
        return self.chance.choice(shapes)(depth - 1)

    def _select(self, depth: int) -> str:
        parts = [f"select {self._columns(depth)} from {self._from(depth)}"]
        if self.chance.random() < 0.4:
            parts.append(f"where {self._value(depth)}")
        if self.chance.random() < 0.3:
            parts.append("group by all")
        if self.chance.random() < 0.2:
            parts.append(f"qualify {self._value(depth)}")
        if self.chance.random() < 0.3:
            parts.append(f"order by {self._value(depth)}")
        if self.chance.random() < 0.3:
            parts.append(self._one(("limit 3", "limit 10%", "offset 2")))
        return " ".join(parts)

    def _from_first(self, depth: int) -> str:
        return f"from {self._from(depth)} select {self._columns(depth)}"

    def _with(self, depth: int) -> str:
        self._names += 1
        name = f"w{self._names}"
        recursive, inner = self._one(("", "", "recursive ")), self._query(depth)
        return f"with {recursive}{name} as ({inner}) select * from {name}, {self._from(depth)}"

    def _union(self, depth: int) -> str:
        join = self._one(("union all", "union", "union all by name", "except", "intersect"))
        return f"({self._query(depth)}) {join} ({self._query(depth)})"

    def _pivot(self, depth: int) -> str:
        source = self._piece(lambda: self._source(depth), BAD_TABLES)
        return f"pivot {source} on {self._one(COLUMNS[:4])} in ('a', 'b') using count(*)"

    def _from(self, depth: int) -> str:
        source = self._piece(lambda: self._source(depth), BAD_TABLES)
        if self.chance.random() < 0.3:
            other = self._piece(lambda: self._source(depth), BAD_TABLES)
            how = self._one((", ", " cross join ", " positional join ", ", lateral "))
            if how == ", lateral " and not other.startswith("("):
                how = ", "
            return f"{source}{how}{other}"
        return source

    def _source(self, depth: int) -> str:
        if depth > 0 and self.chance.random() < 0.4:
            return f"({self._query(depth)})"
        return self._one((*TABLES, "range(3) r(x)", "unnest([1, 2]) u(x)", *ODD_TABLES))

    def _columns(self, depth: int) -> str:
        shapes = ("*", "* exclude (navn)", "columns('n.*')", "")
        chosen = self._one(shapes)
        return chosen or ", ".join(self._value(depth) for _ in range(self.chance.randint(1, 3)))

    def _value(self, depth: int) -> str:
        return self._piece(lambda: self._allowed_value(depth), BAD_VALUES)

    def _allowed_value(self, depth: int) -> str:
        if depth <= 0:
            return self._one((*COLUMNS, *VALUES))
        inner = self._value(depth - 1)
        return self.chance.choice(
            (
                lambda: inner,
                lambda: f"{self._one(FUNCTIONS)}({inner})",
                lambda: f"{self._one(AGGREGATES)}({inner})",
                lambda: f"{self._one(AGGREGATES)}({inner}) over (order by {self._one(COLUMNS)})",
                lambda: f"({inner} {self._one(OPERATORS)} {self._value(depth - 1)})",
                lambda: f"case when {inner} then {self._value(depth - 1)} end",
                lambda: f"try_cast({inner} as varchar)",
                lambda: f"list_transform([1], lambda y: {inner})",
                lambda: f"({self._query(depth - 1)})",
                lambda: f"try({inner})",
                lambda: f"exists ({self._query(depth - 1)})",
            )
        )()


def mutated(statements: Sequence[str], chance: random.Random) -> str:
    """One known statement, changed in a few places by words of the others."""
    words = _words(chance.choice(statements))
    for _ in range(chance.randint(1, 4)):
        other = _words(chance.choice(statements))
        at, to = chance.randrange(len(words)), chance.randrange(len(other))
        change = chance.randrange(5)
        if change == 0:
            words[at] = other[to]
        elif change == 1:
            words.insert(at, other[to])
        elif change == 2 and len(words) > 1:
            del words[at]
        elif change == 3:
            words[at:at] = other[to : to + chance.randint(1, 8)]
        else:
            words = words[: at + 1] + other[to:]
    return " ".join(words)


def _words(sql: str) -> list[str]:
    """Strings, quoted names, words and signs; never empty."""
    return re.findall(r"'(?:[^']|'')*'|\"[^\"]*\"|\w+|[^\w\s]+", sql) or [sql]
