"""`python -m kpis`: the numbers without the pages. Names, fields and exit codes are fixed."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NoReturn

import kpis
from kpis import spc_command
from kpis.analysis import command as publish_command
from kpis.catalogue import indicator
from kpis.drafts import command as draft_command
from kpis.egress import command as log_command
from kpis.errors import KpiError
from kpis.explain import title
from kpis.facts import command as facts_command
from kpis.model import Indicator, Result, Unit
from kpis.sandbox import command as query_command
from kpis.shell import command as shell_command

WRONG_USE = 2
FIELDS = ("kpi", "period", "by", "member", "numerator", "denominator", "value", "status")


class Parser(argparse.ArgumentParser):
    """Wrong use ends in one line, like every other error."""

    def error(self, message: str) -> NoReturn:
        raise KpiError(f"{message[:1].upper()}{message[1:]}; see `python -m kpis --help`.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0, or 2 with one line on standard error. A query has codes of its own."""
    try:
        asked = _parser().parse_args(_joined(sys.argv[1:] if arguments is None else arguments))
        print(asked.answer(asked), flush=True)
        return int(asked.exit_code)
    except KpiError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print("Stopped before the answer was there.", file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:  # the reader of our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _joined(arguments: Sequence[str]) -> list[str]:
    """`--values -1,2` as `--values=-1,2`: argparse takes a leading minus for an option."""
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] in ("--values", "--target"):
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def _parser() -> Parser:
    parser = Parser(prog="python -m kpis", description="Indicators of the strategy.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    _command(commands, "list", "every indicator that is measured", _list, formats=True)
    _command(
        commands, "coverage", "what measures each node of the strategy", _coverage, formats=True
    )
    for name, help_text, answer in (
        ("explain", "one indicator in words", lambda asked: kpis.explain(asked.id)),
        ("sql", "all SQL behind one indicator", lambda asked: kpis.sql(asked.id)),
    ):
        _command(commands, name, help_text, answer).add_argument("id")
    _value_arguments(_command(commands, "value", "released results", _value, formats=True))
    entered = "what people entered, newest versions, or all of it as a backup"
    facts_command.add_arguments(
        _command(commands, "facts", entered, facts_command.answer, formats=True)
    )
    made = "the analysis database of the live build, made where it is missing"
    publish_command.add_arguments(_command(commands, "publish", made, publish_command.answer))
    asked = "what analysts asked and exported, newest first"
    log_command.add_arguments(_command(commands, "log", asked, log_command.answer, formats=True))
    judged = "a bare series judged as real change or noise"
    spc_command.add_arguments(_command(commands, "spc", judged, spc_command.answer, formats=True))
    queried = "one statement in the analysts' sandbox"
    query_command.add_arguments(_command(commands, "query", queried, query_command.answer))
    drafted = "a draft of an indicator from a statement"
    draft_command.add_draft_arguments(_command(commands, "draft", drafted, draft_command.draft))
    accepted = "whether a draft can be carried over into the catalogue"
    draft_command.add_check_arguments(
        _command(commands, "check-draft", accepted, draft_command.check, formats=True)
    )
    typed = "a prompt on the analysis database, in the same sandbox"
    shell_command.add_arguments(_command(commands, "shell", typed, shell_command.answer))
    return parser


def _command(
    commands: Any, name: str, help_text: str, answer: Callable[[Any], str], formats: bool = False
) -> Parser:
    command: Parser = commands.add_parser(name, help=help_text)
    command.set_defaults(answer=answer, exit_code=0)
    if formats:
        command.add_argument("--format", choices=("text", "json"), default="text")
    return command


def _value_arguments(command: Parser) -> None:
    command.add_argument("ids", nargs="+", metavar="ID")
    command.add_argument("--period", help="2025-06, 2025-Q2 or 2025; the latest complete month")
    command.add_argument("--by", metavar="DIM", help="one of the indicator's breakdowns")
    command.add_argument("--known-at", type=_day, help="count only what was reported by this day")
    command.add_argument("--warehouse", metavar="DIR")
    command.add_argument("--raw", action="store_true", help="before disclosure control")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise KpiError(f"'{text}' is no date: write it as 2025-06-30.") from None


def _list(asked: Any) -> str:
    declared = kpis.catalogue().values()
    if asked.format == "json":
        return _json([_described(kpi) for kpi in declared])
    return "\n".join(f"{kpi.id}: {title(kpi.id)}" for kpi in declared)


def _described(kpi: Indicator) -> dict[str, Any]:
    return {
        "kpi": kpi.id,
        "title": title(kpi.id),
        "serves": kpi.serves,
        "kind": kpi.kind,
        "better": kpi.better,
        "unit": kpi.unit,
        "breakdowns": kpi.breakdowns,
        "sources": kpi.sources,
        "trusted_with": kpi.trusted_with,
    }


def _coverage(asked: Any) -> str:
    nodes = {covered.node.id: covered.measured or covered.reason for covered in kpis.coverage()}
    if asked.format == "json":
        return _json(nodes)
    return "\n".join(
        f"{node}: {told if isinstance(told, str) else ', '.join(told)}"
        for node, told in nodes.items()
    )


def _value(asked: Any) -> str:
    for kpi_id in asked.ids:  # a wrong name is told before a missing warehouse
        indicator(kpi_id)
    period = asked.period or kpis.latest_month(asked.warehouse)
    results = kpis.evaluate(asked.ids, period, asked.by, asked.known_at, asked.warehouse, asked.raw)
    if asked.format == "json":
        return _json([_fields(result) for result in results])
    return "\n".join(map(_line, results))


def _fields(result: Result) -> dict[str, Any]:
    return {name: getattr(result, name) for name in FIELDS}


def _line(result: Result) -> str:
    where = " ".join(filter(None, (result.kpi, result.period, result.by, result.member)))
    if result.value is None:
        return f"{where}: {result.status}"
    counts = f" ({result.numerator} of {result.denominator})" if result.denominator else ""
    return f"{where}: {_amount(result.value, indicator(result.kpi).unit)}{counts}"


def _amount(value: float, unit: Unit) -> str:
    return f"{value:.1%}" if unit is Unit.SHARE else f"{value:,.6g} {unit}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    sys.exit(main())
