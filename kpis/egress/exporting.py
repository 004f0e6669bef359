"""A result as a file that leaves: allowed, or overridden with a reason, and always in the log."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from kpis.egress import csv_file, header, log
from kpis.egress.header import Line
from kpis.egress.ledger import Ledger
from kpis.egress.model import Judgement, NotAllowed, Override, Reason
from kpis.sandbox import Answer

Form = Literal["csv", "xlsx", "parquet"]
HERE = ZoneInfo("Europe/Copenhagen")


def export(judged: Judgement | Override, form: Form, title: str) -> bytes:
    """The file, once it is in the ledger and in the log.

    Raises `NotAllowed` where the judgement forbids it, or where something has left since that
    it does not go with; `kpis.facts.Unsaved` where it cannot be logged: then nothing leaves.
    """
    is_override = isinstance(judged, Override)
    judgement = judged.judgement if isinstance(judged, Override) else judged
    because = judged.reason.strip() if isinstance(judged, Override) else ""
    _refuse_without_right(judgement, is_override, because)
    if judgement.origin:
        book = Ledger.beside(judgement.origin.path, judgement.released)
        if objections := book.keep(judgement.told, is_override):
            raise NotAllowed(_sentences(objections))
    head = header.lines(judgement, title, because, datetime.now(HERE))
    file = _WRITERS[form](judgement.answer, [*head])
    _log(judgement, form, because)
    return file


def _refuse_without_right(judgement: Judgement, is_override: bool, because: str) -> None:
    if judgement.answer.verdict != "ok":
        raise NotAllowed(judgement.answer.reason)
    if is_override and not because:
        raise NotAllowed("An override needs a reason; nothing was exported.")
    if not is_override and not judgement.may_leave:
        raise NotAllowed(_sentences(judgement.reasons))


def _sentences(reasons: Iterable[Reason]) -> str:
    return " ".join(reason.sentence for reason in reasons)


def _log(judgement: Judgement, form: Form, because: str) -> None:
    log.wrote(
        judgement.who,
        judgement.origin.build_id if judgement.origin else "",
        judgement.sql,
        "may_leave" if judgement.may_leave else "may_not_leave",
        act=log.OVERRIDE if because else log.EXPORT,
        parameters=judgement.parameters,
        reason=" ".join(dict.fromkeys(reason.code for reason in judgement.reasons)),
        rows=len(judgement.answer.rows),
        ms=judgement.answer.ms,
        form=form,
        override_reason=because,
    )


def _xlsx(answer: Answer, head: Iterable[Line]) -> bytes:
    from kpis.egress import xlsx_file  # openpyxl takes a while, and few exports are workbooks

    return xlsx_file.written(answer, head)


def _parquet(answer: Answer, head: Iterable[Line]) -> bytes:
    from kpis.egress import parquet_file

    return parquet_file.written(answer, head)


_WRITERS: Mapping[Form, Callable[[Answer, Iterable[Line]], bytes]] = {
    "csv": csv_file.written,
    "xlsx": _xlsx,
    "parquet": _parquet,
}
