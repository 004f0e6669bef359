"""The rules V01-V14 and V22-V24 that hold between the columns of a row, and between tables.

A rule is a query for the rows that break it, so that one text serves a load
(the rows that are coming) and the whole table afterwards. An error sets a row
aside; a warning or a notice is counted (`core.rule_count`).

What a single cell must be (V01, V02, V13's and V23's bounds, V14) is told by
the fields themselves and read in `pipelines/sources/supplementary/cells.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipelines import codelists
from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.contracts.supplementary.citizens import CASE_DECISION, COMPLAINT, TRANSITION
from pipelines.contracts.supplementary.digital import TECHNOLOGY_LOAN
from pipelines.contracts.supplementary.model import Field, Form, Reference, Supplement
from pipelines.contracts.supplementary.money import BUDGET_ACCOUNT, GRANT_PRICE
from pipelines.contracts.supplementary.network import FOLLOW_UP_MEETING, NETWORK_CONTRIBUTION
from pipelines.contracts.supplementary.offers import OFFER, PLACEMENT
from pipelines.contracts.supplementary.staff import ABSENCE, COMPETENCE_REQUIREMENT, EMPLOYMENT
from pipelines.contracts.supplementary.surveys import (
    CITIZEN_SURVEY_ANSWER,
    DONT_KNOW,
    DONT_KNOW_TEN,
    NETWORK_SURVEY_ANSWER,
    PARTNER_SURVEY_ANSWER,
    STAFF_SURVEY_ANSWER,
    SURVEY_ROUND,
    TO_TEN,
)


class Level(StrEnum):
    """What breaking a rule leads to: set aside, counted as a fault, counted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class RowRule:
    """A rule about rows of one table.

    `broken` is a query for their `rowid`, with `$rows` for the relation that
    holds them; `place` the header it is about; `says` one sentence; `needs` the
    tables without which nothing can be said: where one is empty, that is one
    warning instead. `is_kept_true`: it is tried on the whole table after a
    load, since other tables may have changed.
    """

    id: str
    level: Level
    table: Supplement
    place: str
    broken: str
    says: str
    needs: tuple[str, ...] = ()
    is_kept_true: bool = False


def _row(
    id_: str, table: Supplement, place: str, condition: str, says: str, level: Level = Level.ERROR
) -> RowRule:
    """A rule about a single row, `this`."""
    broken = f"select this.rowid from $rows as this where {condition}"
    return RowRule(id_, level, table, place, broken, says)


# Start and end of every interval: columns, and the header of the end.
_INTERVALS = (
    (GRANT_PRICE, "price_start_date", "price_end_date", "PrisTil"),
    (GRANT_PRICE, "start_date", "end_date", "Slutdato"),
    (OFFER, "start_date", "end_date", "GyldigTil"),
    (PLACEMENT, "start_date", "end_date", "Til"),
    (NETWORK_CONTRIBUTION, "start_date", "end_date", "TilDato"),
    (COMPETENCE_REQUIREMENT, "start_date", "end_date", "GyldigTil"),
    *(
        (table, "start_date", "end_date", end)
        for table, end in (
            (one, {"trial": "SlutDato", "partnership": "Til"}[one.name])
            for one in SUPPLEMENTS
            if one.name in ("trial", "partnership")
        )
    ),
    *(
        (one, "passed_date", "end_date", "GyldigTil")
        for one in SUPPLEMENTS
        if one.name == "course_passed"
    ),
)


def _intervals() -> Iterator[RowRule]:
    """V04: start <= end. The end is stored as the first day after."""
    for table, start, end, header in _INTERVALS:
        says = f"{header} lies before the first day; the row was not loaded."
        yield _row("V04", table, header, f"this.{end} <= this.{start}", says)
    yield _row(
        "V04",
        TECHNOLOGY_LOAN,
        "Returneret",
        "this.returned_date < this.handed_out_date",
        "Returneret lies before Udleveret; the row was not loaded.",
    )


def _lives() -> Iterator[RowRule]:
    """V04: no end before birth, no start after death (T01)."""
    ends = ((GRANT_PRICE, "end_date", "Slutdato"), (NETWORK_CONTRIBUTION, "end_date", "TilDato"))
    for table, end, header in ends:
        says = f"{header} lies before the citizen's birth; the row was not loaded."
        yield _row("V04", table, header, f"this.{end} <= this._born", says)
    starts = (
        (GRANT_PRICE, "start_date", "Startdato"),
        (NETWORK_CONTRIBUTION, "start_date", "FraDato"),
        (TECHNOLOGY_LOAN, "handed_out_date", "Udleveret"),
    )
    for table, start, header in starts:
        yield RowRule(
            "V04",
            Level.ERROR,
            table,
            header,
            f"select this.rowid from $rows as this join ({_DEATHS}) as death using (person_id) "
            f"where this.{start} > death.status_date",
            f"{header} lies after the citizen's death (T01); the row was not loaded.",
            is_kept_true=True,
        )


_DEATHS = (
    "select person_id, max(status_date) as status_date from core.citizen_status "
    "where status = 'Død' group by person_id"
)


def _references() -> Iterator[RowRule]:
    """V03, V09, V12, V22 and the other keys that must hold together."""
    for table in SUPPLEMENTS:
        for one in table.fields:
            if one.reference is not None:
                yield _reference(table, one, one.reference)


def _reference(table: Supplement, one: Field, to: Reference) -> RowRule:
    level = Level.ERROR if to.is_error else Level.WARNING
    valid = " where status <> 'entered-in-error'" if to.table == "care_plan" else ""
    parents = f"select {to.column} from core.{to.table}{valid}"
    column = f"this.{one.name}"
    broken = (
        f"select this.rowid from $rows as this anti join ({parents}) as parent "
        f"on {column} = parent.{to.column} where {column} is not null"
    )
    if one.form is Form.CPR_LIST:
        broken = (
            f"select distinct this.rowid from (select rowid, unnest({one.name}) as one from $rows) "
            f"as this anti join ({parents}) as parent on this.one = parent.{to.column}"
        )
    end = "; the row was not loaded." if to.is_error else "."
    says = f"{one.header} is not in {_named(to.table)}{end}"
    return RowRule(to.rule, level, table, one.header, broken, says, (to.table,), True)


def _named(table: str) -> str:
    codes = {one.name: one.code for one in SUPPLEMENTS}
    return codes.get(table, f"the delivery reports ({table})")


def _answers() -> Iterator[RowRule]:
    """V13: answers in their range; no more answers than invitations."""
    for table in (
        STAFF_SURVEY_ANSWER,
        CITIZEN_SURVEY_ANSWER,
        NETWORK_SURVEY_ANSWER,
        PARTNER_SURVEY_ANSWER,
    ):
        in_range = (
            f"case when this.question_id = '{TO_TEN}' "
            f"then this.answer between 0 and 10 or this.answer = {DONT_KNOW_TEN} "
            f"else this.answer between 1 and 5 or this.answer = {DONT_KNOW} end"
        )
        says = "Svar is outside the question's scale; the row was not loaded."
        yield _row("V13", table, "Svar", f"this.answer is not null and not ({in_range})", says)
    yield _row(
        "V13",
        SURVEY_ROUND,
        "Svarede",
        "this.responded_count > this.invited_count",
        "Svarede is larger than Inviterede; the row was not loaded.",
    )


_COVERED = """
select this.rowid from $rows as this
anti join (
  -- Validity periods of a tilbud that touch or overlap are one.
  select offer_id, min(start_date) as start_date, max(until) as until
  from (
    select *, sum(is_new) over (partition by offer_id order by start_date, until) as island
    from (
      select
        offer_id, start_date, coalesce(end_date, date '9999-12-31') as until,
        coalesce(start_date > max(coalesce(end_date, date '9999-12-31')) over (
          partition by offer_id order by start_date, coalesce(end_date, date '9999-12-31')
          rows between unbounded preceding and 1 preceding
        ), true)::integer as is_new
      from core.offer
    )
  )
  group by offer_id, island
) as valid
on this.offer_id = valid.offer_id
  and this.start_date >= valid.start_date
  and coalesce(this.end_date, greatest(current_date, this.start_date) + 1) <= valid.until
semi join core.offer as known on this.offer_id = known.offer_id
"""

_OVERLAP = """
select this.rowid from $rows as this
join coming as other
  on this.grant_id = other.grant_id
  and this.price_start_date <> other.price_start_date
  and this.price_start_date < coalesce(other.price_end_date, date '9999-12-31')
  and other.price_start_date < coalesce(this.price_end_date, date '9999-12-31')
group by this.rowid
"""

_STEPS_BY_DAY = tuple(
    row["code"] for row in codelists.rows("ladder_code") if row["step"] in ("6", "7", "8", "9")
)
_BY_DAY = ", ".join(f"'{code}'" for code in _STEPS_BY_DAY)

_OTHER_UNIT = f"""
select distinct this.rowid from $rows as this
left join core.offer as offer
  on this.offer_id = offer.offer_id
  and this.start_date >= offer.start_date
  and (offer.end_date is null or offer.end_date > this.start_date)
where this.price_unit <> 'Døgn'
  and (this.service_code in ({_BY_DAY}) or offer.offer_type_code in ({_BY_DAY}))
"""

_OTHER_TYPE = """
select this.rowid from $rows as this
join (select care_plan_id, unnest(service_performer_ids) as service_performer_id from core.care_plan)
  as plan using (care_plan_id)
join core.service_performer as performer using (service_performer_id)
join core.offer as offer
  on this.offer_id = offer.offer_id
  and this.start_date >= offer.start_date
  and (offer.end_date is null or offer.end_date > this.start_date)
group by this.rowid
having not bool_or(performer.code = offer.offer_type_code)
"""

_OVERCROWDED = """
select distinct day.rowid from (
  select this.rowid, this.offer_id, this.start_date, any_value(offer.approved_places) as places
  from $rows as this
  join core.offer as offer
    on this.offer_id = offer.offer_id
    and this.start_date >= offer.start_date
    and (offer.end_date is null or offer.end_date > this.start_date)
  group by all
) as day
join $rows as placed
  on placed.offer_id = day.offer_id
  and placed.start_date <= day.start_date
  and (placed.end_date is null or placed.end_date > day.start_date)
group by day.rowid, day.places
having count(*) > 1.1 * day.places
"""

_OTHER_DAY = """
select this.rowid from $rows as this
join core.follow_up as held using (follow_up_id)
where abs(this.meeting_date - held.effective_date) > 3
"""

# R18 in one year: days, months and planned hours of the price that fall in it. A price
# without end runs to the last month of that year's accounts, which are closed (C3).
_COSTS = """
select account.rowid from (
  select any_value(rowid) as rowid, year, sum(spent) as spent
  from $rows where follow_up_month = 13 group by year
) as account
join (
  select year, sum(price * units) as cost
  from (
    select
      account_year.year, grant_price.price,
      greatest(0, least(
        coalesce(price_end_date, make_date(year + 1, 1, 1)),
        coalesce(end_date, make_date(year + 1, 1, 1)),
        make_date(year + 1, 1, 1)
      ) - greatest(price_start_date, make_date(year, 1, 1))) as days,
      case price_unit
        when 'Døgn' then days * coalesce(unit_count, 1)
        when 'Måned' then days / 30.4 * coalesce(unit_count, 1)
        else days / 7.0 * coalesce(unit_count, 0)
      end as units
    from core.grant_price
    cross join (select distinct year from $rows where follow_up_month = 13) as account_year
  )
  group by year
) as delivered using (year)
where abs(delivered.cost - account.spent) > 0.1 * abs(account.spent)
"""


def _between_tables() -> Iterator[RowRule]:
    yield RowRule(
        "V09",
        Level.ERROR,
        PLACEMENT,
        "TilbudsID",
        _COVERED,
        "TilbudsID is not valid (T18) on every day of the placement; the row was not loaded.",
        ("offer",),
        True,
    )
    yield RowRule(
        "V07",
        Level.WARNING,
        GRANT_PRICE,
        "Enhed",
        _OTHER_UNIT,
        "Enhed is not Døgn although the help is of step 6 to 9.",
        is_kept_true=True,
    )
    yield RowRule(
        "V10",
        Level.WARNING,
        PLACEMENT,
        "TilbudsID",
        _OTHER_TYPE,
        "T18's TilbudKode is another than that of the plan's tilbud in FFB.",
        ("offer", "care_plan"),
        True,
    )
    yield RowRule(
        "V11",
        Level.WARNING,
        PLACEMENT,
        "TilbudsID",
        _OVERCROWDED,
        "On the first day of the placement more than 110 % of GodkendtePladser are taken.",
        ("offer",),
        True,
    )
    yield RowRule(
        "V12",
        Level.WARNING,
        FOLLOW_UP_MEETING,
        "Mødedato",
        _OTHER_DAY,
        "Mødedato lies more than 3 days from the FollowUp's date.",
        ("follow_up",),
        True,
    )
    yield RowRule(
        "V08",
        Level.WARNING,
        BUDGET_ACCOUNT,
        "Forbrug",
        _COSTS,
        "The cost of T03 in a closed year differs by more than 10 % from T04's Forbrug.",
        ("grant_price",),
        True,
    )


def _in_one_row() -> Iterator[RowRule]:
    yield _row(
        "V05",
        CASE_DECISION,
        "Afgørelsesdato",
        "this.decision_date < this.request_date",
        "Afgørelsesdato lies before Henvendelsesdato; the row was not loaded.",
    )
    yield _row(
        "V05",
        CASE_DECISION,
        "FørsteIndsatsStart",
        "this.first_intervention_start_date < this.decision_date - 30",
        "FørsteIndsatsStart lies more than 30 days before Afgørelsesdato.",
        Level.WARNING,
    )
    yield _row(
        "V06",
        GRANT_PRICE,
        "PrisFra",
        "this.price_start_date < this.start_date or this.price_start_date >= this.end_date",
        "The price begins outside Startdato to Slutdato; the row was not loaded.",
    )
    yield _row(
        "V06",
        GRANT_PRICE,
        "PrisTil",
        "this.end_date is not null and coalesce(this.price_end_date > this.end_date, false)",
        "The price ends after Slutdato; the row was not loaded.",
    )
    yield _row(
        "V07",
        GRANT_PRICE,
        "Takst",
        "abs(this.base_price + this.service_package - this.price) > 1",
        "Grundtakst and Ydelsespakke do not add up to Takst.",
        Level.WARNING,
    )
    yield _row(
        "V07", GRANT_PRICE, "Takst", "this.price <= 0", "Takst is not above 0.", Level.WARNING
    )
    yield _row(
        "V22",
        COMPLAINT,
        "AnkestyrelsenDato",
        "this.outcome is not null and not coalesce(this.ruling_date >= this.complaint_date, false)",
        "Udfald needs an AnkestyrelsenDato on or after Klagedato; the row was not loaded.",
    )
    yield _row(
        "V23",
        EMPLOYMENT,
        "Fratrædelsesdato",
        "this.end_date - 1 <= this.start_date",
        "Fratrædelsesdato is not after Ansættelsesdato; the row was not loaded.",
    )
    yield _row(
        "V23",
        ABSENCE,
        "Fraværsdagsværk",
        "this.absence_days > this.possible_days",
        "Fraværsdagsværk is larger than Muligedagsværk; the row was not loaded.",
    )
    yield _row(
        "V24",
        TRANSITION,
        "FaktiskDato",
        "this.transition_type = '18 år' and (this.actual_date - this.birth_date) / 365.25 not between 17.9 and 18.2",
        "The citizen is not about 18 years old on FaktiskDato.",
        Level.WARNING,
    )
    yield _row(
        "V24",
        TRANSITION,
        "ForberedelseStartet",
        "this.transition_type = '18 år' and this.preparation_start_date < this.birth_date + interval 15 year",
        "ForberedelseStartet lies before the 15th birthday.",
        Level.WARNING,
    )
    yield _row(
        "key.missing",
        COMPETENCE_REQUIREMENT,
        "KursusKode",
        "(this.course_code is null) = (this.education is null)",
        "A row needs KursusKode or Uddannelse, not both and not none; it was not loaded.",
    )
    yield _row(
        "key.missing",
        NETWORK_CONTRIBUTION,
        "NetværkspersonID",
        "(this.network_person_id is null or this.contribution_type is null) and not coalesce(this.is_network_declined, false)",
        "NetværkspersonID and Bidragstype are given, or ØnskerIkkeNetværkInddraget is J; the row was not loaded.",
    )


# Tried when all other errors are out: rows of one load against each other.
OVERLAP = RowRule(
    "V06",
    Level.ERROR,
    GRANT_PRICE,
    "PrisFra",
    _OVERLAP,
    "Price periods of one BevillingsID overlap; the row was not loaded.",
)

RULES: tuple[RowRule, ...] = (
    *_in_one_row(),
    *_intervals(),
    *_lives(),
    *_answers(),
    *_references(),
    *_between_tables(),
)


def rules_of(table: Supplement, level: Level | None = None) -> tuple[RowRule, ...]:
    """The rules about a table's rows, of one level or all."""
    return tuple(rule for rule in RULES if rule.table is table and level in (None, rule.level))
