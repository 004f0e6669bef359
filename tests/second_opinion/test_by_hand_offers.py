"""Tilbud and placements: nos. 37, 38, 39; money: nos. 35, 36."""

import pytest

from tests.second_opinion.by_hand import said

PLANS = """
care_plan | person | start      | tilbud       | ydelse | target_group
----------+--------+------------+--------------+--------+--------------
a         | A      | 2023-01-01 | botilbud     | § 85   | Angst
b         | B      | 2023-01-01 | aktivitet    | § 104  | Udviklingshæmning
c         | C      | 2023-01-01 | mobilt       | § 85   | Angst
"""


def offers(*rows: str) -> str:
    head = (
        "offer_id | start_date | end_date | address_municipality | approved_places"
        " | target_group_codes | physical_setting_score | offer_type_code"
    )
    return "\n".join([head, "-----", *rows])


def placements(*rows: str) -> str:
    return "\n".join(["care_plan_id | offer_id | start_date | end_date", "-----", *rows])


OURS, THEIRS = "here | 2020-01-01 | - | 990", "there | 2020-01-01 | - | 991"
BOTH = offers(f"{OURS} | 10 | - | - | botilbud", f"{THEIRS} | 10 | - | - | botilbud")


class TestLocalPlacement:
    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (["a | here | 2023-01-01 | -"], "1 of 1"),  # B is missing, C is on step 5
            (["a | there | 2023-01-01 | -", "b | here | 2023-01-01 | -"], "1 of 2"),
            (["c | here | 2023-01-01 | -"], "0 of 0"),
            (["a | here | 2023-01-01 | 2024-03-31"], "0 of 0"),
            (["a | here | 2024-04-01 | -"], "0 of 0"),
            (["a | nowhere | 2023-01-01 | -"], "0 of 1"),
            # moved without the old placement ended: the latest start counts
            (["a | there | 2023-01-01 | -", "a | here | 2023-06-01 | -"], "1 of 1"),
        ],
    )
    def test_step_4_and_6_to_9(self, rows, expected):
        drawn = {"care_plan": PLANS, "offer": BOTH, "placement": placements(*rows)}
        assert said("local_placement_share", **drawn) == expected

    def test_the_address_on_the_day(self):
        moved = offers(
            "here | 2020-01-01 | 2024-03-31 | 991 | 10 | - | - | botilbud",
            "here | 2024-03-31 | - | 990 | 10 | - | - | botilbud",
        )
        drawn = {"care_plan": PLANS, "placement": placements("a | here | 2023-01-01 | -")}
        assert said("local_placement_share", offer=moved, **drawn) == "1 of 1"
        assert said("local_placement_share", "2024-02", offer=moved, **drawn) == "0 of 1"

    def test_without_placement(self):
        drawn = {"offer": BOTH, "placement": placements("a | here | 2023-01-01 | -")}
        assert said("local_placement_share.placement_missing", care_plan=PLANS, **drawn) == "1 of 2"


class TestTargetGroupMatch:
    def match(self, codes, *rows, plans=PLANS):
        offer = offers(f"{OURS} | 10 | {codes} | - | botilbud")
        drawn = {"care_plan": plans, "offer": offer, "placement": placements(*rows)}
        return said("target_group_match", **drawn)

    here = ("a | here | 2023-01-01 | -", "b | here | 2023-01-01 | -")

    def test_the_group_itself(self):
        assert self.match("Angst", *self.here) == "1 of 2"
        assert self.match("Angst, Udviklingshæmning", *self.here) == "2 of 2"

    def test_an_ancestor(self):
        """Psykiske vanskeligheder is above Angst."""
        assert self.match("a78fb31e-b30a-4815-af85-932859fd06b9", *self.here) == "1 of 2"

    def test_no_codes_or_no_group_is_out(self):
        assert self.match("-", *self.here) == "0 of 0"
        plans = PLANS.replace("Udviklingshæmning", "Syn")
        assert self.match("Angst", *self.here, plans=plans) == "1 of 1"

    def test_each_placement_counts(self):
        rows = [*self.here, "c | here | 2023-01-01 | -", "a | here | 2023-01-01 | 2024-03-31"]
        assert self.match("Angst", *rows) == "2 of 3"

    def test_mean_score(self):
        """(4.2 + 4.2 + 3) / 3, of where those placed live: one has no score, one is closed."""
        places = (
            "high | - | 4.2",
            "low | - | 3",
            "none | - | -",
            "closed | 2024-03-31 | 1",
            "e | - | 5",
        )
        drawn = offers(*(
            f"{name} | 2020-01-01 | {end} | 990 | 10 | Angst | {score} | botilbud"
            for name, end, score in (place.split(" | ") for place in places)
        ))  # fmt: skip
        there = ("a | high", "b | high", "c | low", "c | none", "c | closed")
        at = placements(*(f"{one} | 2023-01-01 | -" for one in there))
        drawn = {"care_plan": PLANS, "offer": drawn, "placement": at}
        assert said("target_group_match.physical_score", **drawn) == "11.4 of 3"


class TestNewPlaces:
    """D-365 is 1 April 2023."""

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (["a | 2023-04-02 | - | 990 | 12"], "12"),
            (["a | 2023-04-01 | - | 990 | 12"], "0"),
            (["a | 2020-01-01 | 2024-03-31 | 990 | 12"], "-12"),
            (["a | 2020-01-01 | 2024-04-01 | 990 | 12"], "0"),
            (["a | 2023-06-01 | - | 991 | 12"], "0"),
            (["a | 2023-06-01 | - | 990 | -"], "0"),
            (["a | 2020-01-01 | 2023-06-01 | 990 | 12", "a | 2023-06-01 | - | 990 | 15"], "3"),
        ],
    )
    def test_now_less_then(self, rows, expected):
        drawn = offers(*(f"{row} | - | - | botilbud" for row in rows))
        assert said("new_local_places", offer=drawn) == expected

    def test_by_step(self):
        drawn = offers(
            "a | 2023-06-01 | - | 990 | 8 | - | - | midlertidigt",
            "b | 2020-01-01 | 2023-06-01 | 990 | 5 | - | - | botilbud",
        )
        assert said("new_local_places", by="step", offer=drawn) == {"6": "8", "8": "-5"}

    def test_occupancy(self):
        """Of the two tilbud one is ours; a placement needs the plan it is part of."""
        rows = placements("a | here | 2023-01-01 | -", "b | there | 2023-01-01 | -")
        drawn = {"offer": BOTH, "placement": rows}
        assert said("new_local_places.occupancy", care_plan=PLANS, **drawn) == "1 of 10"
        assert said("new_local_places.occupancy", **drawn) == "0 of 10"


def accounts(*rows: str) -> str:
    head = (
        "year | follow_up_month | policy_area | account_function | cost_centre"
        " | corrected_budget | spent | expected_outturn | original_budget"
    )
    return "\n".join([head, "-----", *rows])


class TestBudget:
    @pytest.mark.parametrize(
        ("rows", "period", "expected"),
        [
            (["2024 | 3 | 4.1 | f | c | 100 | 20 | 103 | 90"], "2024-03", "3 of 100"),
            (["2024 | 2 | 4.1 | f | c | 100 | 20 | 98 | 90"], "2024-03", "-2 of 100"),
            (["2024 | 4 | 4.1 | f | c | 100 | 20 | 98 | 90"], "2024-03", "0 of 0"),
            (["2023 | 3 | 4.1 | f | c | 100 | 20 | 98 | 90"], "2024-03", "0 of 0"),
            (["2024 | 3 | 4.2 | f | c | 100 | 20 | 98 | 90"], "2024-03", "0 of 0"),
            (["2024 | 3 | 4.1 | f | c | 100 | 20 | - | 90"], "2024-03", "0 of 0"),
            # the closed accounts count in December only
            (["2024 | 13 | 4.1 | f | c | 100 | 97 | 103 | 90"], "2024-12", "-3 of 100"),
            (["2024 | 13 | 4.1 | f | c | 100 | 97 | 103 | 90"], "2024", "-3 of 100"),
            (["2024 | 13 | 4.1 | f | c | 100 | 97 | 103 | 90"], "2024-11", "0 of 0"),
        ],
    )
    def test_one_account(self, rows, period, expected):
        assert said("budget_adherence", period, budget_account=accounts(*rows)) == expected

    rows = accounts(
        "2024 | 1 | 4.1 | f | c | 100 | 20 | 200 | 90",
        "2024 | 2 | 4.1 | f | c | 100 | 20 | 105 | 90",
        "2024 | 2 | 4.1 | g | c | 300 | 20 | 299 | 310",
        "2024 | 1 | 4.1 | h | c | 900 | 20 | 950 | 900",
    )

    def test_the_latest_month_overall(self):
        """February: (105 - 100) + (299 - 300); h was not followed up on then."""
        assert said("budget_adherence", budget_account=self.rows) == "4 of 400"

    def test_against_the_original_budget(self):
        """(105 - 90) + (299 - 310)."""
        found = said("budget_adherence.against_original", budget_account=self.rows)
        assert found == "4 of 400"

    def test_by_function(self):
        members = said("budget_adherence", by="account_function", budget_account=self.rows)
        assert members == {"f": "5 of 100", "g": "-1 of 300"}


def prices(*rows: str) -> str:
    head = (
        "grant_id | person | start_date | end_date | price_start_date | price_end_date"
        " | price_unit | unit_count | price"
    )
    return "\n".join([head, "-----", *(f"g{n} | {row}" for n, row in enumerate(rows))])


ONE = "care_plan | person | start\n---\na | A | 2022-01-01"


class TestCost:
    """One citizen on § 85 (step 5), need unknown; March 2025 has 31 days: 1 person-year.

    Prices are those of 2025, the year of the price level.
    """

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("A | 2025-01-01 | - | 2025-01-01 | - | Døgn | - | 100", "3100 of 1"),
            ("A | 2025-01-01 | - | 2025-01-01 | - | Døgn | 2 | 100", "6200 of 1"),
            ("A | 2025-01-01 | - | 2025-01-01 | - | Måned | 1 | 620", "620 of 1"),
            ("A | 2025-01-01 | 2025-03-11 | 2025-01-01 | - | Måned | 1 | 620", "200 of 1"),
            ("A | 2025-01-01 | - | 2025-03-25 | - | Time | 3.5 | 100", "350 of 1"),  # 7 days
            ("A | 2025-01-01 | - | 2025-01-01 | 2025-03-01 | Døgn | 1 | 100", "0 of 1"),
            ("B | 2025-01-01 | - | 2025-01-01 | - | Døgn | - | 100", "0 of 1"),
        ],
    )
    def test_crude(self, row, expected):
        drawn = {"care_plan": ONE, "grant_price": prices(row)}
        assert said("cost_per_full_year_citizen.crude", "2025-03", **drawn) == expected

    def test_person_years_are_days_on_a_step(self):
        """A helps until 16 March: 15 of 31 days. B came on 2 March: 30 of 31."""
        plans = """
        care_plan | person | start      | end
        ----------+--------+------------+-----------
        a         | A      | 2022-01-01 | 2024-03-16
        b         | B      | 2024-03-02 | -
        """
        drawn = {"care_plan": plans}
        assert said("cost_per_full_year_citizen.crude", **drawn) == "0 of 1.452"

    def test_prices_of_another_year_are_brought_to_the_price_level(self):
        """The index of 2024 is 0.967: 3,100 / 0.967 = 3,205.79."""
        row = "A | 2024-01-01 | - | 2024-01-01 | - | Døgn | - | 100"
        drawn = {"care_plan": ONE, "grant_price": prices(row)}
        assert said("cost_per_full_year_citizen.crude", **drawn) == "3205.79 of 1"

    def test_weights_of_the_reference_year(self):
        """Steps 5 and 8 cost 3,100 and 31,000 in March.

        Five citizens on each; in 2024 there were five years on step 5 and ten on step 8,
        so the weights are 1/3 and 2/3: 3,100 / 3 + 2 x 31,000 / 3 = 21,700.
        """
        plans = ["care_plan | person | start | end | tilbud", "-----"]
        plans += [f"a{n} | A{n} | 2022-01-01 | - | mobilt" for n in range(5)]
        plans += [f"b{n} | B{n} | 2022-01-01 | - | botilbud" for n in range(5)]
        plans += [f"c{n} | C{n} | 2022-01-01 | 2025-01-01 | botilbud" for n in range(5)]
        rows = [f"A{n} | 2025-01-01 | - | 2025-01-01 | - | Døgn | 1 | 100" for n in range(5)]
        rows += [f"B{n} | 2025-01-01 | - | 2025-01-01 | - | Døgn | 1 | 1000" for n in range(5)]
        drawn = {"care_plan": "\n".join(plans), "grant_price": prices(*rows)}
        assert said("cost_per_full_year_citizen", "2025-03", **drawn) == "21700"
        assert said("cost_per_full_year_citizen.crude", "2025-03", **drawn) == "170500 of 10"

    def test_small_strata_join_the_next_need(self):
        """Needs 1 (two citizens) and 2 (four) make one stratum of six: (2 x 0 + 4 x 3,100) / 6."""
        plans = ["care_plan | person | start", "-----"]
        needs = ["care_evaluation | person | level | effective", "-----"]
        for n in range(6):
            plans.append(f"a{n} | A{n} | 2022-01-01")
            needs.append(f"n{n} | A{n} | {1 if n < 2 else 2} | 2022-01-01")
        rows = [f"A{n} | 2025-01-01 | - | 2025-01-01 | - | Døgn | 1 | 100" for n in range(2, 6)]
        drawn = {"care_plan": "\n".join(plans), "grant_price": prices(*rows)}
        drawn["care_evaluation"] = "\n".join(needs)
        assert said("cost_per_full_year_citizen", "2025-03", **drawn) == "2066.67"

    def test_nobody(self):
        assert said("cost_per_full_year_citizen", "2021-12", care_plan=ONE) == "-"
