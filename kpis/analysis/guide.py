"""The dictionary as a document: docs/analysis_database.md, made by `make docs`."""

from collections.abc import Iterator

from kpis.analysis.dictionary import Words, dictionary

INTRODUCTION = """# Analysedatabasen

Lavet af `data/analysis` af `make docs`; ret ordene dér.

Hver udgave af data har en analysedatabase: én DuckDB-fil med skemaet `api`, som kun holder det, der
må ses. `python -m kpis publish` laver den, hvor den mangler; dashboardet gør det selv efter hver
indlæsning. Filen ændres aldrig og forsvinder sammen med sin udgave.

- Numre på borgere, medarbejdere, planer og sager er trukket på ny for hver udgave. Nøglen gemmes
  ikke, så numrene passer hverken med fagsystemet, med en anden udgave eller med dashboardets egen
  database. Der er ingen CPR-numre, navne, sagsnumre eller fritekst.
- Alder findes kun i grupper. Død, fraflytning og ansættelser er måneder; kun det, som nogen tæller
  dage fra, har en dag.
- En kategori, som færre end fem personer har, hedder `oevrige`. `Uoplyst` er ikke oplyst.
- Det er stadig personoplysninger. Resultater om få borgere må ikke gives videre.
- `noegletal_resultat` er de tal, som siderne må vise. I `grundlag_*` kan nøgletallenes betingelser
  køres uændret; kolonnerne hedder det samme som i beregningen, men `person_id` hedder `borger` og
  `period` hedder `periode`.
- Datoer som `slutdato` og `til_dato` er den første dag efter, som i dashboardets egne regler.

`python -m kpis publish --to FIL` skriver en skrivebeskyttet kopi, og med `--format parquet` en
mappe med én Parquet-fil for hver relation, til Excel og Power BI for dem, der har ret til
oplysningerne. Ordbogen er med som `ordbog_relation` og `ordbog_kolonne`."""


def markdown() -> str:
    """Every relation and column in words, by group."""
    groups: dict[str, list[Words]] = {}
    for words in dictionary().values():
        groups.setdefault(words.group, []).append(words)
    lines = [INTRODUCTION]
    for group, relations in groups.items():
        lines += ["", f"## {group}"]
        for words in relations:
            lines += _relation(words)
    return "\n".join(lines) + "\n"


def _relation(words: Words) -> Iterator[str]:
    key = f" Nøgle: {', '.join(f'`{name}`' for name in words.key)}." if words.key else ""
    yield from ("", f"### {words.name}", "", f"{words.title}. {words.description}")
    yield from ("", f"{words.grain}{key}", "", "| kolonne | indhold |", "| --- | --- |")
    for name, text in words.columns.items():
        yield f"| `{name}` | {text.replace('|', '/')} |"
