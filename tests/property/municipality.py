"""Small invented municipalities, as cells of drawings, for Hypothesis.

A few citizens with a few of everything, on days that lie where rules turn:
around the ends of the periods asked about, and a fortnight, a month, 90, 365
and 455 days before them. Errors, late knowledge, corrections, moved links and
partial dates are common here and rare in life.
"""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.property import courses, exports
from tests.property.stories import stories

Cells = dict[str, str]
Tables = dict[str, list[Cells]]
Strategies = dict[str, st.SearchStrategy[str]]

LAST = date(2024, 3, 31)  # the last day of most periods asked about
OFFSETS = (0, 1, 14, 15, 30, 31, 60, 90, 91, 104, 180, 364, 365, 366, 379, 395, 455)
LETTERS = "ABCDEFGHIJKL"
PERIODS = ("2024-03", "2024-04", "2024-Q1", "2023", "2024")
KNOWN_AT = date(2024, 1, 10)
PERIODS_THEN = ("2023-04", "2023", "2024-Q1", "2024")


def usually(normal: Any, wild: Any) -> st.SearchStrategy[str]:
    """Three times in four the normal, so that the rare meets something to disturb."""
    return st.integers(0, 3).flatmap(lambda n: wild if n == 3 else normal)


def one_in_ten(rare: str, otherwise: str) -> st.SearchStrategy[str]:
    return st.integers(0, 9).map(lambda n: rare if n == 9 else otherwise)


def ago(*days_before: int) -> st.SearchStrategy[str]:
    return st.sampled_from([(LAST - timedelta(days=n)).isoformat() for n in days_before])


turning_days = ago(*OFFSETS)
# Half a dozen days a fortnight around one: here ends, starts and follow-ups meet.
together = ago(200, 199, 186, 185, 201, 214, 215, 190)
any_day = st.integers(-30, 470).map(lambda n: (LAST - timedelta(days=n)).isoformat())
days = st.one_of(together, turning_days, any_day, together)
early = ago(455, 430, 396, 395, 379, 366, 365)
earlier = ago(500, 470, 456, 440)
coming = ago(-60, -14, 0, 13, 14, 15, 104, 364)
partial = st.sampled_from(["2023", "2024-02"])
nothing = st.just("-")
maybe_day = usually(nothing, st.one_of(days, days, days, partial))
themes = st.sampled_from(["Spise", "Spise", "Spise", "Købe ind", "Syn"])
levels = st.sampled_from(["2", "1", "0", "2", "3", "4", "?"])


@st.composite
def versions(draw: st.DrawFn, cells: st.SearchStrategy[Cells], most: int = 3) -> list[Cells]:
    """One to `most` versions of one resource, in the order they were received."""
    later = draw(st.lists(days, max_size=most - 1))
    known = sorted([draw(st.one_of(early, early, together, days)), *later])
    return [draw(cells) | {"known": day} for day in known]


def some(names: list[str], fewest: int = 0) -> st.SearchStrategy[str]:
    """A list cell with up to two of the names."""
    if not names:
        return nothing
    chosen = st.lists(st.sampled_from(names), min_size=fewest, max_size=2, unique=True)
    return chosen.map(lambda those: ", ".join(those) or "-")


def care_plans(encounters: list[str], needs: list[str], goals: list[str]) -> Strategies:
    return {
        "start": st.one_of(early, early, together, st.one_of(days, days, days, partial)),
        "end": st.one_of(nothing, nothing, together, maybe_day),
        "intent": usually(st.just("order"), st.just("plan")),
        "status": usually(
            st.just("active"),
            st.sampled_from(["completed", "revoked", "on-hold", "entered-in-error", "draft"]),
        ),
        "tilbud": usually(
            st.just("mobilt"),
            st.sampled_from(
                ["-", "botilbud", "midlertidigt", "aktivitet", "akuttilbud", "mobilt, sikret"]
            ),
        ),
        "target_group": usually(
            st.just("Angst"),
            st.sampled_from(["Hjemløshed", "Udviklingshæmning, Angst:2", "-", "Syn", "Angst:2"]),
        ),
        "encounter": usually(st.sampled_from(encounters), nothing) if encounters else nothing,
        "need": usually(st.sampled_from(needs), nothing) if needs else nothing,
        "goals": one_in_ten(goals[-1], "-") if goals else nothing,
        "organization": one_in_ten("theirs", "ours"),
    }


def interventions(plans: list[str]) -> Strategies:
    return {
        "care_plan": some(plans, fewest=1),
        "ydelse": usually(
            st.sampled_from(["§ 85", "§ 82 a", "§ 82 b", "§ 104"]),
            st.sampled_from(
                ["akut", "udredning", "længerevarende ophold", "§ 82 a frivillige, akut"]
            ),
        ),
        "start": usually(early, st.one_of(days, days, days, nothing, partial)),
        "end": maybe_day,
        "intent": st.sampled_from(["order", "order", "plan"]),
        "status": usually(
            st.just("active"), st.sampled_from(["entered-in-error", "draft", "completed"])
        ),
    }


def conditions(theme: str) -> Strategies:
    return {
        "theme": st.just(theme),
        "severity": levels if theme != "Syn" else nothing,
        "recorded": usually(earlier, st.one_of(days, days, partial)),
        "last_asserted": st.one_of(nothing, days, days, partial),
        "verification": usually(
            st.just("confirmed"), st.sampled_from(["-", "refuted", "refuted", "entered-in-error"])
        ),
    }


def intervention_goals(conditions_found: list[str]) -> Strategies:
    return {
        "condition": st.sampled_from(conditions_found),
        "target": usually(st.sampled_from(["1", "0", "2", "3"]), st.sampled_from(["?", "-"])),
        "type": usually(
            st.just("udvikle"), st.sampled_from(["fastholde", "begrænse", "begrænse", "-"])
        ),
        "status": usually(
            st.just("active"),
            st.sampled_from(["proposed", "completed", "cancelled", "rejected", "entered-in-error"]),
        ),
    }


def follow_ups(plans: list[str]) -> Strategies:
    return {
        "care_plan": some(plans, fewest=1),
        "effective": usually(together, st.one_of(days, partial)),
        "result": st.sampled_from(["afslut, ny", "fortsæt", "afslut, ny", "afslut"]),
        "status": one_in_ten("entered-in-error", "final"),
    }


ID_COLUMN = {
    "intervention_goal": "goal",
    "follow_up_encounter": "encounter",
    "information_gathering": "gathering",
}


@st.composite
def several(
    draw: st.DrawFn, table: str, letter: str, cells: Strategies, fewest: int, most: int
) -> list[Cells]:
    """A few resources of one table with their versions; ids are letter, table, number."""
    column = ID_COLUMN.get(table, table)
    one = st.fixed_dictionaries(cells)
    found: list[Cells] = []
    for number in range(draw(st.integers(fewest, most))):
        name = {column: f"{letter}-{column}-{number}", "person": letter}
        found += [name | row for row in draw(versions(one))]
    return found


def same_condition(goals: list[Cells]) -> list[Cells]:
    """A goal keeps its condition: the specification does not say what a change of it means."""
    first = {row["goal"]: row["condition"] for row in reversed(goals)}
    return [row | {"condition": first[row["goal"]]} for row in goals]


def ids(rows: list[Cells], column: str) -> list[str]:
    return list(dict.fromkeys(row[column] for row in rows))


@st.composite
def identities(draw: st.DrawFn, letter: str) -> Cells:
    """The citizen: birthdays lie about the days asked for, or life phases begin then."""
    born = usually(
        st.just("1980-06-01"),
        st.sampled_from(["1964-03-31", "1994-04-01", "2006-03-15", "2004-02-29", "1963-06-01"]),
    )
    return {"person": letter, "born": draw(born), "sex": draw(st.sampled_from("KM"))}


@st.composite
def of_one_course(draw: st.DrawFn, letter: str) -> Tables:
    """A citizen with one course only, which nothing disturbs."""
    return draw(courses.courses(letter)) | {"citizen": [draw(identities(letter))]}


@st.composite
def citizens(draw: st.DrawFn, letter: str) -> Tables:
    """All rows of one citizen."""

    def some_of(table: str, cells: Strategies, fewest: int, most: int) -> list[Cells]:
        return draw(several(table, letter, cells, fewest, most))

    found: Tables = {
        "citizen": [draw(identities(letter))],
        "follow_up_encounter": some_of("follow_up_encounter", ENCOUNTERS, 0, 3),
        "care_evaluation": some_of("care_evaluation", EVALUATIONS, 0, 2),
        "condition": draw(lines(letter)),
    }
    themes_found = ids(found["condition"], "condition")
    if themes_found:
        goals = intervention_goals(themes_found)
        found["intervention_goal"] = same_condition(some_of("intervention_goal", goals, 0, 3))
        gathered = GATHERINGS | {"conditions": some(themes_found)}
        found["information_gathering"] = some_of("information_gathering", gathered, 0, 2)
    plans = care_plans(
        ids(found["follow_up_encounter"], "encounter"),
        ids(found["care_evaluation"], "care_evaluation"),
        ids(found.get("intervention_goal", []), "goal"),
    )
    found["care_plan"] = some_of("care_plan", plans, 1, 3)
    names = ids(found["care_plan"], "care_plan")
    found["intervention"] = some_of("intervention", interventions(names), 0, 5)
    found["follow_up"] = some_of("follow_up", follow_ups(names), 0, 4)
    for story in [*draw(stories(letter)), draw(courses.courses(letter))]:
        for table, rows in story.items():
            found[table] = found.get(table, []) + rows
    return found


ENCOUNTERS: Strategies = {"start": usually(coming, st.one_of(days, partial))}
EVALUATIONS: Strategies = {
    "level": levels,
    "effective": usually(days, partial),
    "status": one_in_ten("entered-in-error", "final"),
}
GATHERINGS: Strategies = {
    "effective": usually(days, partial),
    "status": one_in_ten("entered-in-error", "completed"),
}


@st.composite
def lines(draw: st.DrawFn, letter: str) -> list[Cells]:
    """Conditions; two ids may share a theme, for a new assessment brings new ids."""
    found: list[Cells] = []
    for number in range(draw(st.integers(0, 3))):
        name = {"condition": f"{letter}-condition-{number}", "person": letter}
        one = st.fixed_dictionaries(conditions(draw(themes)))
        found += [name | row for row in draw(versions(one))]
    return found


@st.composite
def municipalities(draw: st.DrawFn, most: int = 10) -> Tables:
    """A few citizens, sometimes a crowd, and what T01 tells of them."""
    found: Tables = {"intervention": []}
    one = st.sampled_from((citizens, citizens, of_one_course))
    some = [draw(draw(one)(letter)) for letter in LETTERS[: draw(st.integers(1, most))]]
    for one in [*some, draw(courses.crowds())]:
        for table, rows in one.items():
            found[table] = found.get(table, []) + rows
    born = {row["person"]: row["born"] for row in found["citizen"]}
    return found | {"citizen_status": draw(exports.citizen_statuses(born))}


@st.composite
def supplied(draw: st.DrawFn, most: int = 4) -> Tables:
    """A few citizens, and all supplementary exports."""
    found = draw(municipalities(most))
    return found | draw(exports.exports(found))
