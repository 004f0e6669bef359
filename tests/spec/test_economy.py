"""Budget (no. 35; C3) and the standardised cost of a citizen (no. 36; R18).

2025 is the year of fixed prices, 2024 the reference year of the weights.
"""

import pytest

from tests.spec.drawing_supply import table

BUDGET = "budget_adherence"
COST = "cost_per_full_year_citizen"
PERIOD = "2025-03"


def accounts(header: str, *rows: str) -> dict[str, str]:
    return {"budget_account": table(header, *rows)}


FOLLOWED_UP = accounts(
    "year | month | corrected | expected | spent",
    "2023 | 12 | 100 | 130 | 120",
    "2023 | 13 | 100 | 130 | 104",
    "2024 | 1 | 100 | 90 | 8",
    "2024 | 3 | 200 | 210 | 50",
    "2024 | 5 | 200 | 220 | 90",
)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2024-01", "-10 of 100"),
        ("2024-02", "-10 of 100"),  # the latest there is by then
        ("2024-03", "10 of 200"),
        ("2024-04", "10 of 200"),
        ("2024-12", "20 of 200"),  # the year is not closed
        ("2023-11", "0 of 0"),
        ("2023-12", "4 of 100"),  # closed: what was spent
        ("2023", "4 of 100"),
        ("2025-01", "0 of 0"),  # another year's budget
    ],
)
def test_the_latest_follow_up_of_the_year(value_spec, period, expected):
    value_spec(BUDGET, FOLLOWED_UP, {period: expected})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["4.1 | 3 | 1 | 100 | 103", "4.1 | 3 | 2 | 50 | 49"], "2 of 150"),
        (["4.1 | 3 | 1 | 100 | 103", "7.9 | 3 | 2 | 50 | 49"], "3 of 100"),  # not our area
        (["4.1 | 3 | 1 | 100 | 103", "4.1 | 2 | 2 | 50 | 49"], "3 of 100"),  # one month for all
        (["4.1 | 3 | 1 | -100 | -90", "4.1 | 3 | 2 | 300 | 300"], "10 of 200"),  # an income
        (["4.1 | 3 | 1 | 0 | 10"], "0 of 0"),  # no budget, no share
        (["4.1 | 3 | 1 | 100 | -"], "0 of 0"),  # nothing is expected yet
        (["4.1 | 3 | 1 | 100 | -", "4.1 | 3 | 2 | 50 | 51"], "1 of 50"),
    ],
)
def test_accounts_of_our_policy_area_at_one_month(value_spec, rows, expected):
    given = accounts("area | month | cost_centre | corrected | expected", *rows)
    value_spec(BUDGET, given, {"2024-03": expected})


def test_against_the_original_budget(value_spec):
    given = accounts("month | original | corrected | expected", "3 | 80 | 100 | 100")
    value_spec(BUDGET, given, {"2024-03": "0 of 100"})
    value_spec(f"{BUDGET}.against_original", given, {"2024-03": "20 of 80"})


def test_budget_by_account(value_spec):
    given = accounts("month | account | corrected | expected", "3 | a | 10 | 11", "3 | b | 20 | 20")
    expected = {("a", "2024-03"): "1 of 10", ("b", "2024-03"): "0 of 20"}
    value_spec(BUDGET, given, expected, by="account_function")


def plans(*rows: str) -> dict[str, str]:
    return {"care_plan": table("care_plan | person | start | end | tilbud", *rows)}


def grants(header: str, *rows: str) -> dict[str, str]:
    return {"grant_price": table(header, *rows)}


ONE = plans("p1 | A | 2023-01-01 | - | mobilt")


@pytest.mark.parametrize(
    ("period", "header", "rows", "expected"),
    [
        (PERIOD, "price", ["100"], "3100"),
        (PERIOD, "price | units", ["100 | 2"], "6200"),
        (PERIOD, "price | per", ["3000 | Måned"], "3000"),
        # 15 of 31 days
        (PERIOD, "price | per | start", ["310 | Måned | 2025-03-17"], "150"),
        # 3.5 hours a week for 31 days
        (PERIOD, "price | per | units", ["100 | Time | 3.5"], "1550"),
        (PERIOD, "price | end", ["100 | 2025-03-11"], "1000"),  # the last day is the 10th
        (PERIOD, "price | start", ["100 | 2025-04-01"], "0"),
        (PERIOD, "price | end", ["100 | 2025-03-01"], "0"),
        (
            PERIOD,
            "price | from | to",
            ["100 | 2024-01-01 | 2025-03-11", "50 | 2025-03-11 | -"],
            "2050",
        ),
        # inside the grant only
        (
            PERIOD,
            "price | from | start | end",
            ["100 | 2025-03-01 | 2025-03-11 | 2025-03-21"],
            "1000",
        ),
        (PERIOD, "price | refund_percent", ["100 | 50"], "3100"),  # gross
        (PERIOD, "price | person", ["100 | X"], "0"),
        ("2024-03", "price", ["96.70"], "3100"),  # fixed prices: 0.967
        ("2025-Q1", "price", ["10"], "900"),
        ("2025", "price", ["10"], "3650"),
    ],
)
def test_what_falls_in_the_period(value_spec, period, header, rows, expected):
    """One citizen all year: the cost is the citizen's."""
    value_spec(COST, ONE | grants(header, *rows), {period: expected})


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        # 16 days of help, 16 days of cost: 1600 over 16/31 of a citizen
        ("p1 | A | 2023-01-01 | 2025-03-17 | mobilt", "3100"),
        ("p1 | A | 2023-01-01 | 2025-03-01 | mobilt", "-"),
        ("p1 | A | 2025-01-01 | - | mobilt", "-"),  # nobody was in this stratum in 2024
    ],
)
def test_cost_over_the_time_with_help(value_spec, plan, expected):
    given = plans(plan) | grants("price | end", "100 | 2025-03-17")
    value_spec(COST, given, {PERIOD: expected})


def test_help_off_the_ladder_is_no_time(value_spec):
    given = {"care_plan": "care_plan | start | ydelse\n--\np1 | 2023-01-01 | akut"}
    value_spec(COST, given | grants("price", "100"), {PERIOD: "-"})


@pytest.mark.parametrize(("born", "expected"), [("2006-01-01", "100"), ("2007-03-02", "-")])
def test_adults_only(value_spec, born, expected):
    """A5, where the stretch of days begins."""
    given = ONE | {"citizen": f"person | born\n--\nA | {born}"}
    given |= grants("price | end | start", "100 | 2025-03-02 | 2025-03-01")
    value_spec(COST, given, {PERIOD: expected})


def test_who_comes_of_age_in_a_month_is_counted_from_the_next(value_spec):
    """One month, one stratum: a new plan on the 20th does not begin the month anew."""
    given = {"citizen": "person | born\n--\nA | 2007-03-15\nB | 1980-01-01"}
    given |= plans(
        "p0 | A | 2023-01-01 | 2025-03-20 | mobilt",
        "p1 | A | 2025-03-20 | - | botilbud",
        "p2 | B | 2023-01-01 | - | mobilt",
    )
    given |= grants("person | price", "A | 100", "B | 10")
    value_spec(f"{COST}.crude", given, {PERIOD: "310"})


# In 2024 there were five citizens at home and five in a botilbud: half the weight each. In
# March 2025 there are five at home, 100 kr. a day, and one in a botilbud, 400 kr. a day.
HOMES = [f"h{n} | {n} | 2023-01-01 | - | mobilt" for n in "ABCDE"]
BOTILBUD = [
    "b1 | F | 2023-01-01 | - | botilbud",
    *(f"b{n} | {n} | 2023-01-01 | 2025-01-01 | botilbud" for n in "GHIJ"),
]
MIX = plans(*HOMES, *BOTILBUD) | grants(
    "person | price", *(f"{n} | 10" for n in "ABCDE"), *(f"{n} | 40" for n in "FGHIJ")
)


def test_a_change_of_mix_is_no_change_of_cost(value_spec):
    """At home 310 kr. each, in the botilbud 1240: half and half 775, though five of six are home.

    What is still paid for those who left is not counted.
    """
    value_spec(COST, MIX, {PERIOD: "775", "2024-12": "801.4"})  # 775 / 0.967
    value_spec(f"{COST}.crude", MIX, {PERIOD: "465"})  # (5 * 310 + 1240) / 6


def test_cost_by_step(value_spec):
    value_spec(COST, MIX, {("5", PERIOD): "310", ("8", PERIOD): "1240"}, by="step")


def needs(**levels: str) -> dict[str, str]:
    rows = (f"n{who} | {who} | {level} | 2023-01-01" for who, level in levels.items())
    return {"care_evaluation": table("care_evaluation | person | level | effective", *rows)}


def test_small_strata_are_merged_with_the_next_need(value_spec):
    """Need 1: A (310). Need 2: B-F, five (620 each). One is too few: six together, 568.3.

    Without merging it would be 1/6 * 310 + 5/6 * 620, which is the same; so the reference has
    A's need in other weights: in 2024 five more had need 1, who have left. Merged the cost is
    568.3 whatever the weights.
    """
    people = [f"p{n} | {n} | 2023-01-01 | - | mobilt" for n in "ABCDEF"]
    left = [f"p{n} | {n} | 2023-01-01 | 2025-01-01 | mobilt" for n in "GHIJK"]
    given = plans(*people, *left) | grants(
        "person | price", "A | 10", *(f"{n} | 20" for n in "BCDEF")
    )
    given |= needs(**dict.fromkeys("AGHIJK", "1"), **dict.fromkeys("BCDEF", "2"))
    value_spec(COST, given, {PERIOD: "568.3"})


def test_large_strata_keep_the_weights_of_the_reference_year(value_spec):
    """Need 1: five at 310. Unknown: five at 620. In 2024 ten more had need 1: weights 3/4, 1/4."""
    now = [f"p{n} | {n} | 2023-01-01 | - | mobilt" for n in "ABCDEFGHIJ"]
    left = [f"p{n} | {n} | 2023-01-01 | 2025-01-01 | mobilt" for n in "KLMNOPQRST"]
    given = plans(*now, *left) | grants(
        "person | price", *(f"{n} | 10" for n in "ABCDE"), *(f"{n} | 20" for n in "FGHIJ")
    )
    given |= needs(**dict.fromkeys("ABCDEKLMNOPQRST", "1"), F="?")
    value_spec(COST, given, {PERIOD: "387.5"})
    expected = {("1", PERIOD): "310", ("Uoplyst", PERIOD): "620"}
    value_spec(COST, given, expected, by="need_level")


def test_the_need_is_that_of_the_first_of_the_month(value_spec):
    given = ONE | grants("price", "10")
    given["care_evaluation"] = """
        care_evaluation | level | effective
        ----------------+-------+-----------
        n1              | 1     | 2024-01-01
        n2              | 3     | 2025-03-02
    """
    value_spec(COST, given, {("1", PERIOD): "310"}, by="need_level")


@pytest.mark.parametrize(
    ("offers", "prices", "expected"),
    [
        (["o1 | Kommunal | 990 | -"], ["10 | o1"], {"Egen plads": "310"}),
        (["o1 | Kommunal | 991 | -"], ["10 | o1"], {"Købt plads": "310"}),
        (["o1 | Privat | 990 | -"], ["10 | o1"], {"Købt plads": "310"}),
        (["o1 | Privat | - | -"], ["10 | o1"], {"Købt plads": "310"}),
        (["o1 | Kommunal | 990 | -"], ["10 | -"], {"Uden plads": "310"}),
        (["o1 | Kommunal | 990 | -"], ["10 | o9"], {"Uden plads": "310"}),
        (["o1 | Kommunal | 990 | 2025-03-01"], ["10 | o1"], {"Uden plads": "310"}),
        # one that is bought decides
        (
            ["o1 | Kommunal | 990 | -", "o2 | Kommunal | 991 | -"],
            ["10 | o1", "20 | o2"],
            {"Købt plads": "930"},
        ),
    ],
)
def test_own_and_bought_places(value_spec, offers, prices, expected):
    """T18 tells who owns and who runs the tilbud that T03 pays for."""
    given = ONE | grants("price | offer_id", *prices)
    given |= {"offer": table("offer | operator | owner_municipality | end", *offers)}
    wanted = {(name, PERIOD): text for name, text in expected.items()}
    value_spec(COST, given, wanted, by="place_owner")


@pytest.mark.parametrize(
    ("newer_ends", "expected"), [("2025-03-01", "Egen plads"), ("-", "Købt plads")]
)
def test_the_newest_row_that_holds_says_whose_a_place_is(value_spec, newer_ends, expected):
    """A newer row of the same tilbud that has ended says nothing about the day."""
    offers = f"""
        offer | operator | owner_municipality | start      | end
        ------+----------+--------------------+------------+-----------
        o1    | Kommunal | 990                | 2024-01-01 | -
        o1    | Privat   | 990                | 2024-06-01 | {newer_ends}
    """
    given = ONE | grants("price | offer_id", "10 | o1") | {"offer": offers}
    value_spec(COST, given, {(expected, PERIOD): "310"}, by="place_owner")


def test_own_and_bought_places_are_weighed_alike(value_spec):
    """At home 310, in the botilbud 1240 of them bought: each by the weights that both have.

    Only F is in a bought place; its stratum alone is there, so its cost is its own.
    """
    given = MIX | grants(
        "person | price | offer_id",
        *(f"{n} | 10 | o1" for n in "ABCDE"),
        "F | 40 | o2",
    )
    given |= {
        "offer": table(
            "offer | operator | owner_municipality", "o1 | Kommunal | 990", "o2 | Privat | -"
        )
    }
    expected = {("Egen plads", PERIOD): "310", ("Købt plads", PERIOD): "1240"}
    value_spec(COST, given, expected, by="place_owner")
