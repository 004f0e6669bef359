"""What a person at the terminal sees of a load: a bar, lines, a summary."""

import sys
from typing import Any

from pipelines.outcome import ALREADY_LOADED, SILENT, FileOutcome, Progress, Summary

WHAT_TO_DO = (
    "What was set aside was not loaded. Have it corrected and delivered again; "
    "`python -m pipelines retry` reads it again when a rule was mended."
)


def progress(quiet: bool) -> Progress:
    """A bar on a terminal, a line a file elsewhere, nothing when asked for silence."""
    if quiet:
        return SILENT
    return _bar() if sys.stderr.isatty() else Progress(ends=lambda done: print(file_line(done)))


def _bar() -> Progress:
    from tqdm import tqdm  # only a terminal has a bar

    bar = tqdm(total=0, unit="B", unit_scale=True, desc="Loading", leave=False)

    def begins(total: int) -> None:
        bar.reset(total)

    def ends(done: FileOutcome) -> None:
        bar.set_postfix_str(done.file.shown[-40:])

    return Progress(begins, bar.update, ends)


def file_line(done: FileOutcome) -> str:
    """One file in one line, said when it was read: nothing is loaded before the end."""
    if done.status == ALREADY_LOADED:
        return f"{done.file.shown}: already loaded"
    return f"{done.file.shown}: {done.rows_read} read, {done.rows_set_aside} to set aside"


def summary(done: Summary, quiet: bool) -> str:
    """The end of a load: what went in, and every file, rule and place that did not."""
    lines = [] if quiet else [totals(done)]
    for broken in done.broken:
        lines.append(f"{broken.path}, {broken.where}: {broken.rule}. {broken.message}")
    if done.broken_in_all > len(done.broken):
        more = done.broken_in_all - len(done.broken)
        lines.append(f"... and {more} more: `python -m pipelines status --format json`.")
    if done.broken:
        lines.append(WHAT_TO_DO)
    if not quiet:
        lines += [rule_line(rule) for rule in done.counted if rule["level"] != "info"]
    return "\n".join(lines)


def totals(done: Summary) -> str:
    """The numbers of a load in one line."""
    if done.build_id is None:
        return f"All {len(done.outcomes)} files were loaded before; nothing changed."
    loaded = sum(outcome.rows_loaded for outcome in done.outcomes)
    aside = sum(outcome.rows_set_aside for outcome in done.outcomes)
    known = sum(outcome.status == ALREADY_LOADED for outcome in done.outcomes)
    notes = [f"{loaded} loaded", f"{aside} set aside"]
    if known:
        notes.append(f"{known} files already loaded")
    if done.ignored:
        notes.append(f"{done.ignored} other files ignored")
    return f"{done.build_id} from {len(done.outcomes)} files: {', '.join(notes)}."


def status_text(now: dict[str, Any]) -> str:
    """The warehouse in a few lines."""
    if now["build_id"] is None:
        return "Nothing has been loaded yet."
    aside = sum(reason["count"] for file in now["files"] for reason in file["reasons"])
    rows = "\n".join(f"  {name}: {count}" for name, count in now["tables"].items())
    counted = "".join(f"\n{rule_line(rule)}" for rule in now["rules"])
    return (
        f"{now['build_id']} of {now['built_at']}, known until {now['known_at']}\n"
        f"{len(now['files'])} files read, {aside} broken rules stand\n{rows}{counted}"
    )


def rule_line(rule: dict[str, Any]) -> str:
    """A rule that only counts, in one line."""
    return (
        f"{rule['level']} {rule['rule']}, {rule['table']}: {rule['message']} ({rule['count']} rows)"
    )
