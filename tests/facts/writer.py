"""A person who writes, as a process of its own: `python -m tests.facts.writer NAME TIMES ID`.

Adds a comment and puts a line on the shared one, each time; who comes second
reads the newer one and writes on top of it, as a page would let them.
"""

import sys
from dataclasses import replace

from kpis import facts
from kpis.facts import Author, Comment, Conflict, Version
from tests.facts.said import comment


def write(name: str, times: int, shared: str) -> None:
    me = Author(name)
    read = facts.latest(shared)
    assert read is not None
    for turn in range(times):
        facts.add(comment(f"{name} alone {turn}"), me)
        read = _put(read, f"{name} {turn}", me)


def _put(read: Version[Comment], line: str, me: Author) -> Version[Comment]:
    while True:
        mine = replace(read.fact, why=line)
        try:
            return facts.revise(read, mine, me)
        except Conflict as conflict:
            read = conflict.newer


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), sys.argv[3])
