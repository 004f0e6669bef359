"""T10: who the citizen counts as network, and what they do; drawn again from time to time."""

from collections.abc import Iterator
from random import Random

from pipelines.example.diary import Citizen
from pipelines.example.tables.sheet import Row, Sheet, day, last_day, yes
from pipelines.example.tables.world import World

DRAWN, DRAWN_SINCE_TALKS = 0.23, 0.60  # follow-ups at which the network is drawn
FIRST_DRAWN = 0.3
DECLINED = 0.07  # of the citizens: want no network involved
CHOSEN, CONSENT, CONSENT_ENDS = 0.93, 0.95, 0.5
RELATIONS = ("Mor", "Far", "Søster", "Bror", "Ven", "Nabo", "Kæreste", "Besøgsven", "Barn")
KINDS = ("Praktisk", "Følelsesmæssig", "Fritid", "Bisidder", "Økonomi", "Transport")
KIND_WEIGHTS = (28, 30, 18, 9, 8, 7)
LONGEST = 1460  # days until a drawing that is not repeated is no longer valid


def network_sheet(world: World) -> Sheet:
    """One row per citizen, network person and contribution. A new drawing numbers them anew."""
    rng = world.rng("T10")
    rows: list[Row] = []
    for citizen in world.citizens:
        drawn = list(_drawings(rng, world, citizen))
        if drawn and rng.random() < DECLINED:
            rows.append(_declined(citizen, drawn[-1]))
            continue
        last = citizen.departure[0] if citizen.departure else None
        ends = [*drawn[1:], last]
        for turn, (start, end) in enumerate(zip(drawn, ends, strict=False), 1):
            rows += _drawing(rng, citizen, turn, start, end)
    return Sheet.of_rows("T10", rows)


def _drawings(rng: Random, world: World, citizen: Citizen) -> Iterator[int]:
    """The days, in order, each later than the one before."""
    latest = 0
    for on in [citizen.seen_from, *(meeting.day for meeting in citizen.meetings)]:
        talks = world.story.has_begun("network_talks", on)
        share = DRAWN_SINCE_TALKS if talks else DRAWN
        if on == citizen.seen_from:
            share = FIRST_DRAWN
        if on > latest and rng.random() < share and world.is_here(citizen.cpr, on):
            latest = on
            yield on


def _drawing(
    rng: Random, citizen: Citizen, turn: int, start: int, end: int | None
) -> Iterator[Row]:
    for at in range(rng.choices((1, 2, 3), (55, 33, 12))[0]):
        id = f"N{citizen.number:06d}-{turn}-{at + 1}"
        relation, is_chosen = rng.choice(RELATIONS), rng.random() < CHOSEN
        has_consent = rng.random() < CONSENT
        until = start + LONGEST if rng.random() < CONSENT_ENDS else None
        kinds = dict.fromkeys(rng.choices(KINDS, KIND_WEIGHTS, k=rng.choice((1, 1, 2))))
        for kind in kinds:
            yield {
                "CPR": citizen.cpr,
                "NetværkspersonID": id,
                "Bidragstype": kind,
                "Relation": relation,
                "ValgtAfBorger": yes(is_chosen),
                "Samtykke": yes(has_consent),
                "SamtykkeTil": day(until) if has_consent else "",
                "Bekræftet": day(start),
                "FraDato": day(start),
                "TilDato": last_day(end),
                "ØnskerIkkeNetværkInddraget": yes(False),
            }


def _declined(citizen: Citizen, on: int) -> Row:
    blank = dict.fromkeys(("NetværkspersonID", "Bidragstype", "Relation", "SamtykkeTil"), "")
    return blank | {
        "CPR": citizen.cpr,
        "ValgtAfBorger": yes(False),
        "Samtykke": yes(False),
        "Bekræftet": day(on),
        "FraDato": day(on),
        "TilDato": "",
        "ØnskerIkkeNetværkInddraget": yes(True),
    }
