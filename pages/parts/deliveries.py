"""The blocks of Data: what was loaded, what was set aside, what was checked.

Nothing personal reaches this page: files are named without their folders, and
what was set aside is a place and a rule.
"""

import kpis
from pages.parts import figures, formats, tables, widgets
from pages.parts.markup import safe
from pages.parts.rows import (
    REPORTS,
    Row,
    code,
    column,
    file_name,
    heading,
    kind_name,
    latest,
    of_exports,
    of_reports,
    reports,
    standing,
    total,
)
from pages.parts.texts import text

FEW_FILES = 12


@widgets.cached
def _deliveries(build_id: str) -> "kpis.Deliveries":
    return kpis.deliveries()


def loaded() -> "kpis.Deliveries":
    """Everything the warehouse tells about its deliveries."""
    return _deliveries(figures.build().build_id)


@widgets.cached_markup
def answer(of: "kpis.Deliveries") -> str:
    """The heading: is everything there?"""
    aside = len(reports(of_reports(of, standing(of))))
    read = total(_reports(of), "rows_loaded") + aside
    words = text("data.answer.some_aside", aside=formats.number(aside), read=formats.number(read))
    if not aside:
        words = text("data.answer.all_loaded", read=formats.number(read))
    return (
        f'<div class="hero"><div><h1>{safe(words if read else text("data.answer.nothing"))}</h1>'
        f"<p>{safe(text('data.answer.lead'))}</p>{_exports_answer(of)}</div></div>"
    )


def _reports(of: "kpis.Deliveries") -> list[Row]:
    """The files that hold delivery reports."""
    return [file for file in of.files if file["kind"] == REPORTS]


def _exports_answer(of: "kpis.Deliveries") -> str:
    """The same for the rows of the supplementary exports; nothing where there are none."""
    files = [file for file in of.files if file["kind"] != REPORTS]
    if not files:
        return ""
    aside = len(reports(of_exports(of, standing(of))))
    loaded = total(files, "rows_loaded")
    words = text("data.answer.exports", loaded=formats.number(loaded), aside=formats.number(aside))
    return f"<p>{safe(words)}</p>"


@widgets.cached_markup
def key_figures(of: "kpis.Deliveries") -> str:
    """The row of numbers: freshness, reports, set aside, checks."""
    cells = (_newest(), _built(), _loaded(of), _aside(of), _checked(of))
    return f'<dl class="figures">{"".join(cells)}</dl>'


def _newest() -> str:
    known_at = figures.build().known_at
    shown = formats.day(known_at) if known_at else text("data.unknown")
    return _figure("newest", shown, text("data.figures.newest_words"))


def _built() -> str:
    build = figures.build()
    moment = formats.moment(build.built_at) if build.built_at else text("data.unknown")
    day, _, time = moment.partition(" ")
    words = text("data.figures.loaded_words", time=time, edition=formats.edition(build.build_id))
    return _figure("loaded", day, words)


def _loaded(of: "kpis.Deliveries") -> str:
    files_read = sum(file["status"] != "already_loaded" for file in _reports(of))
    words = text("data.figures.reports_words", files=formats.number(files_read))
    return _figure("reports", formats.number(total(_reports(of), "rows_loaded")), words)


def _aside(of: "kpis.Deliveries") -> str:
    now = len(reports(of_reports(of, standing(of))))
    resolved = len(reports(of_reports(of, of.set_aside))) - now
    name = "some" if resolved else "none"
    words = text(f"data.figures.aside_words.{name}", resolved=formats.number(resolved))
    return _figure("aside", formats.number(now), words)


def _checked(of: "kpis.Deliveries") -> str:
    checks = latest(of, of.checks)
    failed = sum(not check["is_met"] for check in checks)
    name = "failed" if failed else "met"
    words = text(f"data.figures.checks_words.{name}", failed=formats.number(failed))
    return _figure("checks", formats.number(len(checks)), words)


def _figure(name: str, number: str, words: str) -> str:
    term = safe(text(f"data.figures.{name}"))
    return f"<div><dt>{term}</dt><dd>{safe(number)}<small>{safe(words)}</small></dd></div>"


@widgets.cached_markup
def files(of: "kpis.Deliveries") -> str:
    """The files of the latest load."""
    rows = latest(of, of.files)
    names = ("file", "kind", "status")
    columns = [column("files", name) for name in names]
    columns += [column("files", name, True) for name in ("read", "loaded", "aside")]
    return tables.table(_files_caption(of), columns, [_file_cells(row) for row in rows])


def has_many_files(of: "kpis.Deliveries") -> bool:
    """Whether the list of files is too long to stand open."""
    return len(latest(of, of.files)) > FEW_FILES


def files_heading() -> str:
    """Above the files."""
    return heading("files")


def all_files_label(of: "kpis.Deliveries") -> str:
    """'Vis alle 62 filer'."""
    return text("data.files.all", n=formats.number(len(latest(of, of.files))))


def _files_caption(of: "kpis.Deliveries") -> str:
    published = of.runs[0]["published_at"] if of.runs else None
    day = formats.moment(published) if published else text("data.unknown")
    return text("data.files.caption", day=day)


def _file_cells(row: Row) -> tuple[str, ...]:
    counts = (formats.number(row[f"rows_{name}"]) for name in ("read", "loaded", "set_aside"))
    return (
        file_name(row),
        kind_name(row["kind"]),
        text(f"data.file_status.{row['status']}"),
        *counts,
    )


@widgets.cached_markup
def runs(of: "kpis.Deliveries") -> str:
    """Every load that was published, the newest first."""
    names = ("number", "published", "build", "mark")
    columns = [column("runs", name) for name in names]
    columns += [column("runs", name, True) for name in ("files", "read", "aside")]
    cells = [_run_cells(of, run) for run in of.runs]
    return f"{heading('runs')}{tables.table(text('data.runs.caption'), columns, cells)}"


def _edition(run: Row) -> str:
    """The edition, and the build's name for those who look for its file."""
    return tables.Markup(f"{safe(formats.edition(run['build_id']))} {code(run['build_id'])}")


def _run_cells(of: "kpis.Deliveries", run: Row) -> tuple[str, ...]:
    its = [file for file in of.files if file["run_id"] == run["run_id"]]
    mark = text("data.runs.example" if run["is_example"] else "data.runs.real")
    counts = (len(its), total(its, "rows_read"), total(its, "rows_set_aside"))
    return (
        formats.number(run["run_id"]),
        formats.moment(run["published_at"]),
        _edition(run),
        mark,
        *(formats.number(count) for count in counts),
    )
