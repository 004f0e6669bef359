"""What is registered about citizens: nos. 2, 3, 24, 29, 30, 32."""

import pytest

from tests.second_opinion.by_hand import said

PLANS = """
care_plan | person | start      | end        | tilbud
----------+--------+------------+------------+---------
a         | A      | 2023-01-01 | -          | mobilt
b         | B      | 2023-01-01 | -          | botilbud
c         | C      | 2023-01-01 | 2024-03-31 | mobilt
"""
CITIZEN, STAFF_HELPED, RELATIVE_HELPED, STAFF_ALONE = (
    "25b4e705-2e9a-47a2-b11a-c829316b9d3a",
    "12428e48-7df8-441f-9a89-d92bb7874066",
    "b66dc78a-a673-43fc-8ac0-1e859ba626e0",
    "8fe80acb-2c2a-4f10-b2b8-ddb77d2f69dc",
)


class TestDreams:
    def documented(self, *rows):
        head = ["perspective_id | person | entry_date | entry_type | source_code", "-----"]
        drawn = "\n".join([*head, *(f"{n} | {row}" for n, row in enumerate(rows))])
        return said("citizen_dreams_documented", care_plan=PLANS, citizen_perspective=drawn)

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (f"A | 2024-03-31 | Drømme og ønsker | {CITIZEN}", "1 of 2"),
            (f"A | 2024-03-31 | Egne mål | {STAFF_HELPED}", "1 of 2"),
            (f"A | 2024-03-31 | Egne mål | {RELATIVE_HELPED}", "1 of 2"),
            (f"A | 2024-03-31 | Egne mål | {STAFF_ALONE}", "0 of 2"),
            (f"A | 2024-03-31 | Perspektiv på indsatsen | {CITIZEN}", "0 of 2"),
            (f"A | 2022-04-02 | Egne mål | {CITIZEN}", "1 of 2"),
            (f"A | 2022-04-01 | Egne mål | {CITIZEN}", "0 of 2"),  # D-730
            (f"A | 2024-04-01 | Egne mål | {CITIZEN}", "0 of 2"),
            (f"C | 2024-03-01 | Egne mål | {CITIZEN}", "0 of 2"),  # not in POP(D)
        ],
    )
    def test_one_row(self, row, expected):
        assert self.documented(row) == expected

    def test_date_type_and_source_of_one_row(self):
        old = f"A | 2020-01-01 | Egne mål | {CITIZEN}"
        by_staff = f"A | 2024-01-01 | Egne mål | {STAFF_ALONE}"
        assert self.documented(old, by_staff) == "0 of 2"

    def test_two_citizens(self):
        rows = [f"{who} | 2024-01-01 | Egne mål | {CITIZEN}" for who in "AAB"]
        assert self.documented(*rows) == "2 of 2"


class TestPresentAtFollowUp:
    held = """
    follow_up | person | care_plan | effective  | status
    ----------+--------+-----------+------------+-----------------
    one       | A      | a         | 2024-03-01 | final
    two       | B      | b         | 2024-03-31 | final
    tre       | A      | a         | 2024-02-29 | final
    four      | A      | a         | 2024-03-02 | entered-in-error
    five      | A      | a         | 2024-03-03 | final
    """
    met = """
    follow_up_id | meeting_date | is_citizen_present | has_citizen_declined | {wanted}
    -------------+--------------+--------------------+----------------------+-----------
    one          | 2024-03-01   | J                  | N                    | J | J
    two          | 2024-03-31   | N                  | J                    | J | N
    tre          | 2024-02-29   | J                  | N                    | N | N
    four         | 2024-03-02   | J                  | N                    | N | N
    """.format(wanted="is_network_wanted | is_network_present")

    def share(self, name="citizen_present_at_followup", period="2024-03", plans=PLANS):
        drawn = {"care_plan": plans, "follow_up": self.held, "follow_up_meeting": self.met}
        return said(name, period, **drawn)

    def test_matched_follow_ups_of_the_period(self):
        assert self.share() == "1 of 2"

    def test_a_quarter(self):
        assert self.share(period="2024-Q1") == "2 of 3"

    def test_a_plan_in_error_takes_them_with_it(self):
        plans = """
        care_plan | person | start      | status
        ----------+--------+------------+-----------------
        a         | A      | 2023-01-01 | entered-in-error
        b         | B      | 2023-01-01 | active
        """
        assert self.share(plans=plans) == "0 of 1"

    def test_beside_it(self):
        assert self.share("citizen_present_at_followup.declined") == "1 of 2"
        assert self.share("citizen_present_at_followup.not_registered") == "1 of 3"
        assert self.share("network_cooperation_rating.took_part") == "1 of 2"


class TestVirtualSupport:
    def share(self, *rows, **more):
        head = ["contact_id | person | contact_date | contact_form | status | is_planned", "-----"]
        drawn = "\n".join([*head, *(f"{n} | {row}" for n, row in enumerate(rows))])
        return said("virtual_support_share", care_plan=PLANS, contact=drawn, **more)

    def test_screen_of_physical_screen_and_phone(self):
        forms = ("Skærm", "Fysisk", "Telefon", "Gruppe")
        assert self.share(*(f"A | 2024-03-05 | {f} | Gennemført | J" for f in forms)) == "1 of 3"

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("A | 2024-03-31 | Skærm | Gennemført | J", "1 of 1"),
            ("A | 2024-02-29 | Skærm | Gennemført | J", "0 of 0"),
            ("A | 2024-03-05 | Skærm | Aflyst borger | J", "0 of 0"),
            ("B | 2024-03-05 | Skærm | Gennemført | J", "0 of 0"),  # step 8
            ("C | 2024-03-30 | Skærm | Gennemført | J", "1 of 1"),
            ("C | 2024-03-31 | Skærm | Gennemført | J", "0 of 0"),  # no help that day
            ("D | 2024-03-05 | Skærm | Gennemført | J", "0 of 0"),  # never heard of
        ],
    )
    def test_whose_and_when(self, row, expected):
        assert self.share(row) == expected

    def test_planned_or_not(self):
        rows = [f"A | 2024-03-05 | Skærm | Gennemført | {planned}" for planned in "JNN"]
        members = self.share(*rows, by="planning")
        assert members == {"Aftalt": "1 of 1", "Akut": "2 of 2"}


def network(*rows: str) -> str:
    """person, who, what, chosen, consent, consent's end, confirmed, start, end, declined"""
    head = (
        "person | network_person_id | contribution_type | is_chosen_by_citizen | has_consent"
        " | consent_end_date | confirmed_date | start_date | end_date | is_network_declined"
    )
    return "\n".join([head, "-----", *rows])


class TestNetworkMapped:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("A | n | Fritid | J | J | - | 2024-01-01 | 2023-01-01 | - | N", "1 of 2"),
            ("A | n | Fritid | N | J | - | 2024-01-01 | 2023-01-01 | - | N", "0 of 2"),
            ("A | n | Fritid | J | N | - | 2024-01-01 | 2023-01-01 | - | N", "0 of 2"),
            ("A | n | Fritid | J | J | 2024-03-31 | 2024-01-01 | 2023-01-01 | - | N", "0 of 2"),
            ("A | n | Fritid | J | J | 2024-04-01 | 2024-01-01 | 2023-01-01 | - | N", "1 of 2"),
            ("A | n | Fritid | J | J | - | 2022-04-01 | 2022-01-01 | - | N", "0 of 2"),
            ("A | n | Fritid | J | J | - | - | 2022-01-01 | - | N", "0 of 2"),
            ("A | n | Fritid | J | J | - | 2024-01-01 | 2023-01-01 | 2024-03-31 | N", "0 of 2"),
            ("A | n | Fritid | J | J | - | 2024-01-01 | - | - | N", "0 of 2"),  # no first day
            ("A | - | - | - | - | - | 2024-01-01 | - | - | J", "1 of 2"),  # wants none
            ("A | - | - | - | - | - | 2022-04-01 | - | - | J", "0 of 2"),
        ],
    )
    def test_one_row(self, row, expected):
        assert (
            said("network_mapped", care_plan=PLANS, network_contribution=network(row)) == expected
        )

    def test_all_in_one_row(self):
        rows = network(
            "A | n | Fritid | J | N | - | 2024-01-01 | 2023-01-01 | - | N",
            "A | m | Fritid | N | J | - | 2024-01-01 | 2023-01-01 | - | N",
        )
        assert said("network_mapped", care_plan=PLANS, network_contribution=rows) == "0 of 2"

    def test_declined_beside_it(self):
        rows = network("B | - | - | - | - | - | 2024-01-01 | - | - | J")
        found = said("network_mapped.declined", care_plan=PLANS, network_contribution=rows)
        assert found == "1 of 2"


class TestNetworkBreadth:
    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (["A | n | Fritid | J | J | - | - | 2023-01-01 | - | N"], "0 of 1"),
            (
                [
                    "A | n | Fritid | J | J | - | - | 2023-01-01 | - | N",
                    "A | m | Transport | J | J | - | - | 2023-01-01 | - | N",
                ],
                "1 of 1",
            ),
            (
                [
                    "A | n | Fritid | J | J | - | - | 2023-01-01 | - | N",
                    "A | m | Fritid | J | J | - | - | 2023-01-01 | - | N",
                ],
                "0 of 1",
            ),
            (
                [
                    "A | n | Fritid | J | J | - | - | 2023-01-01 | - | N",
                    "A | n | Transport | J | J | - | - | 2023-01-01 | 2024-03-31 | N",
                ],
                "0 of 1",
            ),
            (
                [
                    "A | n | Fritid | N | J | - | - | 2023-01-01 | - | N",
                    "A | n | Transport | N | J | - | - | 2023-01-01 | - | N",
                ],
                "0 of 0",
            ),
            # contributions of persons the citizen has chosen are counted alone
            (
                [
                    "A | n | Fritid | J | J | - | - | 2023-01-01 | - | N",
                    "A | m | Transport | N | J | - | - | 2023-01-01 | - | N",
                ],
                "0 of 1",
            ),
            (["C | n | Fritid | J | J | - | - | 2023-01-01 | - | N"], "0 of 0"),  # not in POP
        ],
    )
    def test_two_ways(self, rows, expected):
        drawn = {"care_plan": PLANS, "network_contribution": network(*rows)}
        assert said("network_contribution_breadth", **drawn) == expected


def loans(*rows: str) -> str:
    """person, handed out, activated, last used, quality of life, independence, assessed"""
    head = (
        "loan_id | category | person | handed_out_date | activated_date | last_used_date"
        " | quality_of_life_effect | independence_effect | effect_assessed_date"
    )
    return "\n".join([head, "-----", *(f"{n} | Medicin | {row}" for n, row in enumerate(rows))])


class TestTechnology:
    @pytest.mark.parametrize(
        ("effects", "expected"),
        [
            ("1 | 0", "1 of 1"),
            ("0 | 2", "1 of 1"),
            ("0 | 0", "0 of 1"),
            ("2 | -1", "0 of 1"),
            ("1 | -", "1 of 1"),
            ("- | -", "0 of 1"),
        ],
    )
    def test_better_in_one_worse_in_none(self, effects, expected):
        rows = loans(f"A | 2023-01-01 | - | - | {effects} | 2024-01-01")
        assert said("welfare_tech_benefit", technology_loan=rows) == expected

    def test_assessed_in_the_year(self):
        days = ("2023-04-01", "2023-04-02", "2024-03-31", "2024-04-01", "-")
        rows = loans(*(f"A | 2023-01-01 | - | - | 1 | 1 | {day}" for day in days))
        assert said("welfare_tech_benefit", technology_loan=rows) == "2 of 2"

    def test_reach(self):
        """Of A and B: used in (1 March, 31 March]."""
        rows = loans(
            "A | 2023-01-01 | 2023-01-02 | 2024-03-02 | - | - | -",
            "B | 2023-01-01 | 2023-01-02 | 2024-03-01 | - | - | -",
        )
        found = said("welfare_tech_benefit.reach", care_plan=PLANS, technology_loan=rows)
        assert found == "1 of 2"

    def test_never_activated_and_evaluated(self):
        """Over 60 days before D is before 31 January 2024."""
        rows = loans(
            "A | 2024-01-30 | - | - | - | - | -",
            "A | 2024-01-31 | - | - | - | - | -",
            "A | 2023-01-01 | 2023-02-01 | - | 1 | 1 | 2023-03-01",
        )
        assert said("welfare_tech_benefit.never_activated", technology_loan=rows) == "1 of 2"
        assert said("welfare_tech_benefit.evaluated", technology_loan=rows) == "1 of 3"
