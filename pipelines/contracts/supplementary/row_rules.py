"""The rules that hold between the columns of one row (V04-V07, V13, V22-V24)."""

from collections.abc import Iterator

from pipelines.contracts.supplementary.citizens import CASE_DECISION, COMPLAINT, TRANSITION
from pipelines.contracts.supplementary.digital import TECHNOLOGY_LOAN, TRIAL
from pipelines.contracts.supplementary.money import GRANT_PRICE
from pipelines.contracts.supplementary.network import NETWORK_CONTRIBUTION, PARTNERSHIP
from pipelines.contracts.supplementary.offers import OFFER, PLACEMENT
from pipelines.contracts.supplementary.rule import Level, RowRule, row_rule
from pipelines.contracts.supplementary.staff import (
    ABSENCE,
    COMPETENCE_REQUIREMENT,
    COURSE_PASSED,
    EMPLOYMENT,
)
from pipelines.contracts.supplementary.surveys import (
    CITIZEN_SURVEY_ANSWER,
    DONT_KNOW,
    DONT_KNOW_TEN,
    NETWORK_SURVEY_ANSWER,
    PARTNER_SURVEY_ANSWER,
    STAFF_SURVEY_ANSWER,
    SURVEY_ROUND,
    TO_TEN,
)

# Start and end of every interval: columns, and the header of the end.
_INTERVALS = (
    (GRANT_PRICE, "price_start_date", "price_end_date", "PrisTil"),
    (GRANT_PRICE, "start_date", "end_date", "Slutdato"),
    (COURSE_PASSED, "passed_date", "end_date", "GyldigTil"),
    (COMPETENCE_REQUIREMENT, "start_date", "end_date", "GyldigTil"),
    (NETWORK_CONTRIBUTION, "start_date", "end_date", "TilDato"),
    (TRIAL, "start_date", "end_date", "SlutDato"),
    (OFFER, "start_date", "end_date", "GyldigTil"),
    (PLACEMENT, "start_date", "end_date", "Til"),
    (PARTNERSHIP, "start_date", "end_date", "Til"),
)


def _intervals() -> Iterator[RowRule]:
    """V04: start <= end. The end is stored as the first day after."""
    for table, start, end, header in _INTERVALS:
        says = f"{header} lies before the first day; the row was not loaded."
        yield row_rule("V04", table, header, f"this.{end} <= this.{start}", says)
    yield row_rule(
        "V04",
        TECHNOLOGY_LOAN,
        "Returneret",
        "this.returned_date < this.handed_out_date",
        "Returneret lies before Udleveret; the row was not loaded.",
    )


def _births() -> Iterator[RowRule]:
    """V04: no end before birth."""
    ends = ((GRANT_PRICE, "end_date", "Slutdato"), (NETWORK_CONTRIBUTION, "end_date", "TilDato"))
    for table, end, header in ends:
        says = f"{header} lies before the citizen's birth; the row was not loaded."
        yield row_rule("V04", table, header, f"this.{end} <= this._born", says)


def _answers() -> Iterator[RowRule]:
    """V13: answers in their range; no more answers than invitations."""
    for table in (
        STAFF_SURVEY_ANSWER,
        CITIZEN_SURVEY_ANSWER,
        NETWORK_SURVEY_ANSWER,
        PARTNER_SURVEY_ANSWER,
    ):
        in_range = (
            f"case when this.question_id = '{TO_TEN}' "
            f"then this.answer between 0 and 10 or this.answer = {DONT_KNOW_TEN} "
            f"else this.answer between 1 and 5 or this.answer = {DONT_KNOW} end"
        )
        says = "Svar is outside the question's scale; the row was not loaded."
        yield row_rule("V13", table, "Svar", f"this.answer is not null and not ({in_range})", says)
    yield row_rule(
        "V13",
        SURVEY_ROUND,
        "Svarede",
        "this.responded_count > this.invited_count",
        "Svarede is larger than Inviterede; the row was not loaded.",
    )


_IN_ONE_ROW: tuple[RowRule, ...] = (
    row_rule(
        "V05",
        CASE_DECISION,
        "Afgørelsesdato",
        "this.decision_date < this.request_date",
        "Afgørelsesdato lies before Henvendelsesdato; the row was not loaded.",
    ),
    row_rule(
        "V05",
        CASE_DECISION,
        "FørsteIndsatsStart",
        "this.first_intervention_start_date < this.decision_date - 30",
        "FørsteIndsatsStart lies more than 30 days before Afgørelsesdato.",
        Level.WARNING,
    ),
    row_rule(
        "V06",
        GRANT_PRICE,
        "PrisFra",
        "this.price_start_date < this.start_date or this.price_start_date >= this.end_date",
        "The price begins outside Startdato to Slutdato; the row was not loaded.",
    ),
    row_rule(
        "V06",
        GRANT_PRICE,
        "PrisTil",
        "this.end_date is not null and coalesce(this.price_end_date > this.end_date, false)",
        "The price ends after Slutdato; the row was not loaded.",
    ),
    row_rule(
        "V07",
        GRANT_PRICE,
        "Takst",
        "abs(this.base_price + this.service_package - this.price) > 1",
        "Grundtakst and Ydelsespakke do not add up to Takst.",
        Level.WARNING,
    ),
    row_rule(
        "V07", GRANT_PRICE, "Takst", "this.price <= 0", "Takst is not above 0.", Level.WARNING
    ),
    row_rule(
        "V22",
        COMPLAINT,
        "AnkestyrelsenDato",
        "this.outcome is not null and not coalesce(this.ruling_date >= this.complaint_date, false)",
        "Udfald needs an AnkestyrelsenDato on or after Klagedato; the row was not loaded.",
    ),
    row_rule(
        "V23",
        EMPLOYMENT,
        "Fratrædelsesdato",
        "this.end_date - 1 <= this.start_date",
        "Fratrædelsesdato is not after Ansættelsesdato; the row was not loaded.",
    ),
    row_rule(
        "V23",
        ABSENCE,
        "Fraværsdagsværk",
        "this.absence_days > this.possible_days",
        "Fraværsdagsværk is larger than Muligedagsværk; the row was not loaded.",
    ),
    row_rule(
        "V24",
        TRANSITION,
        "FaktiskDato",
        "this.transition_type = '18 år' and (this.actual_date - this.birth_date) / 365.25 not between 17.9 and 18.2",
        "The citizen is not about 18 years old on FaktiskDato.",
        Level.WARNING,
    ),
    row_rule(
        "V24",
        TRANSITION,
        "ForberedelseStartet",
        "this.transition_type = '18 år' and this.preparation_start_date < this.birth_date + interval 15 year",
        "ForberedelseStartet lies before the 15th birthday.",
        Level.WARNING,
    ),
    row_rule(
        "row.never_valid",
        COMPETENCE_REQUIREMENT,
        "GyldigFra",
        "this.start_date is null",
        "GyldigFra is empty: the requirement counts on no day.",
        Level.WARNING,
    ),
    row_rule(
        "key.missing",
        COMPETENCE_REQUIREMENT,
        "KursusKode",
        "(this.course_code is null) = (this.education is null)",
        "A row needs KursusKode or Uddannelse, not both and not none; it was not loaded.",
    ),
    row_rule(
        "key.missing",
        NETWORK_CONTRIBUTION,
        "NetværkspersonID",
        "(this.network_person_id is null or this.contribution_type is null) and not coalesce(this.is_network_declined, false)",
        "NetværkspersonID and Bidragstype are given, or ØnskerIkkeNetværkInddraget is J; the row was not loaded.",
    ),
)


IN_ONE_ROW: tuple[RowRule, ...] = (*_IN_ONE_ROW, *_intervals(), *_births(), *_answers())
