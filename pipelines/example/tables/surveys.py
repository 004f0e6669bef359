"""T08, T09, T09b, T09x, T23: the same questions every September."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from pipelines.example.diary import PlanTold
from pipelines.example.tables.sheet import Row, Sheet, day, moment
from pipelines.example.tables.staff import employments
from pipelines.example.tables.world import World, category, steps_on, tilbud_of

OPENS, CLOSES = (9, 1), (9, 30)
DONT_KNOW, DONT_KNOW_TEN = "9", "99"
UNKNOWN = 0.05
BLANK = 0.01
AGAIN = 0.01  # answers a question once more
CONSENT = 0.6

# Step -> share of those asked who answer; and who holds the pen.
ANSWERS = {1: 0.42, 2: 0.45, 3: 0.44, 4: 0.52, 5: 0.47, 6: 0.40, 7: 0.50, 8: 0.36, 9: 0.25}
PENS = ("Selv", "Støttet", "Pårørende")
PEN_ON_STEP = {4: (45, 50, 5), 7: (35, 55, 10), 8: (15, 60, 25), 9: (20, 70, 10)}
PEN = (74, 21, 5)

# Question -> share who agree (4-5), and the event with the share after it.
QUESTIONS: dict[str, tuple[float, str, float]] = {
    "Q01": (0.70, "talk_training", 0.82),
    "Q02": (0.66, "talk_training", 0.75),
    "Q03": (0.70, "talk_training", 0.76),
    "Q04": (0.27, "intake_team", 0.20),  # reversed: agreeing is bad
    "Q05": (0.66, "goal_practice", 0.72),
    "Q06": (0.50, "communities", 0.57),
    "Q07": (0.48, "communities", 0.59),
    "Q08": (0.58, "intake_team", 0.68),
    "Q09": (0.64, "psychiatry_handover", 0.74),
    "N01": (0.60, "network_talks", 0.73),
    "M01": (0.80, "talk_training", 0.89),
    "M02": (0.82, "talk_training", 0.88),
    "P01": (0.50, "intake_team", 0.64),
}
DISAGREE = 0.55  # of those who do not agree: 1 or 2, the rest 3
DISAGREE_WITH = {"Q04": 0.78}
HAD_A_SHIFT = 0.25  # only they answer Q09
SATISFIED = (0, 1, 2, 3, 5, 9, 11, 22, 26, 13, 8)  # Q10: weights of 0 to 10
STAFF_ANSWER, PARTNERS, PARTNER_ANSWER = 0.74, 90, 0.62
RELATIVES = 0.35  # of the citizens have a relative who is asked
RELATIVE_ANSWERS = 0.44
PARTNER_UNITS = ("Psykiatrien", "Egen læge", "Jobcentret", "Hjemmeplejen", "Kriminalforsorgen")


@dataclass(frozen=True)
class Round:
    """One round of all surveys."""

    year: int
    opens: int
    closes: int

    def id(self, letter: str) -> str:
        return f"{letter}{self.year}"


def rounds(world: World) -> list[Round]:
    """Every September that lies whole within the reports."""
    found = [
        Round(year, date(year, *OPENS).toordinal(), date(year, *CLOSES).toordinal())
        for year in world.years
    ]
    story = world.story
    return [each for each in found if each.opens >= story.go_live and each.closes <= story.until]


def survey_sheets(world: World) -> list[Sheet]:
    """T08, T09, T09b and T23 with the counts of each round, T09x."""
    asked: list[tuple[str, int, int]] = []
    found = {"T08": _staff, "T09": _citizens, "T09b": _relatives, "T23": _partners}
    sheets = [
        Sheet.of_rows(code, [row for each in rounds(world) for row in survey(world, each, asked)])
        for code, survey in found.items()
    ]
    counts = [
        {"RundeID": id, "Inviterede": str(invited), "Svarede": str(answered)}
        for id, invited, answered in sorted(asked)
    ]
    return [*sheets, Sheet.of_rows("T09x", counts)]


Asked = list[tuple[str, int, int]]


def _agree(world: World, question: str, on: int) -> float:
    before, event, after = QUESTIONS[question]
    return after if world.story.has_begun(event, on) else before


def _answer(rng: Random, share: float, disagree: float = DISAGREE) -> str:
    draw = rng.random()
    if draw < BLANK:
        return ""
    if draw < BLANK + UNKNOWN:
        return DONT_KNOW
    if rng.random() < share:
        return rng.choice("445")
    return rng.choice("122") if rng.random() < disagree else "3"


def _unit_row(id: str, at: int, question: str, answer: str, unit: str, each: Round) -> Row:
    return {
        "RundeID": id,
        "BesvarelsesID": f"{id}-{at:04d}",
        "SpørgsmålID": question,
        "Svar": answer,
        "Enhed": unit,
        "Slutdato": day(each.closes),
    }


def _staff(world: World, each: Round, asked: Asked) -> Iterator[Row]:
    rng, id = world.rng(f"T08 {each.year}"), each.id("M")
    here = [
        one
        for one in employments(world)
        if one.start < each.opens and (one.end is None or one.end > each.closes)
    ]
    answering = [one for one in here if rng.random() < STAFF_ANSWER]
    asked.append((id, len(here), len(answering)))
    for at, one in enumerate(answering):
        knows = _answer(rng, _agree(world, "M01", each.opens))
        helps = knows if rng.random() < 0.5 else _answer(rng, _agree(world, "M02", each.opens))
        yield _unit_row(id, at, "M01", knows, one.unit, each)
        yield _unit_row(id, at, "M02", helps, one.unit, each)


def _partners(world: World, each: Round, asked: Asked) -> Iterator[Row]:
    rng, id = world.rng(f"T23 {each.year}"), each.id("P")
    invited = world.scaled(PARTNERS)
    answering = [at for at in range(invited) if rng.random() < PARTNER_ANSWER]
    asked.append((id, invited, len(answering)))
    for at in answering:
        answer = _answer(rng, _agree(world, "P01", each.opens))
        yield _unit_row(id, at, "P01", answer, rng.choice(PARTNER_UNITS), each)


def _citizens(world: World, each: Round, asked: Asked) -> Iterator[Row]:
    rng, id = world.rng(f"T09 {each.year}"), each.id("B")
    invited = steps_on(world, each.opens)
    answering = [item for item in invited.items() if rng.random() < ANSWERS[item[1].step]]
    asked.append((id, len(invited), len(answering)))
    for at, (cpr, plan) in enumerate(answering):
        yield from _form(rng, world, each, f"{id}-{at:04d}", cpr, plan)


def _form(
    rng: Random, world: World, each: Round, response: str, cpr: str, plan: PlanTold
) -> Iterator[Row]:
    """One citizen's answers; somebody changes a mind and answers one question again."""
    about = _about(rng, each, response, "B", cpr, plan)
    is_active = rng.random()
    for question in (*(q for q in QUESTIONS if q[0] == "Q"), "Q10"):
        if question == "Q09" and rng.random() > HAD_A_SHIFT:
            continue
        answer = _to_question(rng, world, question, each.opens, is_active)
        yield about | {"SpørgsmålID": question, "Svar": answer}
        if rng.random() < AGAIN:
            later = moment(each.closes, rng.randint(16, 21), rng.randrange(60))
            again = _to_question(rng, world, question, each.opens, is_active)
            yield about | {"SpørgsmålID": question, "Svar": again, "Tidspunkt": later}


def _to_question(rng: Random, world: World, question: str, on: int, is_active: float) -> str:
    """Q05 and Q06 go together: who does something often does both."""
    if question == "Q10":
        chosen = rng.choices(range(11), SATISFIED)[0]
        return DONT_KNOW_TEN if rng.random() < UNKNOWN else str(chosen)
    share = _agree(world, question, on)
    if question in ("Q05", "Q06"):
        share = min(0.97, share + 0.28) if is_active < 0.5 else share - 0.28
    return _answer(rng, share, DISAGREE_WITH.get(question, DISAGREE))


def _about(rng: Random, each: Round, response: str, letter: str, cpr: str, plan: PlanTold) -> Row:
    on = each.opens + rng.randrange(each.closes - each.opens)
    return {
        "RundeID": each.id(letter),
        "BesvarelsesID": response,
        "CPRnøgle": cpr if rng.random() < CONSENT else "",
        "Tilbudstype": tilbud_of(plan),
        "Målgruppe": category(plan.target_group),
        "Svarform": rng.choices(PENS, PEN_ON_STEP.get(plan.step, PEN))[0],
        "Tidspunkt": moment(on, rng.randint(8, 20), rng.randrange(60)),
        "Slutdato": day(each.closes),
    }


def _relatives(world: World, each: Round, asked: Asked) -> Iterator[Row]:
    rng, id = world.rng(f"T09b {each.year}"), each.id("N")
    people = [item for item in steps_on(world, each.opens).items() if rng.random() < RELATIVES]
    answering = [item for item in people if rng.random() < RELATIVE_ANSWERS]
    asked.append((id, len(people), len(answering)))
    for at, (cpr, plan) in enumerate(answering):
        answer = _answer(rng, _agree(world, "N01", each.opens))
        about = _about(rng, each, f"{id}-{at:04d}", "N", cpr, plan)
        yield about | {"SpørgsmålID": "N01", "Svar": answer, "Svarform": "Pårørende"}
