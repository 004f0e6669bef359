"""The prompt: statements and dot commands in, tables out; Ctrl+C stops what runs."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kpis.sandbox import Answer, Running
from kpis.shell import table

HELP = """Skriv en SELECT og slut med semikolon. Den læser kun de relationer, som .tables nævner.

.tables           de relationer, der kan spørges i
.describe NAVN    kolonnerne i en relation
.help             denne hjælp
.quit             slut (også Ctrl+D)

Ctrl+C stopper det, der kører. En forespørgsel stopper selv efter få sekunder, og der vises
højst {most} rækker. Intet kan ændres, og ingen fil kan læses. Alt skrives i loggen."""

STRING_OR_COMMENT = re.compile(r"'[^']*'|--[^\n]*")

FIRST = "strategi> "
MORE = "     ...> "
LOOK_AGAIN = 0.2  # seconds; how soon Ctrl+C is heard
MOST_SHOWN = 40  # rows in a terminal; a pipe gets them all


def _is_whole(text: str) -> bool:
    """Whether it ends with a semicolon that stands in no string and no comment."""
    left = STRING_OR_COMMENT.sub("", text).rstrip()
    return left.endswith(";") and "'" not in left


@dataclass(frozen=True)
class Doors:
    """What the prompt asks: how a statement is started, which relations there are, who keeps log.

    `describe` gives the lines of one relation; `wrote` hears of every statement and its answer.
    """

    start: Callable[[str], Running]
    relations: Callable[[], Iterable[tuple[str, str]]]
    describe: Callable[[str], Iterable[str]]
    wrote: Callable[[str, Answer], None]


@dataclass
class Prompt:
    """One session. `ask` gives the next line, or raises EOFError; `say` shows one."""

    doors: Doors
    ask: Callable[[str], str]
    say: Callable[[str], None]
    most: int | None = MOST_SHOWN
    failed: bool = field(default=False, init=False)

    def run(self) -> bool:
        """Until the end of the input; whether every statement was answered."""
        for text in self._statements():
            if text.startswith("."):
                if not self._command(*text.split(maxsplit=1)):
                    break
            else:
                self._answer(text)
        return not self.failed

    def _statements(self) -> Iterator[str]:
        """Statements without their semicolon, and dot commands; a Ctrl+C forgets what was begun."""
        begun: list[str] = []
        while True:
            try:
                line = self.ask(MORE if begun else FIRST)
            except KeyboardInterrupt:
                begun = []
                self.say("")
                continue
            except EOFError:
                break
            if not begun and line.strip().startswith("."):
                yield line.strip()
            elif line.strip() or begun:
                begun.append(line)
                if _is_whole("\n".join(begun)):
                    yield "\n".join(begun).strip().rstrip(";")
                    begun = []
        if "\n".join(begun).strip():
            yield "\n".join(begun).strip()

    def _command(self, name: str, about: str = "") -> bool:
        """One dot command; False for the one that ends the session."""
        if name in (".quit", ".exit"):
            return False
        if name == ".tables":
            for relation, title in self.doors.relations():
                self.say(f"{relation}  {title}".rstrip())
        elif name == ".describe":
            self._describe(about.strip().rstrip(";").lower())
        elif name == ".help":
            self.say(HELP.format(most=self.most or "5.000"))
        else:
            self._refuse(f"»{name}« kendes ikke; skriv .help for at se, hvad der kan skrives.")
        return True

    def _describe(self, name: str) -> None:
        known = [relation for relation, _ in self.doors.relations()]
        if name in known:
            for line in self.doors.describe(name):
                self.say(line)
            return
        near = next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.0)), "")
        self._refuse(f"Der er ingen relation, der hedder »{name}«; den nærmeste er »{near}«.")

    def _answer(self, sql: str) -> None:
        answer = self._waited(self.doors.start(sql))
        self.doors.wrote(sql, answer)
        if answer.verdict != "ok":
            self._refuse(answer.reason)
            return
        shown = table.lines(answer.columns, answer.types, answer.rows, self.most, answer.truncated)
        for line in shown:
            self.say(line)

    def _waited(self, running: Running) -> Answer:
        """The answer, or what is left of it after Ctrl+C."""
        try:
            while (answer := running.answer(LOOK_AGAIN)) is None:
                pass
        except KeyboardInterrupt:
            return running.cancel()
        return answer

    def _refuse(self, sentence: str) -> None:
        self.failed = True
        self.say(sentence)
