"""How plans are granted and how long stays last: nos. 21 and 45; what stands beside 15 and 53."""

import pytest

from tests.second_opinion.by_hand import said


def stays(*rows: str) -> str:
    return "\n".join(["care_plan | person | start | end | tilbud | ydelse", "-----", *rows])


class TestTemporaryStays:
    def test_the_median_of_closed_stays(self):
        """31, 61 and 92 days: at 61 a third is left, 61 / 30.4 = 2.007."""
        plans = stays(
            "a | A | 2023-05-01 | 2023-06-01 | midlertidigt | § 85",
            "b | B | 2023-05-01 | 2023-07-01 | midlertidigt | § 85",
            "c | C | 2023-05-01 | 2023-08-01 | midlertidigt | § 85",
        )
        assert said("temporary_stay_duration", care_plan=plans) == "2.007"

    def test_open_stays_count_as_long_as_they_have_lasted(self):
        """The third is open on D. At 31 days 3/4 are left, at 61 half of those: 3/8."""
        plans = stays(
            "a | A | 2023-05-01 | 2023-06-01 | midlertidigt | § 85",
            "b | B | 2023-05-01 | 2023-07-01 | midlertidigt | § 85",
            "c | C | 2024-02-15 | - | midlertidigt | § 85",  # 45 days: at risk at 31 only
            "d | D | 2023-05-01 | - | midlertidigt | § 85",
        )
        assert said("temporary_stay_duration", care_plan=plans) == "2.007"

    def test_not_reached(self):
        plans = stays(
            "a | A | 2023-05-01 | 2023-06-01 | midlertidigt | § 85",
            "b | B | 2023-05-01 | - | midlertidigt | § 85",
            "c | C | 2023-05-01 | - | midlertidigt | § 85",
        )
        assert said("temporary_stay_duration", care_plan=plans) == "-"
        assert said("temporary_stay_duration", "2022-12", care_plan=plans) == "-"

    @pytest.mark.parametrize(
        ("start", "months"),
        [("2023-06-01", "3.026"), ("2023-07-01", "3.026"), ("2023-07-02", "0.987")],
    )
    def test_gaps_of_30_days_are_bridged(self, start, months):
        """Away from 1 June; the second stay ends on 1 August. 92 days in all: 92 / 30.4.

        A start on 2 July makes two stays, of 31 and 30 days: half are left after 30.
        """
        plans = stays(
            "a | A | 2023-05-01 | 2023-06-01 | midlertidigt | § 85",
            f"b | A | {start} | 2023-08-01 | midlertidigt | § 85",
        )
        assert said("temporary_stay_duration", care_plan=plans) == months

    def test_the_ydelse_where_no_residential_offer_stands(self):
        ophold = "a | A | 2023-05-01 | 2023-06-01 | {} | midlertidigt ophold"
        for tilbud, months in (("mobilt", "1.02"), ("-", "1.02"), ("botilbud", "-")):
            plans = stays(ophold.format(tilbud))
            assert said("temporary_stay_duration", care_plan=plans) == months

    def test_death_censors(self):
        """A dies on the day the stay would have ended, so nothing has ended but B's 61 days."""
        plans = stays(
            "a | A | 2023-05-01 | 2023-06-01 | midlertidigt | § 85",
            "b | B | 2023-05-01 | 2023-07-01 | midlertidigt | § 85",
        )
        assert said("temporary_stay_duration", care_plan=plans) == "1.02"
        t01 = "person | start_date | status | status_date\n---\nA | 2023-06-01 | Død | 2023-06-01"
        assert said("temporary_stay_duration", care_plan=plans, citizen_status=t01) == "2.007"

    def test_stays_of_the_last_five_years(self):
        """D-1826 is 1 April 2019."""
        too_early = stays("a | A | 2019-04-01 | 2019-05-01 | midlertidigt | § 85")
        assert said("temporary_stay_duration", care_plan=too_early) == "-"
        in_time = stays("a | A | 2019-04-02 | 2019-05-01 | midlertidigt | § 85")
        assert said("temporary_stay_duration", care_plan=in_time) == "0.954"

    def test_open_for_over_two_years(self):
        """24 x 30.4 is 729.6 days; 1 April 2022 is 730 before D."""
        plans = stays(
            "a | A | 2022-04-01 | - | midlertidigt | § 85",
            "b | B | 2022-04-02 | - | midlertidigt | § 85",
            "c | C | 2022-01-01 | 2024-03-31 | midlertidigt | § 85",
        )
        assert said("temporary_stay_duration.open_over_two_years", care_plan=plans) == "1 of 2"


def granted(*ydelser: str, target_group: str = "Angst", need: str = "2") -> dict[str, str]:
    """One plan in 2023-09 for each ydelse, all of one cell."""
    plans = ["care_plan | person | start | ydelse | target_group | need", "-----"]
    needs = ["care_evaluation | person | level | effective", "-----"]
    for n, ydelse in enumerate(ydelser):
        plans.append(f"p{n} | P{n} | 2023-09-{n + 1:02} | {ydelse} | {target_group} | n{n}")
        needs.append(f"n{n} | P{n} | {need} | 2023-09-01")
    return {"care_plan": "\n".join(plans), "care_evaluation": "\n".join(needs)}


class TestConsistentGranting:
    def test_within_one_step_of_the_usual(self):
        """Steps 5 x 6, 4 x 2, 3 and 2: the usual is 5, so 3 and 2 are far from it."""
        drawn = granted(*["§ 85"] * 6, "§ 104", "§ 104", "§ 82 b", "§ 82 a")
        assert said("grant_consistency", **drawn) == "8 of 10"

    def test_a_tie_goes_to_the_lowest_step(self):
        """Steps 5 x 5 and 2 x 5: the usual is 2."""
        assert said("grant_consistency", **granted(*["§ 85"] * 5, *["§ 82 a"] * 5)) == "5 of 10"

    def test_a_cell_of_nine_is_too_small(self):
        assert said("grant_consistency", **granted(*["§ 85"] * 9)) == "0 of 0"
        assert said("grant_consistency.small_cell", **granted(*["§ 85"] * 9)) == "9 of 9"

    def test_what_has_no_step_or_no_cell(self):
        ten = ["§ 85"] * 10
        assert said("grant_consistency", **granted(*ten, "akut")) == "10 of 10"
        assert said("grant_consistency", **granted(*ten, need="?")) == "0 of 0"
        assert said("grant_consistency", **granted(*ten, target_group="Syn")) == "0 of 0"

    def test_plans_of_the_year(self):
        drawn = granted(*["§ 85"] * 10)
        assert said("grant_consistency", "2024-08", **drawn) == "0 of 0"  # one began on D-365
        assert said("grant_consistency", "2024-07", **drawn) == "10 of 10"

    def test_the_first_day_with_help(self):
        """The tenth plan waits for its help, which comes after D."""
        drawn = granted(*["§ 85"] * 10)
        helps = ["intervention | person | care_plan | start | ydelse | known", "-----"]
        helps += [f"h{n} | P{n} | p{n} | 2023-09-20 | § 85 | 2023-09-01" for n in range(9)]
        helps += ["h9 | P9 | p9 | 2024-05-01 | § 82 a | 2023-09-01"]
        found = said("grant_consistency", **drawn, intervention="\n".join(helps))
        assert found == "9 of 10"


ONE = """
care_plan | person | start      | end        | next_follow_up | known
----------+--------+------------+------------+----------------+-----------
old       | A      | 2023-01-01 | 2023-10-01 | 2023-08-01     | 2023-01-01
"""
HELD = """
follow_up | person | care_plan | effective  | result
----------+--------+-----------+------------+-----------
held      | A      | old       | 2023-09-14 | afslut, ny
"""


class TestBesideFollowUps:
    @pytest.mark.parametrize(
        ("start", "days"),
        [
            ("2023-09-10", "90"),  # overlaps by 21 days: no successor
            ("2023-09-20", "0"),  # overlaps by 11 days
            ("2023-10-08", "7"),
            ("2023-12-30", "90"),
            ("2023-12-31", "90"),  # 91 days: none within 90
        ],
    )
    def test_median_gap(self, start, days):
        plans = ONE + f"new       | A      | {start} | -          | -              | 2023-09-14\n"
        assert said("seamless_plan_shift.median_gap", care_plan=plans, follow_up=HELD) == days

    def test_rescheduled(self):
        """Due 1 August, its deadline 15 August. The date was moved on 20 July."""
        moved = ONE + "old | A | 2023-01-01 | 2023-10-01 | 2023-09-01 | 2023-07-20\n"
        name, period = "followup_on_time.rescheduled", "2023-08"
        assert said(name, period, care_plan=ONE) == "0 of 1"
        assert said(name, period, care_plan=moved) == "1 of 1"
        held = HELD.replace("2023-09-14", "2023-07-20")  # told on the day it was held
        assert said(name, period, care_plan=moved, follow_up=held) == "0 of 1"
