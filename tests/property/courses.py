"""More courses that chance rarely makes, for the indicators of steps, scores and stays.

As in `stories`: each is nearly right, with its days a little off.
"""

from datetime import date

from hypothesis import strategies as st

from tests.property.stories import TURN, Tables, around, granted, iso, near

BEGIN = date(2022, 11, 1)
THEMES = ("Spise", "Købe ind", "Lave mad", "Samtale")
TAKING_PART = "Deltage i sociale fællesskaber og fritidsaktiviteter"
WHOLE = ("Syn", "Boligområde", "Varetage bolig", "Varetage relationer til netværk", *THEMES)
level = st.sampled_from(["0", "1", "2", "2", "3", "?"])


def together(*parts: Tables) -> Tables:
    found: Tables = {}
    for part in parts:
        for table, rows in part.items():
            found[table] = found.get(table, []) + rows
    return found


@st.composite
def progress(draw: st.DrawFn, letter: str) -> Tables:
    """Scores of several themes, found again a year later; a need then and now."""
    rows, again = [], date(2024, 2, 1)
    for theme in (*THEMES, TAKING_PART):
        name = {"condition": f"{letter}-{theme}", "person": letter, "theme": theme}
        found = iso(BEGIN, draw(near))
        first = name | {"recorded": found, "known": found}
        rows.append(first | {"severity": draw(level)})
        day = iso(draw(st.sampled_from([again, date(2023, 4, 1), date(2024, 3, 31)])), draw(near))
        later = first | {"last_asserted": day, "known": day, "severity": draw(level)}
        rows += [later] if draw(st.sampled_from([True, True, True, False])) else []
    needs = [
        {"care_evaluation": f"{letter}-need-{n}", "person": letter, "level": draw(level)}
        | {"effective": iso(day)}
        for n, day in enumerate((BEGIN, again))
    ]
    plan = granted(letter, "progress", iso(BEGIN), iso(BEGIN))
    return together({"condition": rows, "care_evaluation": needs}, plan)


@st.composite
def whole(draw: st.DrawFn, letter: str) -> Tables:
    """A broad assessment, of which something may be missing or become known late."""
    day = draw(st.sampled_from([date(2024, 3, 1), date(2024, 3, 30), date(2023, 9, 30)]))
    rows, found = [], []
    for theme in WHOLE:
        if draw(st.integers(0, 6)):
            name = f"{letter}-whole-{theme}"
            severity = "-" if theme in ("Syn", "Boligområde") else draw(level)
            row = {"condition": name, "person": letter, "theme": theme, "severity": severity}
            rows.append(row | {"recorded": iso(day), "known": iso(day, draw(near))})
            found.append(name)
    gathering = {"gathering": f"{letter}-whole", "person": letter, "effective": iso(day)}
    gathering |= {"conditions": ", ".join(found) or "-", "known": iso(day, draw(near))}
    gathering |= {"status": draw(st.sampled_from(["completed", "completed", "in-progress"]))}
    return {"condition": rows, "information_gathering": [gathering]}


@st.composite
def let_go(draw: st.DrawFn, letter: str) -> Tables:
    """A goal reached, and help that ends or changes about 90 days after."""
    name = {"condition": f"{letter}-reach", "person": letter, "theme": "Vaske tøj"}
    first = name | {"recorded": iso(BEGIN), "known": iso(BEGIN)}
    rows = [first | {"severity": "3"}]
    for offset in sorted(draw(st.lists(st.sampled_from([0, 1, 30, 60]), min_size=1, max_size=3))):
        day = iso(TURN, offset)
        severity = draw(st.sampled_from(["1", "2", "2", "3", "?"]))
        rows.append(first | {"last_asserted": day, "known": day, "severity": severity})
    goal = {"goal": f"{letter}-reached", "person": letter, "condition": f"{letter}-reach"}
    goal |= {"target": "2", "known": iso(BEGIN, 40)}
    ends = iso(TURN, 90 + draw(around))
    ydelse = draw(st.sampled_from(["§ 85", "§ 82 a", "akut", "længerevarende ophold"]))
    old = granted(letter, "before", iso(BEGIN), iso(BEGIN), end=ends)
    old["intervention"][0]["ydelse"] = ydelse
    new = granted(letter, "after", ends, iso(BEGIN))
    new["intervention"][0]["ydelse"] = draw(st.sampled_from(["§ 85", "§ 82 a"]))
    return together({"condition": rows, "intervention_goal": [goal]}, old, new)


@st.composite
def stepping(draw: st.DrawFn, letter: str) -> Tables:
    """Down about a month end, and perhaps up again about half a year later."""
    down = draw(st.sampled_from([date(2023, 1, 31), date(2023, 9, 30), date(2022, 9, 30)]))
    offset = draw(around)
    up = iso(down, 183 + draw(around))
    tilbud = st.sampled_from(["mobilt", "midlertidigt", "botilbud", "aktivitet"])
    first = granted(letter, "high", "2022-01-01", "2022-01-01", end=iso(down, offset))
    first["care_plan"][0]["tilbud"] = "botilbud"
    second = granted(letter, "low", iso(down, offset + draw(around)), "2022-01-01", end=up)
    second["care_plan"][0]["tilbud"] = draw(tilbud)
    third = granted(letter, "back", up, "2022-01-01")
    third["care_plan"][0]["tilbud"] = draw(tilbud)
    return together(first, second, third)


@st.composite
def stay(draw: st.DrawFn, letter: str) -> Tables:
    """A temporary stay, a pause of about thirty days, and another."""
    start = draw(st.sampled_from([date(2023, 1, 10), date(2019, 4, 2), date(2022, 4, 1)]))
    pause, begins = draw(st.sampled_from([0, 1, 29, 30, 31])), draw(near)
    first_end = 60 + draw(around)
    first = granted(letter, "stay", iso(start, begins), iso(start), end=iso(start, first_end))
    second = granted(letter, "stay-again", iso(start, first_end + pause), iso(start))
    second["care_plan"][0]["end"] = draw(
        st.sampled_from(["-", iso(start, 200), "2024-03-31", "2024-04-01"])
    )
    for plan in (first, second):
        plan["care_plan"][0]["tilbud"] = draw(
            st.sampled_from(["midlertidigt", "midlertidigt", "mobilt", "botilbud, midlertidigt"])
        )
        plan["intervention"][0]["ydelse"] = draw(
            st.sampled_from(["midlertidigt ophold", "§ 85", "midlertidigt ophold, § 85"])
        )
    return together(first, second)


@st.composite
def helped(draw: st.DrawFn, letter: str) -> Tables:
    """One of the ydelser that single indicators look for, about 183 days before D."""
    plan = granted(letter, "helped", iso(date(2023, 9, 30), draw(around)), iso(BEGIN))
    plan["intervention"][0]["ydelse"] = draw(
        st.sampled_from(
            [
                *("§ 82 b", "§ 82 d", "§ 82 a frivillige", "§ 103", "Service", "§ 82 d, akut"),
                *("Støtte til beskæftigelse", "Kompetenceudviklende aktivitet, § 82 b"),
            ]
        )
    )
    return plan


COURSES = (progress, whole, let_go, stepping, stay, helped)


def courses(letter: str) -> st.SearchStrategy[Tables]:
    """One of them."""
    return st.one_of(course(letter) for course in COURSES)


@st.composite
def crowds(draw: st.DrawFn) -> Tables:
    """About ten citizens granted much the same: a cell to judge by, and steps in use."""
    if draw(st.booleans()):
        return {}
    found: Tables = {}
    ydelse = st.sampled_from(["§ 85", "§ 85", "§ 104", "§ 82 b", "§ 82 a", "akut"])
    for n in range(draw(st.integers(8, 12))):
        letter = f"m{n}"
        need = {"care_evaluation": f"{letter}-need", "person": letter, "effective": iso(BEGIN)}
        need |= {"level": draw(st.sampled_from(["2", "2", "2", "2", "3", "?"]))}
        start = iso(draw(st.sampled_from([date(2023, 4, 2), TURN])), draw(near))
        plan = granted(letter, "granted", start, start, need=f"{letter}-need")
        plan["care_plan"][0]["target_group"] = draw(
            st.sampled_from(["Angst", "Angst", "Angst", "Depression", "Syn"])
        )
        plan["intervention"][0] |= {
            "ydelse": draw(ydelse),
            "start": iso(date.fromisoformat(start), draw(st.sampled_from([0, 0, 0, 5, 200]))),
        }
        citizen = {"person": letter, "born": draw(st.sampled_from(["1980-06-01", "1994-04-01"]))}
        citizen |= {"sex": draw(st.sampled_from("KM"))}
        found = together(found, plan, {"care_evaluation": [need], "citizen": [citizen]})
    return found
