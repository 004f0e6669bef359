"""Cases, complaints and transitions: nos. 44, 48, 50, 52."""

import pytest

from tests.second_opinion.by_hand import said


def cases(*rows: str) -> str:
    head = (
        "case_number | person | request_date | deadline_days | paragraph | decision_date | decision"
        " | first_intervention_start_date | team"
    )
    return "\n".join([head, "-----", *(f"{n} | A | {row}" for n, row in enumerate(rows))])


class TestDeadlines:
    """56 days after 1 February 2024 is 28 March."""

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("2024-02-01 | 56 | § 85 | 2024-03-28 | Bevilling | - | -", "1 of 1"),
            ("2024-02-01 | 56 | § 85 | 2024-03-29 | Afslag | - | -", "0 of 1"),
            ("2024-02-01 | 56 | § 85 | - | - | - | -", "0 of 1"),  # still open
            ("2024-02-04 | 56 | § 85 | 2024-02-05 | Delvis | - | -", "1 of 1"),  # due 31 March
            ("2024-02-05 | 56 | § 85 | 2024-02-05 | Delvis | - | -", "0 of 0"),  # due 1 April
            ("2024-02-01 | - | § 85 | 2024-03-01 | Bevilling | - | -", "0 of 0"),
            ("2024-02-01 | 56 | § 85 | 2024-03-27 | Frafaldet | - | -", "0 of 0"),
            ("2024-02-01 | 56 | § 85 | 2024-03-28 | Frafaldet | - | -", "1 of 1"),
            ("2024-02-01 | 56 | § 85 | 2024-03-29 | Frafaldet | - | -", "0 of 1"),
            ("2024-02-01 | 56 | § 85 | - | Frafaldet | - | -", "0 of 0"),  # C2
            ("2024-02-01 | 56 | § 82 d | 2024-03-01 | Bevilling | - | -", "1 of 1"),
            ("2024-02-01 | 56 | § 83 | 2024-03-01 | Bevilling | - | -", "0 of 0"),
            ("2024-02-01 | 56 | § 100 | 2024-03-01 | Bevilling | - | -", "0 of 0"),
        ],
    )
    def test_by_the_deadline(self, row, expected):
        assert said("decision_deadline_kept", case_decision=cases(row)) == expected

    @pytest.mark.parametrize(
        ("born", "expected"), [("2006-03-28", "1 of 1"), ("2006-03-29", "0 of 0")]
    )
    def test_a_child_on_the_deadline_is_out(self, born, expected):
        row = "2024-02-01 | 56 | § 85 | 2024-03-01 | Bevilling | - | -"
        t01 = f"person | start_date | born\n---\nA | 2020-01-01 | {born}"
        found = said("decision_deadline_kept", case_decision=cases(row), citizen_status=t01)
        assert found == expected

    def test_days_to_the_first_help(self):
        """4, 10 and 31 days; the open one has none."""
        rows = cases(
            "2024-02-01 | 56 | § 85 | 2024-03-01 | Bevilling | 2024-03-05 | Nord",
            "2024-02-01 | 56 | § 85 | 2024-03-01 | Bevilling | 2024-04-01 | Syd",
            "2024-02-01 | 56 | § 85 | 2024-03-01 | Bevilling | 2024-03-11 | Syd",
            "2024-02-01 | 56 | § 85 | - | - | - | Syd",
        )
        assert said("decision_deadline_kept.days_to_help", case_decision=rows) == "10"
        members = said("decision_deadline_kept", by="team", case_decision=rows)
        assert members == {"Nord": "1 of 1", "Syd": "2 of 3"}


def complaints(*rows: str) -> str:
    head = (
        "complaint_id | person | case_number | paragraph | complaint_date | ruling_date | outcome"
    )
    return "\n".join([head, "-----", *rows])


class TestAppeals:
    def rate(self, *rows, name="appeal_reversal_rate", **more):
        return said(name, complaint=complaints(*rows), **more)

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("§ 85 | 2023-01-01 | 2024-03-31 | Ændret", "1 of 1"),
            ("§ 85 | 2023-01-01 | 2023-04-02 | Ophævet", "1 of 1"),
            ("§ 85 | 2023-01-01 | 2023-04-01 | Ændret", "0 of 0"),
            ("§ 85 | 2023-01-01 | 2024-01-01 | Hjemvist", "1 of 1"),
            ("§ 85 | 2023-01-01 | 2024-01-01 | Stadfæstet", "0 of 1"),
            ("§ 85 | 2023-01-01 | 2024-01-01 | Afvist", "0 of 0"),
            ("§ 85 | 2023-01-01 | 2024-01-01 | Bortfaldet", "0 of 0"),
            ("§ 85 | 2023-01-01 | - | -", "0 of 0"),
            ("§ 82 | 2023-01-01 | 2024-01-01 | Ændret", "1 of 1"),
            ("§ 81 | 2023-01-01 | 2024-01-01 | Ændret", "0 of 0"),  # children's part
            ("ABL § 105 | 2023-01-01 | 2024-01-01 | Ændret", "0 of 0"),  # another law
        ],
    )
    def test_one_ruling(self, row, expected):
        assert self.rate(f"k | A | s | {row}") == expected

    def test_one_complaint_counts_once_and_partly_reversed_is_reversed(self):
        """C4."""
        rows = [
            "k | A | s | § 85 | 2023-01-01 | 2024-01-01 | Stadfæstet",
            "k | A | s | § 107 | 2023-01-01 | 2024-01-01 | Hjemvist",
            "m | A | t | § 85 | 2023-01-01 | 2024-01-01 | Stadfæstet",
            "m | A | t | § 100 | 2023-01-01 | 2024-01-01 | Afvist",
        ]
        assert self.rate(*rows) == "1 of 2"

    def test_complaints_per_100_citizens(self):
        plans = "care_plan | person | start\n---\na | A | 2023-01-01\nb | B | 2023-01-01"
        rows = [
            "k | A | s | § 85 | 2024-01-01 | - | -",
            "k | A | s | § 107 | 2024-01-01 | - | -",
            "m | A | s | § 85 | 2023-04-01 | - | -",
        ]
        name = "appeal_reversal_rate.complaints_per_100"
        assert self.rate(*rows, name=name, care_plan=plans) == "100 of 2"


def transitions(*rows: str, born: str = "2005-06-01") -> str:
    head = (
        "transition_id | person | born | transition_type | preparation_start_date | decision_date"
        " | outcome | actual_date | handover_date | receiver_confirmed_date | ready_date | to_unit"
    )
    return "\n".join([head, "-----", *(f"{n} | A | {born} | {row}" for n, row in enumerate(rows))])


class TestYouth:
    """Born on 1 June 2005: 16 on 1 June 2021, and 183 days after is 1 December; 18 in 2023."""

    def on_time(self, row, start="2023-06-01", born="2005-06-01"):
        plans = f"care_plan | person | start\n---\na | A | {start}"
        citizen = f"person | born\n---\nA | {born}"
        drawn = {"care_plan": plans, "citizen": citizen}
        tail = " | - | - | - | - | -"
        return said(
            "youth_transition_on_time", transition=transitions(row + tail, born=born), **drawn
        )

    @pytest.mark.parametrize(
        ("row", "start", "expected"),
        [
            ("18 år | 2021-12-01 | 2023-06-01 | Bevilling", "2023-06-15", "1 of 1"),
            ("18 år | 2021-12-02 | 2023-06-01 | Bevilling", "2023-06-15", "0 of 1"),
            ("18 år | 2021-12-01 | 2023-06-02 | Bevilling", "2023-06-15", "0 of 1"),
            ("18 år | 2021-12-01 | 2023-06-01 | Bevilling", "2023-06-16", "0 of 1"),
            ("18 år | 2021-12-01 | 2023-06-01 | Intet behov", "2023-06-16", "1 of 1"),
            ("18 år | - | 2023-06-01 | Bevilling", "2023-06-15", "0 of 1"),
            ("Tilbudsskift | 2021-12-01 | 2023-06-01 | Bevilling", "2023-06-15", "0 of 0"),
        ],
    )
    def test_three_conditions(self, row, start, expected):
        assert self.on_time(row, start) == expected

    @pytest.mark.parametrize(
        ("born", "expected"),
        [
            ("2005-04-01", "0 of 0"),
            ("2005-04-02", "1 of 1"),
            ("2006-03-31", "1 of 1"),
            ("2006-04-01", "0 of 0"),
            ("2004-02-29", "0 of 0"),  # 18 on 1 March 2022
        ],
    )
    def test_18_in_the_year(self, born, expected):
        row = "18 år | 2020-01-01 | 2022-01-01 | Bevilling"
        assert self.on_time(row, "2022-01-01", born) == expected

    def test_without_any_help(self):
        row = "18 år | 2021-12-01 | 2023-06-01 | Bevilling | - | - | - | - | -"
        assert said("youth_transition_on_time", transition=transitions(row)) == "0 of 1"


class TestHandover:
    def share(self, *rows, name="handover_complete", born="1980-06-01", **more):
        drawn = transitions(*(f"{row} | Nord" for row in rows), born=born)
        return said(name, transition=drawn, **more)

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("Tilbudsskift | - | - | - | 2024-03-10 | 2024-03-10 | 2024-03-17 | -", "1 of 1"),
            ("Tilbudsskift | - | - | - | 2024-03-10 | 2024-03-11 | 2024-03-11 | -", "0 of 1"),
            ("Tilbudsskift | - | - | - | 2024-03-10 | 2024-03-10 | 2024-03-18 | -", "0 of 1"),
            ("Tilbudsskift | - | - | - | 2024-03-10 | - | 2024-03-10 | -", "0 of 1"),
            ("Tilbudsskift | - | - | - | 2024-03-10 | 2024-03-10 | - | -", "0 of 1"),
            ("Tilbudsskift | - | - | - | 2024-04-01 | 2024-03-10 | 2024-03-10 | -", "0 of 0"),
            ("Tilbudsskift | - | - | - | - | 2024-03-10 | 2024-03-10 | -", "0 of 0"),
            ("18 år | - | - | - | 2024-03-10 | 2024-03-10 | 2024-03-17 | -", "0 of 0"),
            ("Ældreområdet | - | - | - | 2024-03-10 | 2024-03-10 | 2024-03-10 | -", "1 of 1"),
        ],
    )
    def test_written_before_and_confirmed_within_seven_days(self, row, expected):
        assert self.share(row) == expected

    def test_a_child_is_out(self):
        row = "Tilbudsskift | - | - | - | 2024-03-10 | 2024-03-10 | 2024-03-17 | -"
        assert self.share(row, born="2006-03-10") == "1 of 1"
        assert self.share(row, born="2006-03-11") == "0 of 0"

    def test_days_from_ready_in_psychiatry(self):
        """3 and 8 days; the third is no psychiatry."""
        rows = [
            "Udskrivning psykiatri | - | - | - | 2024-03-10 | - | - | 2024-03-07",
            "Udskrivning psykiatri | - | - | - | 2024-03-10 | - | - | 2024-03-02",
            "Udskrivning somatik | - | - | - | 2024-03-10 | - | - | 2024-02-01",
        ]
        assert self.share(*rows, name="handover_complete.days_waiting") == "5.5"
        members = self.share(*rows, by="transition_type")
        assert members == {"Udskrivning psykiatri": "0 of 2", "Udskrivning somatik": "0 of 1"}
