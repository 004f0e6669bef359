"""Numbers drawn anew for everything that has an id: citizens, employees, plans, cases.

A number is a place in an order that a random key decides. The key lives as long as one
publishing and is kept nowhere, so a number joins the relations of one file, and nothing else:
not the warehouse, not the case system, not the file of another build.
"""

import secrets

from kpis.warehouse import Reader

# The column, in a published relation or in a population, and what its numbers stand for.
KINDS = {
    "borger": "borger",
    "person_id": "borger",
    "medarbejder": "medarbejder",
    "employee_id": "medarbejder",
    "ansaettelse": "ansaettelse",
    "employment_id": "ansaettelse",
    "plan": "plan",
    "care_plan_id": "plan",
    "maal": "maal",
    "intervention_goal_id": "maal",
    "ydelse": "ydelse",
    "udredning": "udredning",
    "information_gathering_id": "udredning",
    "opfoelgning": "opfoelgning",
    "moede": "moede",
    "follow_up_id": "moede",
    "sag": "sag",
    "case_number": "sag",
    "bevilling": "bevilling",
    "tilbud": "tilbud",
    "offer_id": "tilbud",
    "runde": "runde",
    "besvarelse": "besvarelse",
    "response_id": "besvarelse",
    "netvaerksperson": "netvaerksperson",
    "perspektiv": "perspektiv",
    "kontakt": "kontakt",
    "contact_id": "kontakt",
    "udlaan": "udlaan",
    "loan_id": "udlaan",
    "proevehandling": "proevehandling",
    "trial_id": "proevehandling",
    "kanal": "kanal",
    "channel_id": "kanal",
    "klage": "klage",
    "complaint_id": "klage",
    "partnerskab": "partnerskab",
    "partnership_id": "partnerskab",
    "aktivitet": "aktivitet",
    "overgang": "overgang",
    "transition_id": "overgang",
    "standard": "standard",
    "standard_id": "standard",
}


class Numbers:
    """Draws numbers into tables of the in-memory database `number`, one for each kind."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._key = secrets.token_hex(32)
        reader.run("attach ':memory:' as number")
        for kind in sorted(set(KINDS.values())):
            reader.run(f"create table number.{kind} (id varchar primary key, number integer)")

    def draw(self, table: str, column: str) -> None:
        """A number for every id of a column that has none yet."""
        kind = KINDS[column]
        self._reader.rows(
            f"insert into number.{kind} "
            f"select id, (select count(*) from number.{kind}) "
            "+ row_number() over (order by sha256(? || id)) "
            f"from (select distinct {column} as id from {table} where {column} is not null) "
            f"anti join number.{kind} using (id)",
            [self._key],
        )
