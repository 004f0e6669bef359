"""From tables drawn in a test to the version rows of schema `core`.

Cells: empty = the default, `-` = nothing (NULL), `2024-03` = a partial date,
lists are split at commas. Two rows with one id are two versions of it, in the
order drawn. `known` is the day the version was received; without one it was
received on its own date. Persons are invented letters, never names.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from tests.second_opinion.state import Row, Tables
from tests.spec import names

LONG_AGO = "2000-01-01"
OURS = "ours"


def cells(drawing: str) -> Iterator[dict[str, str]]:
    """The rows of one drawn table, by column; empty cells are left out."""
    lines = [line for line in drawing.splitlines() if line.strip()]
    header = [name.strip() for name in lines[0].split("|")]
    for line in lines[2:]:
        values = [value.strip() for value in line.split("|")]
        yield {name: value for name, value in zip(header, values, strict=True) if value}


def drawn(rows: list[dict[str, str]]) -> str:
    """The other way: cells as a drawing, to be read and pasted into a test."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    width = {c: max(len(c), *(len(row.get(c, "")) for row in rows)) for c in columns}
    lines = [{c: c for c in columns}, {c: "-" * width[c] for c in columns}, *rows]
    return "\n".join(" | ".join(line.get(c, "").ljust(width[c]) for c in columns) for line in lines)


def person_id(letter: str) -> str:
    """A pseudonym that looks like one: `k1:` and 26 signs."""
    return "k1:" + letter.lower().ljust(26, "2")


def day(text: str | None) -> date | None:
    """A full date; None for none or a partial one (R1)."""
    return date.fromisoformat(text) if text and len(text) == 10 else None


def dated(name: str, row: dict[str, str]) -> Row:
    """The two columns of a date: the Danish day, and the text as delivered."""
    text = listed_or_none(row, name)
    return {f"{name}_date": day(text), f"{name}_text": text}


def listed_or_none(row: dict[str, str], name: str) -> str | None:
    value = row.get(name, "-")
    return None if value == "-" else value


def listed(row: dict[str, str], name: str, default: str = "-") -> list[str]:
    value = row.get(name, default)
    return [] if value == "-" else [part.strip() for part in value.split(",")]


def level(row: dict[str, str], name: str, codes: dict[str, str], default: str) -> Row:
    """`0` to `4`, `?` for Ikke vurderet, `-` for nothing."""
    value = row.get(name, default)
    code = None if value == "-" else codes[value]
    return {"code": code, "level": int(value) if value.isdigit() else None}


def _citizen(row: dict[str, str]) -> Row:
    return {
        "citizen_id": row.get("citizen", "citizen-" + row["person"]),
        "birth_date": day(row.get("born", "1980-06-01")),
        "sex": row.get("sex", "K"),
    }


def _care_plan(row: dict[str, str]) -> Row:
    follow_up = listed_or_none(row, "next_follow_up")
    groups = [f"{part}:1".split(":")[:2] for part in listed(row, "target_group", "Angst")]
    return {
        "care_plan_id": row["care_plan"],
        "intent": row.get("intent", "order"),
        "status": row.get("status", "active"),
        **dated("start", row),
        **dated("end", row),
        "service_performer_ids": [f"tilbud-{name}" for name in listed(row, "tilbud", "mobilt")],
        "target_groups": [
            {"target_group_id": _group_id(name), "rank": int(rank)} for name, rank in groups
        ],
        "care_evaluation_id": listed_or_none(row, "need"),
        "follow_up_encounter_id": row.get("encounter", follow_up and f"on-{follow_up}"),
        "intervention_goal_ids": listed(row, "goals"),
        "case_number": None,
        "official_case_number": None,
    }


def _group_id(name: str) -> str:
    """FHIR ids take letters, digits, hyphen and dot."""
    return "group-" + names.TARGET_GROUP.get(name, name)


def _intervention(row: dict[str, str]) -> Row:
    codes = [names.YDELSE[name] for name in listed(row, "ydelse", "§ 85")]
    return {
        "intervention_id": row["intervention"],
        "care_plan_ids": listed(row, "care_plan"),
        "codes": codes,
        "status": row.get("status", "active"),
        "intent": row.get("intent", "order"),
        "activity_statuses": ["in-progress" for _ in codes],
        **dated("created", {"created": LONG_AGO}),
        **dated("start", row),
        **dated("end", row),
    }


def _condition(row: dict[str, str]) -> Row:
    code = names.THEME[row.get("theme", "Spise")]
    severity = level(row, "severity", names.SEVERITY, "2")
    return {
        "condition_id": row["condition"],
        "code": code,
        "condition_group": names.GROUP_OF_THEME[code],
        "severity_code": severity["code"],
        "severity_level": severity["level"],
        "clinical_status": row.get("clinical", "active"),
        "verification_status": listed_or_none(row, "verification"),
        **dated("recorded", row),
        **dated("last_asserted", row),
    }


def _intervention_goal(row: dict[str, str]) -> Row:
    target = level(row, "target", names.SEVERITY, "1")
    return {
        "intervention_goal_id": row["goal"],
        "lifecycle_status": row.get("status", "active"),
        "primary_condition_id": row["condition"],
        "secondary_condition_ids": [],
        "expected_severity_code": target["code"],
        "expected_severity_level": target["level"],
        "change_value_code": names.GOAL_TYPE.get(row.get("type", "udvikle")),
    }


def _follow_up(row: dict[str, str]) -> Row:
    return {
        "follow_up_id": row["follow_up"],
        "care_plan_ids": listed(row, "care_plan"),
        "result_code": names.FOLLOW_UP_RESULT[row.get("result", "fortsæt")],
        **dated("effective", row),
        "status": row.get("status", "final"),
    }


def _follow_up_encounter(row: dict[str, str]) -> Row:
    return {
        "follow_up_encounter_id": row["encounter"],
        **dated("start", row),
        "status": "planned",
    }


def _care_evaluation(row: dict[str, str]) -> Row:
    need = level(row, "level", names.NEED, "2")
    return {
        "care_evaluation_id": row["care_evaluation"],
        "level_code": need["code"],
        "level": need["level"],
        **dated("effective", row),
        "status": row.get("status", "final"),
    }


def _information_gathering(row: dict[str, str]) -> Row:
    return {
        "information_gathering_id": row["gathering"],
        "status": row.get("status", "completed"),
        **dated("effective", row),
        "service_request_id": "request",
        "condition_ids": listed(row, "conditions"),
        "care_evaluation_ids": [],
    }


def _service_performer(row: dict[str, str]) -> Row:
    return {
        "service_performer_id": row.get("performer", f"tilbud-{row['tilbud']}"),
        "code": names.TILBUD[row["tilbud"]],
    }


def _target_group(row: dict[str, str]) -> Row:
    return {
        "target_group_id": _group_id(row["target_group"]),
        "code": names.TARGET_GROUP[row.get("code", row["target_group"])],
        **dated("recorded", {"recorded": row.get("recorded", LONG_AGO)}),
        "clinical_status": None,
        "verification_status": listed_or_none(row, "verification"),
    }


READ: dict[str, Callable[[dict[str, str]], Row]] = {
    "citizen": _citizen,
    "care_plan": _care_plan,
    "intervention": _intervention,
    "condition": _condition,
    "intervention_goal": _intervention_goal,
    "follow_up": _follow_up,
    "follow_up_encounter": _follow_up_encounter,
    "care_evaluation": _care_evaluation,
    "information_gathering": _information_gathering,
    "service_performer": _service_performer,
    "target_group": _target_group,
}
OWN_DATES = ("last_asserted", "effective", "recorded", "start")


def tables(given: dict[str, str]) -> Tables:
    """The version tables that the drawings stand for, with what they take for granted."""
    return of_cells({name: list(cells(drawing)) for name, drawing in given.items()})


def of_cells(given: dict[str, list[dict[str, str]]]) -> Tables:
    """The same from cells that were not drawn but made, for example by Hypothesis."""
    drawn = dict(given)
    drawn.setdefault("intervention", list(_one_help_a_plan(drawn.get("care_plan", []))))
    for name, rows in _taken_for_granted(drawn).items():
        known = {_id(name, row) for row in drawn.get(name, [])}
        drawn[name] = [row for row in rows if _id(name, row) not in known] + drawn.get(name, [])
    return {f"{name}_version": list(_versions(name, rows)) for name, rows in drawn.items()}


def _id(name: str, row: dict[str, str]) -> str:
    return str(READ[name](row)[f"{name}_id"])


def _one_help_a_plan(plans: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Without an intervention table each plan has one, open-ended, from its start."""
    for name in dict.fromkeys(row["care_plan"] for row in plans):
        last = [row for row in plans if row["care_plan"] == name][-1]
        row = {"intervention": f"help-of-{name}", "care_plan": name, "known": LONG_AGO}
        shared = ("person", "start", "ydelse", "organization")
        yield row | {column: last[column] for column in shared if column in last}


def _taken_for_granted(drawn: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    """A citizen for each person; the tilbud, target groups and dates that plans name."""
    plans = drawn.get("care_plan", [])
    letters = {row.get("person", "A") for rows in drawn.values() for row in rows}
    tilbud = {name for row in plans for name in listed(row, "tilbud", "mobilt")}
    groups = {part.split(":")[0] for row in plans for part in listed(row, "target_group", "Angst")}
    dates = {date for row in plans for date in listed(row, "next_follow_up")}
    known = {"known": LONG_AGO}
    return {
        "citizen": [{"person": letter} | known for letter in sorted(letters)],
        "service_performer": [{"tilbud": name} | known for name in sorted(tilbud)],
        "target_group": [{"target_group": name} | known for name in sorted(groups)],
        "follow_up_encounter": [
            {"encounter": f"on-{date}", "start": date} | known for date in sorted(dates)
        ],
    }


def _versions(name: str, rows: list[dict[str, str]]) -> Iterator[Row]:
    """Number the versions of each id in the order drawn, and set the two clocks."""
    for found in dict.fromkeys(_id(name, row) for row in rows):
        own = [row for row in rows if _id(name, row) == found]
        times = [_known_at(row, at) for at, row in enumerate(own)]
        if times != sorted(times):
            raise ValueError(f"The versions of {name} {found} are not drawn in the order received.")
        for at, row in enumerate(own):
            yield READ[name](row) | _whose(row) | _clocks(at, times)


def _whose(row: dict[str, str]) -> Row:
    return {
        "person_id": person_id(row.get("person", "A")),
        "organization_id": row.get("organization", OURS),
    }


def _known_at(row: dict[str, str], at: int) -> datetime:
    """Late morning UTC, so that the Danish day is the same; drawn order within a day."""
    own = [day(row.get(name)) for name in OWN_DATES]
    known = day(row.get("known")) or next((date for date in own if date), None) or day(LONG_AGO)
    assert known is not None
    return datetime(known.year, known.month, known.day, 10) + timedelta(minutes=at)


def _clocks(at: int, times: list[datetime]) -> Row:
    after = times[at + 1] if at + 1 < len(times) else None
    return {
        "version_no": at + 1,
        "known_at": times[at],
        "known_date": times[at].date(),
        "superseded_at": after,
        "superseded_date": after.date() if after else None,
    }
