"""The rules V04, V17-V21, V25 and V26 about what the delivery reports hold, which only count.

A report is set aside by the rules of its profiles alone (`pipelines/sources/ffb`).
These look at what was loaded, over all reports: a query for what breaks each, one
row a resource, or a day of V25. What is marked as an error is never counted (R5).

`_DAY`, the day of the newest report, stands for today: the same reports count the same.
`HELP_OF_PLANS` is to be made before they are tried: three of them read it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from string import Template

from pipelines import codelists
from pipelines.contracts.delivery_reports import PROFILES
from pipelines.contracts.supplementary.rule import Level
from pipelines.contracts.supplementary.table_rules import DEATHS


@dataclass(frozen=True)
class ReportRule:
    """A rule about resources of one profile, or about the reports themselves.

    `broken` is a query with one row for each that breaks it; `table` the table of
    schema core they are counted of; `place` the element it is about; `says` one
    sentence; `needs` another table without which nothing can be said.
    """

    id: str
    table: str
    place: str
    broken: str
    says: str
    level: Level = Level.WARNING
    needs: str = ""


_DAY = "(select max(reported_date) from core.delivery_report)"
_FAR = "date '9999-12-31'"
_INVALID = "('entered-in-error', 'draft', 'unknown')"  # R5, A11

# One row per plan and ydelse that any version based on it (A1), both valid; a plan that is
# told to be completed or revoked without a date ends on the day that was known (R8).
HELP_OF_PLANS = f"""
create or replace temp table help_of_plan as
with closed as (
  select care_plan_id, min(known_date) as known_date
  from core.care_plan_version where status in ('completed', 'revoked') group by care_plan_id
),
link as (
  select distinct intervention_id, unnest(care_plan_ids) as care_plan_id
  from core.intervention_version
)
select
  plan.care_plan_id,
  plan.intent = 'order' or help.intent = 'order' as is_granted,
  plan.start_date as plan_start,
  coalesce(
    plan.end_date, if(plan.status in ('completed', 'revoked'), closed.known_date, null), {_FAR}
  ) as plan_end,
  help.intervention_id,
  help.codes,
  help.start_date,
  coalesce(help.end_date, {_FAR}) as end_date
from core.care_plan as plan
left join closed using (care_plan_id)
join link using (care_plan_id)
join core.intervention as help using (intervention_id)
where plan.status not in {_INVALID} and help.status not in {_INVALID}
"""

_ENDS_BEFORE_BIRTH = """
select $key from core.$table as this
join (select person_id, min(birth_date) as born from core.citizen group by person_id) as citizen
  using (person_id)
where status <> 'entered-in-error' and this.end_date <= citizen.born
"""

_STARTS_AFTER_DEATH = f"""
select $key from core.$table as this
join ({DEATHS}) as death using (person_id)
where status <> 'entered-in-error' and this.start_date > death.status_date
"""

_ASSERTED_BEFORE_RECORDED = """
select condition_id from core.condition
where last_asserted_date < recorded_date
  and verification_status is distinct from 'entered-in-error'
"""

_FOLLOWED_UP_BEFORE_START = """
select distinct this.follow_up_id
from (
  select follow_up_id, effective_date, unnest(care_plan_ids) as care_plan_id
  from core.follow_up where status <> 'entered-in-error'
) as this
join core.care_plan as plan using (care_plan_id)
where plan.status <> 'entered-in-error' and this.effective_date < plan.start_date
"""

# R13: a goal starts on the day it was first received.
_GOAL_BEFORE_ASSESSMENT = """
select goal.intervention_goal_id
from core.intervention_goal as goal
join core.intervention_goal_version as received
  on received.intervention_goal_id = goal.intervention_goal_id and received.version_no = 1
join (
  select person_id, min(effective_date) as first_date
  from core.information_gathering where status <> 'entered-in-error' group by person_id
) as assessment on assessment.person_id = goal.person_id
where goal.lifecycle_status <> 'entered-in-error'
  and received.known_date < assessment.first_date
"""

_SAME_LINE_TWICE = """
select unnest(list(condition_id)) from core.condition
where clinical_status in ('active', 'recurrence', 'relapse')
  and coalesce(verification_status, '') not in ('entered-in-error', 'refuted')
group by person_id, code having count(*) > 1
"""

# A plan more, or one fewer, is no move.
_MOVED = """
select distinct later.intervention_id
from core.intervention_version as later
join core.intervention_version as before
  on before.intervention_id = later.intervention_id and before.version_no = later.version_no - 1
join core.intervention as newest on newest.intervention_id = later.intervention_id
where newest.status <> 'entered-in-error'
  and not list_has_all(later.care_plan_ids, before.care_plan_ids)
  and not list_has_all(before.care_plan_ids, later.care_plan_ids)
"""

_OPEN_WITHOUT_HELP = f"""
select care_plan_id from help_of_plan
where plan_start <= {_DAY} and plan_end > {_DAY}
group by care_plan_id having max(end_date) <= {_DAY}
"""

# R20 and A8, of all granted plans (R7) that have a ydelse: more than 20 % of at least 100
# starts in the year before a day and the year after it fall on that day.
_SYSTEM_SHIFT = f"""
with granted as (
  select care_plan_id, any_value(plan_start) as day
  from help_of_plan where plan_start <= {_DAY}
  group by care_plan_id having bool_or(is_granted)
),
shift as (
  select day
  from (select day, count(*) as plans from granted group by day)
  window two_years as (
    order by day range between interval 364 days preceding and interval 365 days following
  )
  qualify sum(plans) over two_years >= 100 and plans > 0.2 * sum(plans) over two_years
)
select care_plan_id from granted semi join shift using (day)
"""

_TIME_LIMITED = ", ".join(
    f"'{row['code']}'" for row in codelists.rows("support_form") if row["form"] == "time_limited"
)

# It ends with its plan at the latest; one without end has lasted until today.
_LONG_TIME_LIMITED = f"""
select intervention_id
from (
  select
    intervention_id,
    any_value(start_date) as start_date,
    least(any_value(end_date), max(plan_end)) as end_date
  from help_of_plan
  where list_has_any(codes, [{_TIME_LIMITED}])
  group by intervention_id
)
where if(end_date = {_FAR}, {_DAY}, end_date) - start_date > 183
"""

_DAYS_MISSING = """
select unnest(range(1, gap)) as missing
from (
  select reported_date - lag(reported_date) over (order by reported_date) as gap
  from (select distinct reported_date from core.delivery_report)
)
where gap > 4
"""

# The newest version only: one that was put right is no fault any more.
_IN_THE_FUTURE = """
select $key from core.$table
where $column > known_date and $status is distinct from 'entered-in-error'
"""

_UPDATED_LATER = """
select distinct resource_no from history.${table}_seen join history.report using (report_no)
where last_updated > reported_at + interval 1 day
"""


def _intervals() -> Iterator[ReportRule]:
    """V04; that no period ends before it starts is per-1, which sets the report aside."""
    for table in ("care_plan", "intervention"):
        names = {"table": table, "key": f"{table}_id"}
        yield ReportRule(
            "V04",
            table,
            "period.end",
            Template(_ENDS_BEFORE_BIRTH).substitute(names),
            "The period ends before the citizen's birth.",
            needs="citizen",
        )
        yield ReportRule(
            "V04",
            table,
            "period.start",
            Template(_STARTS_AFTER_DEATH).substitute(names),
            "The period starts after the citizen's death (T01).",
            needs="citizen_status",
        )


_DATED = (
    ("condition", "recorded_date", "verification_status", "recordedDate"),
    ("target_group", "recorded_date", "verification_status", "recordedDate"),
    ("information_gathering", "effective_date", "status", "effectiveDateTime"),
    ("follow_up", "effective_date", "status", "effectiveDateTime"),
    ("care_evaluation", "effective_date", "status", "effectiveDateTime"),
)


def _times() -> Iterator[ReportRule]:
    """V26: a warning here (settled), an error in the catalogue."""
    for table, column, status, place in _DATED:
        names = {"table": table, "key": f"{table}_id", "column": column, "status": status}
        broken = Template(_IN_THE_FUTURE).substitute(names)
        says = f"{place} lies after the day of the report that brought it."
        yield ReportRule("V26", table, place, broken, says)
    for profile in PROFILES:
        yield ReportRule(
            "V26",
            profile.name,
            "meta.lastUpdated",
            Template(_UPDATED_LATER).substitute(table=profile.name),
            "meta.lastUpdated lies more than a day after the report's time stamp.",
        )


REPORT_RULES: tuple[ReportRule, ...] = (
    *_intervals(),
    ReportRule(
        "V17",
        "condition",
        "conditionLastAssertedDate",
        _ASSERTED_BEFORE_RECORDED,
        "conditionLastAssertedDate lies before recordedDate.",
    ),
    ReportRule(
        "V17",
        "follow_up",
        "effectiveDateTime",
        _FOLLOWED_UP_BEFORE_START,
        "The follow-up was held before the start of a plan it follows up.",
        needs="care_plan",
    ),
    ReportRule(
        "V17",
        "intervention_goal",
        "known_date",
        _GOAL_BEFORE_ASSESSMENT,
        "The goal was received before the citizen's first assessment was made.",
        needs="information_gathering",
    ),
    ReportRule(
        "V18",
        "condition",
        "code",
        _SAME_LINE_TWICE,
        "The citizen has another active condition with the same code.",
    ),
    ReportRule(
        "V19",
        "intervention",
        "basedOn",
        _MOVED,
        "A later version was moved to another plan.",
    ),
    ReportRule(
        "V19",
        "care_plan",
        "period.end",
        _OPEN_WITHOUT_HELP,
        "The plan is open, but all its interventions have ended.",
        needs="intervention",
    ),
    ReportRule(
        "V20",
        "care_plan",
        "period.start",
        _SYSTEM_SHIFT,
        "More than 20 % of the plan starts of two years fall on the day it starts: a new system.",
        Level.INFO,
        needs="intervention",
    ),
    ReportRule(
        "V21",
        "intervention",
        "period",
        _LONG_TIME_LIMITED,
        "Time-limited support (§ 82 b) lasts more than 183 days.",
        needs="care_plan",
    ),
    ReportRule(
        "V25",
        "delivery_report",
        "timestamp",
        _DAYS_MISSING,
        "Days without any report, where there are more than three in a row.",
    ),
    *_times(),
)
