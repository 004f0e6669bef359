"""How a supplementary export is declared: one declaration gives header, reader, table, template.

A field is a column of the export that is stored. Its `source` is its header in
the export, exactly as the municipality's system writes it; its `form` says how
a cell is written and read; its rules hold for the stored value.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipelines import codelists
from pipelines.contracts.delivery_reports import FHIR_ID, PSEUDONYM
from pipelines.contracts.model import Column, Table
from pipelines.contracts.rules import Between, EachOf, Given, Matches, OneOf, Rule


class Form(StrEnum):
    """How a cell of an export is written. The value is the Danish name that templates show."""

    TEXT = "tekst uden personoplysninger"
    ID = "nøgle"
    CPR = "CPR-nummer, 10 cifre"
    CPR_LIST = "CPR-numre, adskilt af komma"
    PERSONAL_ID = "personnøgle, gemmes kun som pseudonym"
    DATE = "dato, dd-mm-åååå"
    PAST_DATE = "dato, dd-mm-åååå, ikke i fremtiden"
    LAST_DATE = "sidste dag, dd-mm-åååå; tom = ingen slutdato"
    MOMENT = "dato og klokkeslæt, dd-mm-åååå tt:mm"
    MONTH = "måned, åååå-mm"
    WHOLE = "helt tal"
    DECIMAL = "tal med decimalkomma"
    MONEY = "beløb i kr. med decimalkomma"
    YES_NO = "J eller N"
    CODE = "kode"
    CODE_LIST = "koder, adskilt af komma"
    PARAGRAPH = "paragraf, fx SEL § 85"


@dataclass(frozen=True)
class Reference:
    """A foreign key: the value, where there is one, stands in a column of another table.

    `rule` is its id in the catalogue (V03, ...). An error sets the row aside, a
    warning is counted.
    """

    table: str
    column: str
    rule: str
    is_error: bool = False


@dataclass(frozen=True)
class Field(Column):
    """A stored column of an export.

    `may_be_left_out`: the header need not name it; its values are then missing.
    """

    form: Form = Form.TEXT
    example: str = ""
    may_be_left_out: bool = False
    reference: Reference | None = None

    @property
    def header(self) -> str:
        """The column's name in the export."""
        return self.source

    @property
    def codes(self) -> frozenset[str]:
        """The codes that may stand in it; empty where it is no code."""
        return frozenset().union(
            *(rule.codes for rule in self.rules if isinstance(rule, OneOf | EachOf))
        )


LINEAGE = (
    Column("run_id", "INTEGER", "The run that loaded the row", (Given(),)),
    Column("sha256", "VARCHAR", "The file it stood in: core.export_file.sha256", (Given(),)),
    Column("line", "BIGINT", "Its line in the file, its row in the sheet, from 1", (Given(),)),
)


@dataclass(frozen=True)
class Supplement(Table):
    """One supplementary export and its table.

    `code` is what the file's name begins with (T01); `name_da` what the export is
    called; `not_stored` names headers that are accepted and dropped unread.
    """

    code: str = ""
    name_da: str = ""
    not_stored: tuple[str, ...] = ()

    @property
    def is_anonymous(self) -> bool:
        """Whether it is a survey, whose keys may not hold a CPR number (V14)."""
        return self.name.endswith("_survey_answer") or self.name == "survey_round"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The stored columns that stand in the export, in its order."""
        return tuple(column for column in self.columns if isinstance(column, Field))


def supplement(
    code: str,
    name_da: str,
    name: str,
    grain: str,
    key: tuple[str, ...],
    *columns: Column,
    not_stored: tuple[str, ...] = (),
) -> Supplement:
    """A table with the columns of its export and where each row came from."""
    return Supplement(
        name=name,
        grain=grain,
        key=key,
        columns=(*columns, *LINEAGE),
        code=code,
        name_da=name_da,
        not_stored=not_stored,
    )


def _given(given: bool, *rules: Rule) -> tuple[Rule, ...]:
    return (Given(), *rules) if given else rules


IN_STATUS = Reference("citizen_status", "person_id", "V03", is_error=True)
FFB_UUID = Matches("UUID", r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
MUNICIPALITY = Between(101, 999)
NOBODYS_CPR = "1207852345"


def person(
    header: str = "CPR",
    name: str = "person_id",
    given: bool = True,
    left_out: bool = False,
    reference: Reference | None = IN_STATUS,
    meaning: str = "Keyed hash of the citizen's CPR number",
) -> Field:
    """A CPR number, stored as the same pseudonym that the delivery reports get."""
    rules = _given(given, PSEUDONYM)
    example = NOBODYS_CPR if name == "person_id" else ""
    return Field(name, "VARCHAR", meaning, rules, header, Form.CPR, example, left_out, reference)


def personal_id(name: str, header: str, meaning: str, example: str, given: bool = True) -> Field:
    """An id that may be a person's number: stored as a keyed hash only."""
    rules = _given(given, PSEUDONYM)
    return Field(name, "VARCHAR", meaning, rules, header, Form.PERSONAL_ID, example)


def identifier(
    name: str,
    header: str,
    meaning: str,
    example: str,
    given: bool = True,
    reference: Reference | None = None,
    left_out: bool = False,
) -> Field:
    """A key of a thing, kept as delivered."""
    return Field(
        name, "VARCHAR", meaning, _given(given), header, Form.ID, example, left_out, reference
    )


def ffb_id(
    name: str, header: str, meaning: str, reference: Reference, given: bool = False
) -> Field:
    """The id of a resource of the delivery reports."""
    rules, example = _given(given, FHIR_ID), "498644ca-5e0c-4e1c-8a5e-e1d5e1e5e0a1"
    return Field(name, "VARCHAR", meaning, rules, header, Form.ID, example, False, reference)


def text(name: str, header: str, meaning: str, example: str, given: bool = False) -> Field:
    """A name of a unit, a team, a town; never of a person. May be left out unless given."""
    return Field(name, "VARCHAR", meaning, _given(given), header, Form.TEXT, example, not given)


def date(
    name: str,
    header: str,
    meaning: str,
    given: bool = False,
    left_out: bool = False,
    form: Form = Form.DATE,
    example: str = "01-03-2025",
) -> Field:
    """A date as delivered; it may lie in the future."""
    return Field(name, "DATE", meaning, _given(given), header, form, example, left_out)


def past(
    name: str, header: str, meaning: str, given: bool = False, left_out: bool = False
) -> Field:
    """The date of something that has happened: never in the future."""
    return date(name, header, meaning, given, left_out, Form.PAST_DATE)


def last(name: str, header: str, meaning: str, left_out: bool = False) -> Field:
    """An end date: delivered as the last valid day, stored as the first day after (C5)."""
    said = f"First day after {meaning}; NULL while it has no end. Delivered as the last day"
    return date(name, header, said, False, left_out, Form.LAST_DATE, "31-12-2025")


def whole(
    name: str,
    header: str,
    meaning: str,
    low: int | None,
    high: int | None,
    example: str,
    given: bool = False,
    left_out: bool = False,
) -> Field:
    """A whole number between two bounds."""
    rules = _given(given, Between(low, high))
    return Field(name, "INTEGER", meaning, rules, header, Form.WHOLE, example, left_out)


def municipality(name: str, header: str, meaning: str, left_out: bool = False) -> Field:
    """A municipality's code (330)."""
    return Field(name, "INTEGER", meaning, (MUNICIPALITY,), header, Form.WHOLE, "330", left_out)


def decimal(
    name: str,
    header: str,
    meaning: str,
    low: int | None,
    high: int | None,
    example: str,
    given: bool = False,
    left_out: bool = False,
) -> Field:
    """A number with up to four decimals."""
    rules = _given(given, Between(low, high))
    return Field(name, "DECIMAL(18,4)", meaning, rules, header, Form.DECIMAL, example, left_out)


def money(
    name: str, header: str, meaning: str, example: str, given: bool = False, left_out: bool = False
) -> Field:
    """Danish kroner; expense positive (R18)."""
    return Field(
        name, "DECIMAL(18,2)", meaning, _given(given), header, Form.MONEY, example, left_out
    )


def yes_no(
    name: str, header: str, meaning: str, given: bool = False, left_out: bool = False
) -> Field:
    """J or N."""
    return Field(name, "BOOLEAN", meaning, _given(given), header, Form.YES_NO, "J", left_out)


def code(
    name: str,
    header: str,
    meaning: str,
    codes: Iterable[str],
    given: bool = False,
    left_out: bool = False,
) -> Field:
    """One of a closed list of Danish words, stored as they stand in the list."""
    words = tuple(codes)
    rules = _given(given, OneOf.of(f"{header}", words))
    return Field(name, "VARCHAR", meaning, rules, header, Form.CODE, words[0], left_out)


def kl_code(
    name: str,
    header: str,
    meaning: str,
    list_name: str,
    codes: frozenset[str],
    given: bool = False,
    left_out: bool = False,
) -> Field:
    """One of KL's codes (UUID)."""
    rules = _given(given, OneOf(codes, list_name))
    example = min(codes)
    return Field(name, "VARCHAR", meaning, rules, header, Form.CODE, example, left_out)


def offer_type(name: str, header: str, given: bool = False, left_out: bool = False) -> Field:
    """The type of tilbud as FFB codes it."""
    codes = codelists.ffb("KLServiceCodesFFB")
    return kl_code(
        name, header, "Type of tilbud, FFB code", "KLServiceCodesFFB", codes, given, left_out
    )


def paragraph(given: bool = False, left_out: bool = False) -> Field:
    """The legal basis in one spelling: `§ 85` is of serviceloven, others name their law."""
    rules = _given(given, OneOf(codelists.paragraphs(), "paragraph.csv"))
    return Field(
        "paragraph",
        "VARCHAR",
        "Legal basis in one spelling (data/codelists/paragraph.csv); § alone is serviceloven",
        rules,
        "Paragraf",
        Form.PARAGRAPH,
        "SEL § 85",
        left_out,
    )


def birth_date() -> Column:
    """Derived from the CPR number, as the delivery reports' citizen has it."""
    meaning = "Birth date, derived from the CPR number"
    return Column("birth_date", "DATE", meaning, (Given(),), "CPR")
