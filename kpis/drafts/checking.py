"""Whether a draft can be carried over into the catalogue, or why not."""

from pathlib import Path

from kpis.drafts import counted, said
from kpis.drafts.ground import Ground, ground
from kpis.drafts.model import DECLARATION, POPULATION, SPEC, TEXTS, Problem, Verdict
from kpis.drafts.said import Said
from kpis.drafts.specified import unfinished, wrong_spec
from kpis.errors import KpiError
from kpis.model import Indicator

LARGEST = 200_000  # bytes; more than any draft that a person has written


def check(directory: Path, database: Path) -> Verdict:
    """The verdict on the draft in a directory, run on an analysis file.

    Raises `KpiError` where there is no draft to look at.
    """
    declaration = _read(directory / DECLARATION)
    if declaration is None:
        raise KpiError(f"Der er ingen kladde i {directory}: filen {DECLARATION} mangler.")
    kpi, problems = said.declared(declaration)
    kpi_id = said.declared_id(declaration) or directory.name
    words, wrong_words = said.texts(_read(directory / TEXTS), kpi_id)
    source = _read(directory / SPEC.format(kpi=kpi_id))
    problems += [*wrong_words, *unfinished(source, kpi_id)]
    if kpi is None:
        return Verdict(kpi_id, tuple(problems))
    standing, wrong_ground = ground(kpi, _read(directory / POPULATION), database)
    found, warnings = _with_data(kpi, words, source, standing) if standing else ([], [])
    return Verdict(kpi_id, (*problems, *wrong_ground, *found), tuple(warnings))


def _read(path: Path) -> str | None:
    """The text of a file; None where there is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise KpiError(f"{path} er for stor til at være en del af en kladde.")
        return path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise KpiError(f"{path} kan ikke læses som tekst (UTF-8).") from None


def _with_data(
    kpi: Indicator, words: Said, source: str | None, standing: Ground
) -> tuple[list[Problem], list[Problem]]:
    """What only data can tell. What does not bind is not run."""
    found, problems = counted.parsed(kpi, standing)
    if found is None:
        return problems, []
    problems = [*counted.wrong_columns(kpi, found, standing)]
    if problems:
        return problems, []
    problems, warnings = counted.runs(kpi, standing)
    problems += counted.wrong_beside(kpi, standing.database)
    if problems:
        return problems, warnings
    problems += counted.wrong_values(kpi, words, standing)
    problems += counted.says_the_same(found)
    if source and not [*unfinished(source, kpi.id)]:
        problems += wrong_spec(kpi, source, found, standing)
    return problems, warnings
