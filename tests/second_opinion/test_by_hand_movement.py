"""Two days of a citizen held against each other: nos. 13, 14, 16-18."""

import pytest

from tests.second_opinion.by_hand import said

PLAN = "care_plan | person | start\n-----\na | A | 2023-01-01\n"
THEMES = ("Spise", "Købe ind", "Lave mad", "Gøre rent")


def scored(*changes: str, reassessed: str = "2024-01-15") -> str:
    """One line for each theme: `3 2` is a score of 3 a year ago and of 2 now."""
    lines = ["condition | person | theme | recorded | last_asserted | known | severity", "-----"]
    for theme, change in zip(THEMES, changes, strict=False):
        before, after = change.split()
        lines.append(f"{theme} | A | {theme} | 2023-01-01 | - | 2023-01-01 | {before}")
        lines.append(f"{theme} | A | {theme} | 2023-01-01 | {reassessed} | {reassessed} | {after}")
    return "\n".join(lines)


class TestFunctionalProgress:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            (("3 2", "2 2", "2 2"), "1 of 1"),  # mean -1/3
            (("3 2", "2 3", "2 2"), "0 of 1"),  # mean 0
            (("3 1", "2 3", "2 2", "2 2"), "1 of 1"),  # mean -1/4
            (("3 2", "3 2"), "0 of 0"),  # two pairs
            (("3 2", "3 2", "? 2"), "0 of 0"),  # the third has one known score
            (("3 2", "3 2", "2 ?"), "0 of 0"),  # B7
        ],
    )
    def test_the_mean_of_at_least_three_pairs(self, changes, expected):
        assert said("functional_progress", care_plan=PLAN, condition=scored(*changes)) == expected

    @pytest.mark.parametrize(
        ("reassessed", "expected"),
        [("2023-04-01", "0 of 0"), ("2023-04-02", "1 of 1"), ("2024-03-31", "1 of 1")],
    )
    def test_reassessed_in_the_year(self, reassessed, expected):
        conditions = scored("3 2", "2 2", "2 2", reassessed=reassessed)
        assert said("functional_progress", care_plan=PLAN, condition=conditions) == expected

    def test_in_pop_a_year_ago_and_still_here(self):
        conditions = scored("3 2", "2 2", "2 2")
        late = PLAN.replace("2023-01-01", "2023-04-02")
        assert said("functional_progress", care_plan=late, condition=conditions) == "0 of 0"
        dead = (
            "person | start_date | status | status_date\n-----\nA | 2024-03-31 | Død | 2024-03-31"
        )
        drawn = {"care_plan": PLAN, "condition": conditions, "citizen_status": dead}
        assert said("functional_progress", **drawn) == "0 of 0"

    def test_beside_it(self):
        worse = scored("2 3", "2 2", "2 2")
        drawn = {"care_plan": PLAN + "b | B | 2023-01-01\n", "condition": worse}
        assert said("functional_progress.worse", **drawn) == "1 of 1"
        assert said("functional_progress.same", **drawn) == "0 of 1"
        assert said("functional_progress.coverage", **drawn) == "1 of 2"


def taking_part(before: str, after: str, reassessed: str = "2024-01-15") -> str:
    theme = "Deltage i sociale fællesskaber og fritidsaktiviteter"
    return f"""
    condition | person | theme   | recorded   | last_asserted | known        | severity
    ----------+--------+---------+------------+---------------+--------------+---------
    c         | A      | {theme} | 2023-01-01 | -             | 2023-01-01   | {before}
    c         | A      | {theme} | 2023-01-01 | {reassessed}  | {reassessed} | {after}
    """


class TestCommunityParticipation:
    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ("2", "1", "1 of 1"),
            ("1", "0", "1 of 1"),
            ("2", "2", "0 of 1"),
            ("2", "3", "0 of 1"),
            ("0", "0", "0 of 0"),  # no difficulty
            ("?", "1", "0 of 0"),
            ("2", "?", "0 of 0"),  # B6
        ],
    )
    def test_lower_than_a_year_ago(self, before, after, expected):
        drawn = {"care_plan": PLAN, "condition": taking_part(before, after)}
        assert said("community_participation_progress", **drawn) == expected

    def test_reassessed_by_a_gathering_alone(self):
        """R12: unchanged scores get no new date, but an assessment points at them."""
        theme = "Deltage i sociale fællesskaber og fritidsaktiviteter"
        once = f"""
        condition | person | theme   | recorded   | severity
        ----------+--------+---------+------------+---------
        c         | A      | {theme} | 2023-01-01 | 2
        """
        drawn = {"care_plan": PLAN, "condition": once}
        assert said("community_participation_progress", **drawn) == "0 of 0"
        gathering = "gathering | person | effective | conditions\n---\ng | A | 2023-11-01 | c\n"
        found = said("community_participation_progress", **drawn, information_gathering=gathering)
        assert found == "0 of 1"

    def test_beside_it(self):
        drawn = {"care_plan": PLAN, "condition": taking_part("2", "3")}
        assert said("community_participation_progress.worse", **drawn) == "1 of 1"
        assert said("community_participation_progress.coverage", **drawn) == "1 of 1"


def moves(*plans: str) -> str:
    return "\n".join(["care_plan | person | start | end | tilbud", "-----", *plans])


BEFORE = "a | A | 2022-01-01 | {end} | botilbud"


class TestRebound:
    """m lies in (30 September 2022, 30 September 2023], the first is 31 October 2022."""

    @pytest.mark.parametrize(
        ("back", "expected"),
        [
            ("2023-02-28", "1 of 1"),  # at the month end itself
            ("2023-03-01", "1 of 1"),  # back at the next
            ("2023-07-31", "1 of 1"),  # 30 January + 183 days = 2 August
            ("2023-08-01", "0 of 1"),  # the next month end is 31 August
        ],
    )
    def test_back_within_183_days(self, back, expected):
        """Step 8 until 10 January, then step 5, then 8 again."""
        plans = moves(
            BEFORE.format(end="2023-01-10"),
            f"b | A | 2023-01-10 | {back} | mobilt",
            f"c | A | {back} | - | botilbud",
        )
        assert said("ladder_rebound_rate", care_plan=plans) == expected

    def test_a_lower_step_than_before_is_no_rebound(self):
        plans = moves(
            BEFORE.format(end="2023-01-10"),
            "b | A | 2023-01-10 | 2023-03-01 | mobilt",
            "c | A | 2023-03-01 | - | midlertidigt",
        )
        assert said("ladder_rebound_rate", care_plan=plans) == "0 of 1"

    @pytest.mark.parametrize(
        ("end", "expected"),
        [
            ("2022-09-30", "0 of 0"),  # gone on 30 September 2022: before the window
            ("2022-10-01", "0 of 1"),  # here then, gone on 31 October
            ("2023-09-30", "0 of 1"),  # the last m
            ("2023-10-01", "0 of 0"),
        ],
    )
    def test_the_window_of_moves(self, end, expected):
        """A move may end in 0 (B9)."""
        assert said("ladder_rebound_rate", care_plan=moves(BEFORE.format(end=end))) == expected

    def test_a_short_gap_at_a_month_end_is_no_move(self):
        """A9: 25 January to 10 February without help, both step 8."""
        plans = moves(BEFORE.format(end="2023-01-25"), "b | A | 2023-02-10 | - | botilbud")
        assert said("ladder_rebound_rate", care_plan=plans) == "0 of 0"

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2022-12-31", "0 of 0"),  # the exit is the move: no help on 31 December
            ("2023-01-01", "0 of 0"),  # the day after m-1
            ("2023-08-02", "0 of 0"),  # 183 days after 31 January
            ("2023-08-03", "0 of 1"),
        ],
    )
    def test_exits(self, day, expected):
        """B9: out with an exit in (m-1, m+183]; m is 31 January."""
        plans = moves(BEFORE.format(end="2023-01-10"), "b | A | 2023-01-10 | - | mobilt")
        t01 = f"person | start_date | status | status_date\n---\nA | {day} | Død | {day}"
        assert said("ladder_rebound_rate", care_plan=plans, citizen_status=t01) == expected

    def test_from_step(self):
        plans = moves(BEFORE.format(end="2023-01-10"), "b | A | 2023-01-10 | - | mobilt")
        assert said("ladder_rebound_rate", by="step", care_plan=plans) == {"8": "0 of 1"}
        assert said("ladder_rebound_rate", by="step_after", care_plan=plans) == {"5": "0 of 1"}


DOWN = moves(
    "a | A | 2023-01-01 | 2023-09-01 | botilbud",
    "b | A | 2023-09-01 | - | mobilt",
)


class TestSoundStepDown:
    def need(self, after: str) -> str:
        return f"""
        care_evaluation | person | level   | effective
        ----------------+--------+---------+-----------
        one             | A      | 2       | 2023-01-01
        two             | A      | {after} | 2024-01-01
        """

    @pytest.mark.parametrize(
        ("change", "after", "expected"),
        [
            ("3 2", "2", "1 of 1"),
            ("2 2", "1", "1 of 1"),
            ("2 3", "2", "0 of 1"),  # function worse
            ("3 2", "3", "0 of 1"),  # need higher
            ("3 2", "?", "0 of 0"),  # need unknown
            ("2 3", "?", "0 of 1"),  # but function worse: that is enough
        ],
    )
    def test_not_worse_and_not_more_in_need(self, change, after, expected):
        drawn = {"condition": scored(change), "care_evaluation": self.need(after)}
        assert said("ladder_down_rate.sound", care_plan=DOWN, **drawn) == expected

    def test_without_pairs_it_is_unknown(self):
        drawn = {"care_plan": DOWN, "care_evaluation": self.need("2")}
        assert said("ladder_down_rate.sound", **drawn) == "0 of 0"
        assert said("ladder_down_rate.sound_unknown", **drawn) == "1 of 1"

    def test_zone_and_sustained(self):
        assert said("ladder_down_rate.zone", care_plan=DOWN) == "1 of 1"
        assert said("ladder_down_rate.sustained", care_plan=DOWN) == "1 of 1"
        back = DOWN + "\nc | A | 2024-09-30 | - | midlertidigt"  # 183 days after D
        assert said("ladder_down_rate.sustained", care_plan=back) == "0 of 1"
        within = DOWN.replace("| mobilt", "| botilbudslignende")  # 8 -> 7, both zone D
        assert said("ladder_down_rate.zone", care_plan=within) == "0 of 1"


class TestEldercare:
    """3.3 rule 2: transferred between D0 and D1, and no social plan has a day after it."""

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("Ældreområdet | 2023-04-02", "1 of 1"),  # the plan runs until 31 August
            ("Ældreområdet | 2023-08-30", "1 of 1"),
            ("Ældreområdet | 2023-08-31", "0 of 0"),
            ("Ældreområdet | 2024-03-31", "0 of 0"),
            ("Ældreområdet | 2023-04-01", "1 of 1"),  # on D0
            ("Ældreområdet | 2024-04-01", "1 of 1"),
            ("Ældreområdet | -", "1 of 1"),
            ("Tilbudsskift | 2023-09-01", "1 of 1"),
        ],
    )
    def test_is_an_exit(self, row, expected):
        plans = moves("a | A | 2023-01-01 | 2023-09-01 | mobilt")
        rows = f"transition_id | person | transition_type | actual_date\n---\nt | A | {row}"
        assert said("ladder_down_rate", care_plan=plans, transition=rows) == expected

    def test_the_day_after_the_cohorts_day(self):
        """The plan ends with the transfer, on D0 + 1."""
        plans = moves("a | A | 2023-01-01 | 2023-04-02 | mobilt")
        rows = "transition_id | person | transition_type | actual_date\n---\n"
        rows += "t | A | Ældreområdet | 2023-04-02"
        assert said("ladder_down_rate", care_plan=plans, transition=rows) == "0 of 0"

    def test_who_still_has_social_help_has_not_left(self):
        rows = "transition_id | person | transition_type | actual_date\n---\n"
        rows += "t | A | Ældreområdet | 2023-09-01"
        assert said("ladder_down_rate", care_plan=DOWN, transition=rows) == "1 of 1"
