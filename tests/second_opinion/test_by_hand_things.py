"""Agreements, trials and channels: nos. 27, 33, 34."""

import pytest

from tests.second_opinion.by_hand import said

AGREEMENTS = """
partnership_id | association | town   | start_date | end_date
---------------+-------------+--------+------------+-----------
one            | Klub        | Korsør | 2023-01-01 | -
two            | Klub        | Byen   | 2023-01-01 | 2024-03-31
tre            | Klub        | Byen   | 2024-03-31 | -
four           | Klub        | -      | 2023-01-01 | -
"""


def activities(*rows: str) -> str:
    head = (
        "activity_id | partnership_id | activity_date | activity_type | citizen_count | person_ids"
    )
    return "\n".join([head, "-----", *(f"{n} | {row}" for n, row in enumerate(rows))])


class TestPartnerships:
    def count(self, *rows, name="civil_partnerships_active", **more):
        return said(name, partnership=AGREEMENTS, partnership_activity=activities(*rows), **more)

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("one | 2023-10-01 | Fællesskab | 1 | -", "1"),  # D-183 is 30 September
            ("one | 2023-09-30 | Fællesskab | 1 | -", "0"),
            ("one | 2024-03-31 | Fællesskab | 0 | -", "0"),
            ("one | 2024-04-01 | Fællesskab | 5 | -", "0"),
            ("two | 2024-03-01 | Fællesskab | 5 | -", "0"),  # expired: D is no day of it
            ("tre | 2024-03-31 | Stjernestund | 5 | -", "1"),
        ],
    )
    def test_valid_and_alive(self, row, expected):
        assert self.count(row) == expected

    rows = (
        "one | 2024-01-01 | Stjernestund | 3 | A, B",
        "one | 2024-02-01 | Fællesskab | 2 | A, C",
        "four | 2024-03-01 | Stjernestund | 4 | A",
        "two | 2024-03-01 | Stjernestund | 9 | D",
    )

    def test_each_agreement_once(self):
        assert self.count(*self.rows) == "2"
        assert self.count(*self.rows, by="town") == {"Korsør": "1", "Uoplyst": "1"}

    def test_beside_it(self):
        name = "civil_partnerships_active."
        assert self.count(*self.rows, name=name + "activities") == "3"
        assert self.count(*self.rows, name=name + "participations") == "9"
        assert self.count(*self.rows, name=name + "stjernestunder") == "2"
        assert self.count(*self.rows, name=name + "citizens") == "3"
        assert self.count(*self.rows, name=name + "repeat_participants") == "1"


def trials(*rows: str) -> str:
    head = (
        "trial_id | trial_type | is_new_to_organisation | start_date | citizen_count"
        " | end_date | evaluated_date | decision"
    )
    return "\n".join([head, "-----", *(f"{n} | {row}" for n, row in enumerate(rows))])


class TestTrials:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("Velfærdsteknologi | J | 2023-04-02 | 3 | - | - | -", "1"),
            ("Velfærdsteknologi | J | 2023-04-01 | 3 | - | - | -", "0"),
            ("Velfærdsteknologi | J | 2024-04-01 | 3 | - | - | -", "0"),
            ("Velfærdsteknologi | J | 2024-01-01 | 2 | - | - | -", "0"),
            ("Velfærdsteknologi | J | 2024-01-01 | - | - | - | -", "0"),
            ("Velfærdsteknologi | N | 2024-01-01 | 9 | - | - | -", "0"),
            ("Velfærdsteknologi | - | 2024-01-01 | 9 | - | - | -", "0"),
            ("Metode | J | 2024-01-01 | 9 | - | - | -", "0"),
        ],
    )
    def test_new_technology_with_three_citizens(self, row, expected):
        assert said("new_tech_trials", trial=trials(row)) == expected

    def test_all_trials(self):
        rows = trials(
            "Metode | N | 2024-01-01 | - | - | - | -",
            "Velfærdsteknologi | J | 2024-01-01 | 3 | - | - | -",
        )
        assert said("new_tech_trials.all_trials", trial=rows) == "2"

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            # its last day was 31 October 2023, 90 days after is 29 January 2024
            ("2023-11-01 | 2024-01-29 | Stop", "1 of 1"),
            ("2023-11-01 | 2024-01-30 | Stop", "0 of 1"),
            ("2023-11-01 | 2024-01-29 | -", "0 of 1"),
            ("2024-01-02 | 2024-01-29 | Skalér", "1 of 1"),  # 1 January + 90 = 31 March
            ("2024-01-03 | 2024-01-29 | Skalér", "0 of 0"),  # its 90 days are not over
            ("- | 2024-01-29 | Skalér", "0 of 0"),
        ],
    )
    def test_decided_within_90_days(self, row, expected):
        rows = trials(f"Metode | N | 2023-01-01 | 3 | {row}")
        assert said("new_tech_trials.decided_in_time", trial=rows) == expected


def channels(*rows: str) -> str:
    head = (
        "channel_id | channel_type | test_date | is_in_use | critical_errors | serious_errors"
        " | statement_updated_date"
    )
    return "\n".join([head, "-----", *rows])


class TestChannels:
    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (["a | Web | 2024-03-31 | J | 0 | 0 | -"], "1 of 1"),
            (["a | Web | 2023-04-02 | J | 0 | 0 | -"], "1 of 1"),
            (["a | Web | 2023-04-01 | J | 0 | 0 | -"], "0 of 1"),  # too long ago
            (["a | Web | 2024-03-01 | J | 0 | 1 | -"], "0 of 1"),
            (["a | Web | 2024-03-01 | J | 0 | - | -"], "0 of 1"),
            (["a | Web | - | J | - | - | -"], "0 of 1"),  # never tested
            (["a | Web | 2024-03-01 | N | 0 | 0 | -"], "0 of 0"),
            (["a | Web | 2024-04-01 | J | 0 | 0 | -"], "0 of 0"),  # not heard of by D
            # of several tests the latest counts
            (
                ["a | Web | 2024-03-01 | J | 0 | 0 | -", "a | Web | 2024-03-02 | J | 1 | 0 | -"],
                "0 of 1",
            ),
            (["a | Web | 2024-03-01 | J | 1 | 0 | -", "a | Web | - | J | - | - | -"], "0 of 1"),
            (
                ["a | Web | 2024-03-01 | J | 0 | 0 | -", "a | Web | 2024-03-02 | N | 0 | 0 | -"],
                "0 of 0",
            ),
        ],
    )
    def test_the_latest_test_within_a_year(self, rows, expected):
        assert said("digital_accessibility", channel_test=channels(*rows)) == expected

    def test_by_type(self):
        rows = channels("a | Web | 2024-03-01 | J | 0 | 0 | -", "b | App | - | J | - | - | -")
        members = said("digital_accessibility", by="channel_type", channel_test=rows)
        assert members == {"Web": "1 of 1", "App": "0 of 1"}

    def test_statement(self):
        rows = channels(
            "a | Web | 2024-03-01 | J | 1 | 0 | 2023-04-02",
            "b | App | 2024-03-01 | J | 1 | 0 | 2023-04-01",
        )
        assert said("digital_accessibility.statement_updated", channel_test=rows) == "1 of 2"
