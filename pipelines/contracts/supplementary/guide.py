"""What those who deliver read, in Danish, made from the contracts: `docs/leverance.md`."""

import json
from typing import Any

from pipelines import codelists
from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.contracts.supplementary.model import Field, Supplement
from pipelines.contracts.supplementary.rules import rules_of

SHOWN_CODES = 12  # of a list; longer ones are in the template

INTRODUCTION = """# Leverance af supplerende udtræk (T01-T23)

Lavet af `pipelines/contracts/supplementary` og `data/codelists/export_column.csv` med `make docs`; ret ikke her.

Tomme skabeloner med vejledning og koder: `python -m pipelines template T09 --to xlsx` (alle: `template all --out MAPPE`).

## Sådan leveres

- **Filnavn**: begynder med udtrækkets nummer og en understreg, fx `T13_leveringslog_2025-06.csv`.
- **CSV**: semikolon mellem kolonnerne, UTF-8 (gerne med BOM) eller Windows-1252, første linje er kolonnenavnene. **XLSX**: ét ark med data, eller et ark, der hedder som udtrækket (T13). Ingen makroer, ingen adgangskode.
- **Kolonner** kan stå i enhver rækkefølge. Mangler en kolonne, eller ligner et ukendt navn en kolonne, der mangler, lægges hele filen til side med det rigtige navn. Andre ukendte kolonner læses ikke; det tælles og meldes. Kolonner mærket »kan udelades« behøver ikke være der.
- **Datoer**: dd-mm-åååå eller åååå-mm-dd. **Slutdatoer er den sidste gyldige dag**; en tom slutdato betyder, at der ingen er. **Tal**: decimalkomma, eventuelt punktum mellem tusinder. **Ja/nej**: J eller N. **CPR**: ti cifre med foranstillet nul.
- **Tom** betyder ukendt. Skriv ikke 0, - eller NULL i stedet.

## Hvad der sker med rækkerne

- Samme nøgle igen – i en senere levering eller i en senere fil – **erstatter** rækken. Det samme igen ændrer intet. At en række ikke leveres igen, sletter den ikke.
- En række med fejl lægges til side med linjenummer, regel og en sætning; de andre indlæses. To rækker med samme nøgle og forskelligt indhold i én fil lægges begge til side.
- En række, der henviser til noget, som endnu ikke er leveret, kan læses igen, når det er kommet: `python -m pipelines retry`.
- Reglerne V01-V26, og hvad der sker, når en af dem brydes, står sidst i `docs/data_dictionary.md`.

## Persondata

CPR-numre og nøgler for medarbejdere, sagsbehandlere og netværkspersoner gemmes kun som pseudonymer. Titler læses ikke. Skriv aldrig navne på personer eller CPR-numre i tekstkolonner: en række, hvor en tekst kan indeholde et CPR-nummer, lægges til side.
"""


def markdown() -> str:
    """Every export with its columns."""
    return INTRODUCTION + "".join(map(_section, SUPPLEMENTS))


def description() -> str:
    """The same as JSON, for the page about deliveries: it imports no contract."""
    return json.dumps(list(map(_described, SUPPLEMENTS)), ensure_ascii=False, indent=1) + "\n"


def _described(table: Supplement) -> dict[str, Any]:
    return {
        "code": table.code,
        "table": table.name,
        "file": file_name(table),
        "row": words(table),
        "columns": [_column(table, field) for field in table.fields],
        "not_stored": [
            {"header": name, "meaning": words(table, name)} for name in table.not_stored
        ],
        "rules": _rules(table),
    }


def _column(table: Supplement, field: Field) -> dict[str, str]:
    return {
        "header": field.header,
        "form": field.form.value,
        "must": must(table, field),
        "example": field.example,
        "meaning": words(table, field.header) + _codes(field),
    }


def _rules(table: Supplement) -> list[dict[str, str]]:
    """Rules between columns and tables, once for each id, column and level."""
    told = dict.fromkeys((rule.id, rule.level.value, rule.place) for rule in rules_of(table))
    return [dict(zip(("id", "level", "place"), rule, strict=True)) for rule in told]


def words(table: Supplement, header: str = "") -> str:
    """The Danish words for a column, or for what a row of the table is."""
    found = {(row["table"], row["column"]): row["words_da"] for row in _rows()}
    return found.get((table.code, header)) or found[("*", header)]


def _rows() -> tuple[dict[str, str], ...]:
    return codelists.rows("export_column")


def file_name(table: Supplement) -> str:
    """The name of its file without ending: T09_borgerundersøgelse."""
    return f"{table.code}_{table.name_da.replace(' ', '_')}"


def must(table: Supplement, field: Field) -> str:
    """Whether the column and its values must be there, in Danish."""
    if field.may_be_left_out:
        return "kan udelades"
    if field.is_given and field.name in table.key:
        return "ja, nøgle"
    if field.name in table.key:
        return "nøgle, må være tom"
    return "ja" if field.is_given else "må være tom"


def display(code: str) -> str:
    """A code of KL's with its name; a Danish word as it is."""
    names = {row["code"]: row["display_da"] for row in codelists.rows("ffb_code")}
    return f"{code} {names[code]}" if code in names else code


def _section(table: Supplement) -> str:
    header = "| kolonne | format | skal udfyldes | eksempel | betydning |\n| --- | --- | --- | --- | --- |\n"
    rows = "".join(_row(table, field) for field in table.fields)
    dropped = "".join(
        f"| {name} | tekst | kan udelades |  | {words(table, name)} |\n"
        for name in table.not_stored
    )
    title = (
        f"\n## {table.code} {table.name_da}\n\n{words(table)}. Fil: `{file_name(table)}.csv`\n\n"
    )
    return title + header + rows + dropped


def _row(table: Supplement, field: Field) -> str:
    cells = (
        field.header,
        field.form.value,
        must(table, field),
        f"`{field.example}`" if field.example else "",
        words(table, field.header) + _codes(field),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _codes(field: Field) -> str:
    codes = sorted(field.codes)
    if not codes:
        return ""
    if len(codes) > SHOWN_CODES:
        return f". {len(codes)} koder, se skabelonen"
    return ": " + ", ".join(map(display, codes))
