"""The rules that hold between tables: keys that must hold together, V04 and V06-V12."""

from collections.abc import Iterator

from pipelines import codelists
from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.contracts.supplementary.citizens import CITIZEN_STATUS
from pipelines.contracts.supplementary.digital import TECHNOLOGY_LOAN
from pipelines.contracts.supplementary.model import Field, Form, Reference, Supplement
from pipelines.contracts.supplementary.money import BUDGET_ACCOUNT, GRANT_PRICE
from pipelines.contracts.supplementary.network import FOLLOW_UP_MEETING, NETWORK_CONTRIBUTION
from pipelines.contracts.supplementary.offers import PLACEMENT
from pipelines.contracts.supplementary.rule import Level, RowRule

# The day each citizen died, as T01 tells.
DEATHS = (
    "select person_id, max(status_date) as status_date from core.citizen_status "
    "where status = 'Død' group by person_id"
)


def _deaths() -> Iterator[RowRule]:
    """V04: no start after death (T01)."""
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
            f"select this.rowid from $rows as this join ({DEATHS}) as death using (person_id) "
            f"where this.{start} > death.status_date",
            f"{header} lies after the citizen's death (T01); the row was not loaded.",
            is_kept_true=True,
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
# T03 tells no account function, so all functions of our policy area (C3) are held against it.
_AREAS = ", ".join(f"'{row['policy_area']}'" for row in codelists.rows("policy_area"))
_COSTS = f"""
select account.rowid from (
  select any_value(rowid) as rowid, year, sum(spent) as spent
  from $rows
  where follow_up_month = 13 and policy_area in ({_AREAS}) group by year
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


_PERSONS_WITHOUT = """
select delivered.person_id from core.citizen as delivered
anti join $rows as this using (person_id) group by delivered.person_id
"""


_BETWEEN_TABLES: tuple[RowRule, ...] = (
    RowRule(
        "V03",
        Level.WARNING,
        CITIZEN_STATUS,
        "CPR",
        _PERSONS_WITHOUT,
        "Persons of the delivery reports are not in T01.",
        is_kept_true=True,
    ),
    RowRule(
        "V09",
        Level.ERROR,
        PLACEMENT,
        "TilbudsID",
        _COVERED,
        "TilbudsID is not valid (T18) on every day of the placement; the row was not loaded.",
        ("offer",),
        True,
    ),
    RowRule(
        "V07",
        Level.WARNING,
        GRANT_PRICE,
        "Enhed",
        _OTHER_UNIT,
        "Enhed is not Døgn although the help is of step 6 to 9.",
        is_kept_true=True,
    ),
    RowRule(
        "V10",
        Level.WARNING,
        PLACEMENT,
        "TilbudsID",
        _OTHER_TYPE,
        "T18's TilbudKode is another than that of the plan's tilbud in FFB.",
        ("offer", "care_plan"),
        True,
    ),
    RowRule(
        "V11",
        Level.WARNING,
        PLACEMENT,
        "TilbudsID",
        _OVERCROWDED,
        "On the first day of the placement more than 110 % of GodkendtePladser are taken.",
        ("offer",),
        True,
    ),
    RowRule(
        "V12",
        Level.WARNING,
        FOLLOW_UP_MEETING,
        "Mødedato",
        _OTHER_DAY,
        "Mødedato lies more than 3 days from the FollowUp's date.",
        ("follow_up",),
        True,
    ),
    RowRule(
        "V08",
        Level.WARNING,
        BUDGET_ACCOUNT,
        "Forbrug",
        _COSTS,
        "The cost of T03 in a closed year differs by more than 10 % from T04's Forbrug.",
        ("grant_price",),
        True,
    ),
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

BETWEEN_TABLES: tuple[RowRule, ...] = (*_deaths(), *_references(), *_BETWEEN_TABLES)
