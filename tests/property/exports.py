"""Invented supplementary exports, as cells of drawings, for Hypothesis.

Their days lie around the ends of the periods asked about and of the windows
before them; blanks, "Ved ikke", open intervals, two rounds, several rows of one
complaint, expired agreements and rows about nobody known are common.
"""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

Cells = dict[str, str]
Tables = dict[str, list[Cells]]
Strategies = dict[str, Any]

ENDS = (date(2024, 3, 31), date(2024, 4, 30), date(2023, 12, 31), date(2024, 12, 31))
WINDOWS = (0, 1, 30, 31, 60, 61, 90, 183, 184, 365, 366, 455, 548, 730, 731)
STRANGER = "Z"  # whom no delivery report is about
nothing = st.just("-")
TARGET_GROUPS = ("Angst", "Udviklingshæmning", "Hjemløshed")


def iso(day: date) -> str:
    return day.isoformat()


turning = st.builds(
    lambda end, back, near: iso(end - timedelta(days=back + near)),
    st.sampled_from(ENDS),
    st.sampled_from(WINDOWS),
    st.sampled_from((0, 0, 1, -1)),
)
recent = st.integers(0, 200).map(lambda n: iso(ENDS[0] - timedelta(days=n)))
days = st.one_of(turning, recent)
maybe_day = st.one_of(nothing, days, days)
long_ago = st.sampled_from(["2020-01-01", "2022-02-01", "2023-01-15"])
starts = st.one_of(long_ago, long_ago, days)
ends = st.one_of(nothing, nothing, days)
maybe_yes = st.sampled_from("JJN-")


def one_of(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


@st.composite
def table(draw: st.DrawFn, cells: Strategies, key: str | None = None, most: int = 6) -> list[Cells]:
    """Up to `most` rows; `key` is numbered."""
    rows = draw(st.lists(st.fixed_dictionaries(cells), max_size=most))
    return [({key: f"{key}-{n}"} if key else {}) | row for n, row in enumerate(rows)]


def unique(rows: list[Cells], *columns: str) -> list[Cells]:
    """The contract's key: a second row of it would have replaced the first."""
    return list({tuple(row.get(c, "-") for c in columns): row for row in rows}.values())


@st.composite
def citizen_statuses(draw: st.DrawFn, born: dict[str, str]) -> list[Cells]:
    """T01: none, one or two rows a person; an exit may be told late, and undone."""
    found: list[Cells] = []
    for person, birth in born.items():
        for _ in range(draw(st.sampled_from((0, 0, 1, 1, 2)))):
            start = date.fromisoformat(draw(days))
            told = timedelta(days=draw(st.sampled_from((0, 0, 0, 10))))
            cells = {
                "status": draw(one_of("Aktiv", "Død", "Fraflyttet", "Udrejst")),
                "acting_municipality": draw(one_of("990", "990", "990", "991", "-")),
            }
            dates = {"start_date": iso(start), "status_date": iso(start - told)}
            found.append({"person": person, "born": birth} | dates | cells)
    return unique(found, "person", "start_date")


QUESTIONS = {
    "citizen_survey_answer": tuple(f"Q{n:02}" for n in range(1, 11)),
    "network_survey_answer": ("N01",),
    "staff_survey_answer": ("M01", "M02"),
    "partner_survey_answer": ("P01",),
}
# Units of staff are told apart from five answers on (no. 40).
MANY = dict.fromkeys(QUESTIONS, range(4)) | {"staff_survey_answer": (0, 3, 9, 12)}
ABOUT_PERSONS = ("citizen_survey_answer", "network_survey_answer")
answers = one_of("1", "2", "3", "4", "4", "5", "5", "8", "9", "99", "-")


@st.composite
def responses(draw: st.DrawFn, name: str, persons: Any, closed: dict[str, str]) -> list[Cells]:
    """Two rounds, of which one may have closed too early or too late; repeated answers."""
    found: list[Cells] = []
    for round_id, day in closed.items():
        for n in range(draw(st.sampled_from(MANY[name]))):
            who = {"round_id": round_id, "response_id": f"b{n}", "closed_date": day}
            if name == "staff_survey_answer":
                who["unit"] = draw(one_of("Nord", "Nord", "Syd", "-"))
            if name in ABOUT_PERSONS:
                who["person"] = draw(persons)
                who["answer_form"] = draw(one_of("Selv", "Støttet", "Pårørende", "-"))
                who["target_group"] = draw(one_of("Fysisk", "Angst", "-"))
                who["offer_type_code"] = draw(one_of("mobilt", "botilbud", "-"))
            for question in QUESTIONS[name]:
                row = who | {"question_id": question}
                found.append(row | {"answer": draw(answers)})
                if name in ABOUT_PERSONS and draw(st.integers(0, 4)) == 4:
                    found[-1]["answered_at"] = "2024-01-31T09:00"
                    at = draw(one_of("2024-02-01T10:00", "2024-01-31T08:00"))
                    found.append(row | {"answer": draw(answers), "answered_at": at})
    return found


@st.composite
def surveys(draw: st.DrawFn, persons: Any) -> Tables:
    closed = {"r1": draw(days), "r2": draw(days)}
    found = {name: draw(responses(name, persons, closed)) for name in QUESTIONS}
    counts = {"invited_count": one_of("10", "0", "7"), "responded_count": one_of("0", "4")}
    rounds = [{"round_id": name} | draw(st.fixed_dictionaries(counts)) for name in closed]
    return found | {"survey_round": rounds}


def registers(persons: Any, plans: Any, follow_ups: list[str]) -> dict[str, Strategies]:
    """T10 to T14."""
    sources = one_of(
        "25b4e705-2e9a-47a2-b11a-c829316b9d3a",
        "12428e48-7df8-441f-9a89-d92bb7874066",
        "8fe80acb-2c2a-4f10-b2b8-ddb77d2f69dc",
    )
    found: dict[str, Strategies] = {
        "citizen_perspective": {
            "person": persons,
            "entry_date": days,
            "entry_type": one_of("Drømme og ønsker", "Egne mål", "Perspektiv på indsatsen"),
            "source_code": sources,
        },
        "network_contribution": {
            "person": persons,
            "network_person_id": one_of("n", "m", "-"),
            "contribution_type": one_of("Fritid", "Transport", "-"),
            "relation": one_of("Mor", "Ven", "-"),
            "is_chosen_by_citizen": maybe_yes,
            "has_consent": maybe_yes,
            "consent_end_date": ends,
            "confirmed_date": st.one_of(recent, recent, maybe_day),
            "start_date": st.one_of(starts, starts, nothing),
            "end_date": ends,
            "is_network_declined": one_of("N", "N", "J", "-"),
        },
        "contact": {
            "person": persons,
            "contact_date": days,
            "contact_form": one_of("Fysisk", "Skærm", "Skærm", "Telefon", "Gruppe"),
            "status": one_of("Gennemført", "Gennemført", "Aflyst borger"),
            "is_planned": maybe_yes,
        },
        "technology_loan": {
            "person": persons,
            "category": one_of("Medicin", "Skærm"),
            "handed_out_date": days,
            "activated_date": maybe_day,
            "last_used_date": maybe_day,
            "quality_of_life_effect": one_of("-2", "0", "1", "2", "-"),
            "independence_effect": one_of("-1", "0", "1", "-"),
            "effect_assessed_date": maybe_day,
        },
    }
    if follow_ups:
        found["follow_up_meeting"] = {
            "follow_up_id": st.sampled_from(follow_ups),
            "meeting_date": days,
            "meeting_form": one_of("Fysisk", "Skærm", "-"),
            "is_citizen_present": one_of("J", "N"),
            "has_citizen_declined": maybe_yes,
            "is_network_wanted": maybe_yes,
            "is_network_present": maybe_yes,
        }
    return found


def cases(persons: Any) -> dict[str, Strategies]:
    """T02, T17, T21."""
    past = st.one_of(days, maybe_day)
    return {
        "case_decision": {
            "person": persons,
            "request_date": days,
            "paragraph": one_of("§ 85", "§ 82 a", "§ 107", "§ 83", "ABL § 105"),
            "deadline_days": one_of("0", "30", "56", "-"),
            "team": one_of("Syd", "-"),
            "case_worker_id": one_of("s", "t", "-"),
            "decision_date": maybe_day,
            "decision": one_of("Bevilling", "Delvis", "Afslag", "Frafaldet", "-"),
            "first_intervention_start_date": maybe_day,
        },
        "complaint": {
            "complaint_id": one_of("k1", "k2", "k3"),
            "case_number": one_of("case_number-0", "case_number-1", "s2"),
            "person": persons,
            "paragraph": one_of("§ 85", "§ 107", "§ 81", "ABL § 105"),
            "complaint_date": days,
            "ruling_date": st.one_of(recent, maybe_day),
            "outcome": one_of("Stadfæstet", "Ændret", "Ophævet", "Hjemvist", "Afvist", "-"),
        },
        "transition": {
            "person": persons,
            "transition_type": one_of(
                *("18 år", "18 år", "Tilbudsskift", "Udskrivning psykiatri", "Ældreområdet")
            ),
            "preparation_start_date": st.one_of(long_ago, past),
            "ready_date": past,
            "actual_date": past,
            "handover_date": past,
            "receiver_confirmed_date": past,
            "decision_date": st.one_of(long_ago, past),
            "outcome": one_of("Bevilling", "Intet behov", "-"),
            "from_unit": one_of("Børn og unge", "-"),
            "to_unit": one_of("Nord", "Syd", "-"),
        },
    }


OFFERS = one_of("o1", "o2", "o3")
money = one_of("0.00", "100.50", "300.00", "-25.25", "-")
WITHOUT_PERSONS: dict[str, Strategies] = {
    "offer": {
        "offer_id": OFFERS,
        "start_date": starts,
        "end_date": ends,
        "address_municipality": one_of("990", "990", "991", "-"),
        "approved_places": one_of("0", "5", "8", "-"),
        "target_group_codes": one_of("-", "Angst", "Udviklingshæmning, Hjemløshed"),
        "physical_setting_score": one_of("4.2", "3", "-"),
        "offer_type_code": one_of("botilbud", "midlertidigt", "aktivitet"),
        "name": one_of("Huset", "-"),
        "operator": one_of("Kommunal", "Privat"),
        "owner_municipality": one_of("990", "991", "-"),
    },
    "partnership": {
        "association": st.just("Klub"),
        "town": one_of("Korsør", "-"),
        "partnership_type": one_of("Idræt", "-"),
        "start_date": starts,
        "end_date": ends,
    },
    "partnership_activity": {
        "partnership_id": one_of("partnership_id-0", "partnership_id-1", "partnership_id-9"),
        "activity_date": days,
        "activity_type": one_of("Fællesskab", "Stjernestund"),
        "citizen_count": one_of("0", "1", "5"),
        "person_ids": one_of("-", "A", "A, B"),
    },
    "trial": {
        "trial_type": one_of("Velfærdsteknologi", "Velfærdsteknologi", "Metode"),
        "is_new_to_organisation": maybe_yes,
        "start_date": days,
        "end_date": ends,
        "citizen_count": one_of("2", "3", "9", "-"),
        "evaluated_date": maybe_day,
        "decision": one_of("Skalér", "Stop", "-"),
    },
    "channel_test": {
        "channel_id": one_of("web", "app"),
        "channel_type": st.just("Web"),
        "test_date": maybe_day,
        "is_in_use": one_of("J", "J", "N"),
        "critical_errors": one_of("0", "0", "1", "-"),
        "serious_errors": one_of("0", "0", "2", "-"),
        "statement_updated_date": maybe_day,
    },
    "quality_standard": {"approved_date": maybe_day, "published_date": maybe_day},
    "employment": {
        "employee_id": one_of("e", "f", "g"),
        "unit": one_of("Nord", "Syd", "-"),
        "job_function": one_of("Pædagog", "Leder"),
        "education": one_of("Pædagog", "Jurist", "-"),
        "employment_form": one_of("Fast", "Fast", "Fast", "Vikar"),
        "employment_rate": one_of("1", "0.5", "-"),
        "leaving_reason": one_of("Pension", "-"),
        "start_date": starts,
        "end_date": ends,
    },
    "absence": {
        "employment_id": one_of("employment_id-0", "employment_id-1"),
        "month": one_of("2023-03-01", "2023-04-01", "2023-12-01", "2024-03-01", "2024-04-01"),
        "absence_days": one_of("0", "2.5", "19"),
        "long_term_days": one_of("0", "1", "-"),
        "possible_days": one_of("0", "19", "20"),
    },
    "course_passed": {
        "employee_id": one_of("e", "f"),
        "course_code": one_of("MED", "VUM"),
        "passed_date": days,
        "end_date": ends,
    },
    "budget_account": {
        "year": one_of("2023", "2024", "2024"),
        "follow_up_month": one_of("1", "2", "3", "4", "12", "13"),
        "policy_area": one_of("4.1", "4.1", "4.2"),
        "account_function": one_of("5.38.50", "5.38.52"),
        "cost_centre": one_of("x", "y"),
        "original_budget": one_of("100.00", "310.00"),
        "corrected_budget": one_of("100.00", "300.00"),
        "spent": one_of("90.50", "100.00"),
        "expected_outturn": one_of("98.00", "350.75"),
    },
}
KEYS = {
    "network_contribution": ("person", "network_person_id", "contribution_type"),
    "follow_up_meeting": ("follow_up_id",),
    "complaint": ("complaint_id", "case_number", "paragraph"),
    "offer": ("offer_id", "start_date"),
    "channel_test": ("channel_id", "test_date"),
    "absence": ("employment_id", "month"),
    "course_passed": ("employee_id", "course_code", "passed_date"),
    "budget_account": (
        *("year", "follow_up_month", "policy_area", "account_function", "cost_centre"),
    ),
    "placement": ("care_plan_id", "offer_id", "start_date"),
    "competence_requirement": ("job_function", "course_code", "education"),
}
NUMBERED = {
    "citizen_perspective": "perspective_id",
    "contact": "contact_id",
    "technology_loan": "loan_id",
    "case_decision": "case_number",
    "transition": "transition_id",
    "partnership": "partnership_id",
    "partnership_activity": "activity_id",
    "trial": "trial_id",
    "quality_standard": "standard_id",
    "employment": "employment_id",
    "grant_price": "grant_id",
}


def placements(plans: Any) -> Strategies:
    reason = one_of("Speciale", "Borgerønske", "-")
    days_there = {"start_date": starts, "end_date": ends}
    return {"care_plan_id": plans, "offer_id": OFFERS, "reason": reason} | days_there


def prices(persons: Any) -> Strategies:
    return {
        "person": persons,
        "offer_id": one_of("o1", "o2", "-"),
        "start_date": starts,
        "end_date": ends,
        "price_start_date": starts,
        "price_end_date": ends,
        "price_unit": one_of("Døgn", "Måned", "Time"),
        "unit_count": one_of("1", "3.5", "-"),
        "price": one_of("100.00", "2394.50"),
    }


@st.composite
def requirements(draw: st.DrawFn) -> list[Cells]:
    """T07b: a row is of a course or of an education."""
    course = {"course_code": one_of("MED", "VUM"), "education": nothing}
    education = {"course_code": nothing, "education": one_of("Pædagog", "Ergoterapi")}
    shared = {
        "job_function": one_of("Pædagog", "Leder"),
        "start_date": st.one_of(starts, nothing),
        "end_date": ends,
    }
    one = st.one_of(st.fixed_dictionaries(shared | what) for what in (course, education))
    return draw(st.lists(one, max_size=4))


@st.composite
def exports(draw: st.DrawFn, reports: Tables) -> Tables:
    """All supplementary tables of a municipality whose delivery reports are given."""
    born = {row["person"]: row["born"] for row in reports["citizen"]}
    persons = st.sampled_from([*born, STRANGER])
    plans = st.sampled_from(
        sorted({row["care_plan"] for row in reports.get("care_plan", [])} | {"unheard-of"})
    )
    follow_ups = sorted({row["follow_up"] for row in reports.get("follow_up", [])})
    tables = registers(persons, plans, follow_ups) | cases(persons) | WITHOUT_PERSONS
    tables |= {"placement": placements(plans), "grant_price": prices(persons)}
    found = {name: draw(table(cells, NUMBERED.get(name))) for name, cells in tables.items()}
    found["competence_requirement"] = draw(requirements())
    for name, key in KEYS.items():
        found[name] = unique(found.get(name, []), *key)
    for row in found["transition"]:
        row["born"] = born.get(row["person"], "2005-06-01")
    return found | draw(surveys(st.one_of(nothing, persons)))
