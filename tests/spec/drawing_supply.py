"""Short columns and defaults for drawings of the supplementary exports.

What is no column here is drawn by its own name. Keys that are left out number
the rows. End dates are drawn as they are stored: the first day after (C5).
The drawn municipality is 990.
"""

from tests.second_opinion.state import Row, Tables
from tests.spec import drawing, exports

LONG_AGO = "2000-01-01"
OURS = "990"

SHORT = {
    "citizen_status": {"acting": "acting_municipality"},
    "offer": {"offer": "offer_id", "address": "address_municipality", "places": "approved_places"}
    | {"tilbud": "offer_type_code", "groups": "target_group_codes"},
    "case_decision": {"case": "case_number", "request": "request_date", "days": "deadline_days"}
    | {"decided": "decision_date", "worker": "case_worker_id"}
    | {"help": "first_intervention_start_date"},
    "grant_price": {"grant": "grant_id", "from": "price_start_date", "to": "price_end_date"}
    | {"per": "price_unit", "units": "unit_count"},
    "budget_account": {"month": "follow_up_month", "area": "policy_area"}
    | {"account": "account_function", "original": "original_budget"}
    | {"corrected": "corrected_budget", "expected": "expected_outturn"},
    "employment": {"who": "employee_id", "employment": "employment_id", "rate": "employment_rate"}
    | {"function": "job_function", "form": "employment_form", "reason": "leaving_reason"},
    "absence": {"employment": "employment_id", "sick": "absence_days", "long": "long_term_days"}
    | {"possible": "possible_days"},
    "course_passed": {"who": "employee_id", "course": "course_code", "passed": "passed_date"},
    "competence_requirement": {"function": "job_function", "course": "course_code"},
    "network_contribution": {"network": "network_person_id", "kind": "contribution_type"}
    | {
        "chosen": "is_chosen_by_citizen",
        "consent": "has_consent",
        "consent_end": "consent_end_date",
    }
    | {"confirmed": "confirmed_date", "declined": "is_network_declined"},
    "follow_up_meeting": {"present": "is_citizen_present", "declined": "has_citizen_declined"}
    | {"wanted": "is_network_wanted", "network": "is_network_present"},
    "citizen_perspective": {"entry": "perspective_id", "day": "entry_date"}
    | {"type": "entry_type", "source": "source_code"},
    "contact": {"contact": "contact_id", "grant": "grant_id", "day": "contact_date"}
    | {"form": "contact_form", "planned": "is_planned"},
    "technology_loan": {"loan": "loan_id", "handed_out": "handed_out_date"}
    | {"activated": "activated_date", "used": "last_used_date", "returned": "returned_date"}
    | {"life": "quality_of_life_effect", "alone": "independence_effect"}
    | {"assessed": "effect_assessed_date"},
    "trial": {"trial": "trial_id", "type": "trial_type", "new": "is_new_to_organisation"}
    | {"citizens": "citizen_count", "evaluated": "evaluated_date"},
    "channel_test": {"channel": "channel_id", "tested": "test_date", "type": "channel_type"}
    | {"in_use": "is_in_use", "critical": "critical_errors", "serious": "serious_errors"}
    | {"statement": "statement_updated_date"},
    "complaint": {"complaint": "complaint_id", "case": "case_number", "made": "complaint_date"}
    | {"ruled": "ruling_date"},
    "placement": {"offer": "offer_id"},
    "partnership": {"partnership": "partnership_id", "type": "partnership_type"},
    "partnership_activity": {"activity": "activity_id", "partnership": "partnership_id"}
    | {"day": "activity_date", "type": "activity_type", "citizens": "citizen_count"}
    | {"who": "person_ids"},
    "transition": {"transition": "transition_id", "type": "transition_type"}
    | {"preparation": "preparation_start_date", "ready": "ready_date", "actual": "actual_date"}
    | {"handover": "handover_date", "confirmed": "receiver_confirmed_date"}
    | {"decision": "decision_date"},
    "quality_standard": {"standard": "standard_id", "approved": "approved_date"}
    | {"published": "published_date"},
    "survey_round": {"round": "round_id", "invited": "invited_count"}
    | {"responded": "responded_count"},
}
ANSWER = {"round": "round_id", "response": "response_id", "question": "question_id"} | {
    "closed": "closed_date",
    "at": "answered_at",
    "form": "answer_form",
    "tilbud": "offer_type_code",
    "groups": "target_group",
}
DATES = {"start": "start_date", "end": "end_date"}

USUAL = {
    "citizen_status": {"start_date": LONG_AGO, "acting_municipality": OURS},
    "offer": {"offer_id": "o1", "start_date": LONG_AGO, "address_municipality": OURS}
    | {"approved_places": "10", "name": "Huset"},
    "case_decision": {"deadline_days": "56", "decision": "Bevilling"},
    "grant_price": {"price_start_date": LONG_AGO, "start_date": LONG_AGO, "price_unit": "Døgn"},
    "budget_account": {"year": "2024", "policy_area": "4.1", "account_function": "5.38.50"}
    | {"cost_centre": "1", "price_level": "2024-pl"},
    "employment": {"employee_id": "M", "unit": "Syd", "job_function": "Pædagog"}
    | {"employment_form": "Fast", "start_date": LONG_AGO, "employment_rate": "1"},
    "absence": {"employment_id": "e1", "possible_days": "20"},
    "course_passed": {"employee_id": "M", "passed_date": "2023-01-01"},
    "competence_requirement": {"job_function": "Pædagog", "start_date": LONG_AGO},
    "network_contribution": {"network_person_id": "N", "contribution_type": "Praktisk"}
    | {"relation": "Ven", "is_chosen_by_citizen": "J", "has_consent": "J"}
    | {"confirmed_date": "2024-01-01", "start_date": "2024-01-01"},
    "follow_up_meeting": {"meeting_date": "2024-03-15", "is_citizen_present": "J"},
    "citizen_perspective": {"entry_type": "Egne mål", "entry_date": "2024-01-01"},
    "contact": {"contact_date": "2024-03-15", "contact_form": "Fysisk", "status": "Gennemført"},
    "technology_loan": {"category": "Struktur", "handed_out_date": "2023-06-01"},
    "trial": {"trial_type": "Velfærdsteknologi", "is_new_to_organisation": "J"}
    | {"citizen_count": "3"},
    "channel_test": {"channel_type": "Web", "is_in_use": "J", "critical_errors": "0"}
    | {"serious_errors": "0"},
    "complaint": {"complaint_date": "2024-01-01", "outcome": "Stadfæstet", "case_number": "s1"},
    "placement": {"offer_id": "o1", "start_date": LONG_AGO},
    "partnership": {"partnership_id": "a1", "association": "Klubben", "start_date": LONG_AGO},
    "partnership_activity": {"partnership_id": "a1", "activity_type": "Fællesskab"}
    | {"citizen_count": "5"},
    "quality_standard": {},
    "survey_round": {"round_id": "r1"},
}
ANSWERED = {"round_id": "r1", "closed_date": "2024-03-01", "answer": "5"}

# The first column of a key that numbers the rows where it is not drawn.
NUMBERED = {
    "case_decision": "case_number",
    "grant_price": "grant_id",
    "employment": "employment_id",
    "citizen_perspective": "perspective_id",
    "contact": "contact_id",
    "technology_loan": "loan_id",
    "trial": "trial_id",
    "channel_test": "channel_id",
    "complaint": "complaint_id",
    "partnership_activity": "activity_id",
    "transition": "transition_id",
    "quality_standard": "standard_id",
}
ONE_PERSON = "A"


def municipality(given: dict[str, str]) -> Tables:
    """Delivery reports and supplementary exports drawn together."""
    reports = {name: text for name, text in given.items() if not exports.is_export(name)}
    supplied = {name: rows(name, text) for name, text in given.items() if exports.is_export(name)}
    return drawing.tables(reports) | supplied


def rows(table: str, text: str) -> list[Row]:
    """The rows of one drawn export."""
    drawn = [_full(table, at, cells) for at, cells in enumerate(drawing.cells(text), start=1)]
    return exports.rows(exports.CONTRACTS[table], drawn)


def table(header: str, *lines: str) -> str:
    """A drawing in one line a row, for tests that give a row as a parameter."""
    return "\n".join([header, "--", *lines])


def answers(question: str, *given: int | str, **same: str) -> str:
    """A drawing of one response for each answer to one question; `same` columns for all."""
    header = " | ".join(["response", "question", "answer", *same])
    return table(
        header,
        *(
            " | ".join([f"b{at}", question, str(answer), *same.values()])
            for at, answer in enumerate(given)
        ),
    )


def _full(table: str, at: int, cells: dict[str, str]) -> dict[str, str]:
    """Cells by the columns' own names, with what is usual in the table."""
    is_survey = table.endswith("_survey_answer")
    short = DATES | (ANSWER if is_survey else SHORT.get(table, {})) | exports.FACTS
    usual = dict(ANSWERED if is_survey else USUAL.get(table, {}))
    if table in NUMBERED:
        usual[NUMBERED[table]] = f"{table}-{at}"
    has = set(exports.CONTRACTS[table].column_names)
    if "person_id" in has and not is_survey:
        usual["person_id"] = ONE_PERSON
    named = usual | {short.get(name, name): cell for name, cell in cells.items()}
    if table == "citizen_status":
        named.setdefault("status_date", named["start_date"])
    return named
