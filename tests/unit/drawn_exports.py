"""A small municipality with a few rows of every supplementary export."""

from tests.spec.drawing_supply import answers, table

PERIOD = "2024-03"
CITIZEN = "25b4e705-2e9a-47a2-b11a-c829316b9d3a"
DRAWN = {
    "care_plan": """
        care_plan | person | start      | tilbud
        ----------+--------+------------+---------
        p1        | A      | 2023-01-01 | botilbud
        p2        | B      | 2023-01-01 | mobilt
        p3        | Y      | 2024-03-05 | mobilt
    """,
    "citizen": "person | born\n--\nY | 2006-03-01",
    "condition": "condition | recorded\n--\nc1 | 2024-01-01",
    "follow_up": "follow_up | care_plan | effective\n--\nf1 | p1 | 2024-03-15",
    "citizen_status": "person | status | born\n--\nA | Aktiv |\nB | Aktiv |\nY | Aktiv | 2006-03-01",
    "case_decision": "person | request | decided | paragraph\n--\nA | 2024-01-15 | 2024-03-01 | § 107",
    "grant_price": "person | price\n--\nA | 100\nB | 10",
    "budget_account": "month | original | corrected | expected\n--\n3 | 90 | 100 | 101",
    "employment": "who | employment | end\n--\nM | e1 |\nN | e2 | 2024-02-01",
    "absence": "month | sick\n--\n2024-01-01 | 1",
    "course_passed": "course\n--\nVUM",
    "competence_requirement": "course\n--\nVUM",
    "staff_survey_answer": table("response | question", "a | M01", "a | M02"),
    "citizen_survey_answer": table(
        "response | question | person", *(f"b | Q{number:02} | B" for number in range(1, 11))
    ),
    "network_survey_answer": answers("N01", 5),
    "survey_round": "invited | responded\n--\n10 | 4",
    "network_contribution": "person\n--\nA",
    "follow_up_meeting": "follow_up_id | wanted | network\n--\nf1 | J | J",
    "citizen_perspective": f"person | source\n--\nA | {CITIZEN}",
    "contact": "person | form\n--\nB | Skærm",
    "technology_loan": "person | assessed | life\n--\nA | 2024-01-01 | 1",
    "trial": "start | end\n--\n2023-06-01 | 2023-09-01",
    "channel_test": "tested\n--\n2024-01-01",
    "complaint": "person | ruled\n--\nA | 2024-01-01",
    "offer": "offer | groups\n--\no1 | Angst",
    "placement": "care_plan_id\n--\np1",
    "partnership": "partnership\n--\na1",
    "partnership_activity": "day | who\n--\n2024-01-01 | A",
    "transition": """
        person | type         | born       | actual     | handover   | ready
        -------+--------------+------------+------------+------------+-----------
        Y      | 18 år        | 2006-03-01 |            |            |
        A      | Tilbudsskift |            | 2024-03-10 | 2024-03-10 |
    """,
    "quality_standard": "approved | published\n--\n2023-01-01 | 2023-01-01",
    "partner_survey_answer": answers("P01", 5),
}
