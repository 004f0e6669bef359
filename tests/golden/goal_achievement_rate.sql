-- population.scope holds the asked periods: period, first_day, last_day (D).
-- getvariable('known_at') is K: only what had been reported by then counts.
-- getvariable('ladder') is the valid_from of the ladder that is valid on the last days.
-- codelist.* are the lists in data/codelists; supply.* are the supplementary exports, empty where
-- not loaded; the functions of our own stand in kpis/macros.sql.

create view known.intervention_goal as
-- One row per intervention_goal and version known at K, with the days on which it was the known one (R3).
-- Of several versions known on one day the last is read (small print); on days before anything
-- was known, because it was registered late, the earliest: hence -infinity.
select
  *,
  case
    when known_date = min(known_date) over (partition by intervention_goal_id) then date '-infinity'
    else known_date
  end as from_day,
  case
    when superseded_date <= getvariable('known_at') then superseded_date
    else date 'infinity'
  end as to_day,
  superseded_date is null or superseded_date > getvariable('known_at') as is_newest
from warehouse.core.intervention_goal_version
where known_date <= getvariable('known_at')
  and superseded_date is distinct from known_date;

create view known.condition as
-- One row per condition and version known at K, with the days on which it was the known one (R3).
-- Of several versions known on one day the last is read (small print); on days before anything
-- was known, because it was registered late, the earliest: hence -infinity.
select
  *,
  case
    when known_date = min(known_date) over (partition by condition_id) then date '-infinity'
    else known_date
  end as from_day,
  case
    when superseded_date <= getvariable('known_at') then superseded_date
    else date 'infinity'
  end as to_day,
  superseded_date is null or superseded_date > getvariable('known_at') as is_newest
from warehouse.core.condition_version
where known_date <= getvariable('known_at')
  and superseded_date is distinct from known_date;

create table population.condition_newest as
-- One row per valid condition: its theme, from the newest version at K (R3, R4, R5).
select condition_id, person_id, code, condition_group = 'AD' as is_activity
from known.condition
where is_newest and verification_status is distinct from 'entered-in-error';

create view known.care_plan as
-- One row per care_plan and version known at K, with the days on which it was the known one (R3).
-- Of several versions known on one day the last is read (small print); on days before anything
-- was known, because it was registered late, the earliest: hence -infinity.
select
  *,
  case
    when known_date = min(known_date) over (partition by care_plan_id) then date '-infinity'
    else known_date
  end as from_day,
  case
    when superseded_date <= getvariable('known_at') then superseded_date
    else date 'infinity'
  end as to_day,
  superseded_date is null or superseded_date > getvariable('known_at') as is_newest
from warehouse.core.care_plan_version
where known_date <= getvariable('known_at')
  and superseded_date is distinct from known_date;

create view known.intervention as
-- One row per intervention and version known at K, with the days on which it was the known one (R3).
-- Of several versions known on one day the last is read (small print); on days before anything
-- was known, because it was registered late, the earliest: hence -infinity.
select
  *,
  case
    when known_date = min(known_date) over (partition by intervention_id) then date '-infinity'
    else known_date
  end as from_day,
  case
    when superseded_date <= getvariable('known_at') then superseded_date
    else date 'infinity'
  end as to_day,
  superseded_date is null or superseded_date > getvariable('known_at') as is_newest
from warehouse.core.intervention_version
where known_date <= getvariable('known_at')
  and superseded_date is distinct from known_date;

create view known.citizen as
-- One row per citizen and version known at K, with the days on which it was the known one (R3).
-- Of several versions known on one day the last is read (small print); on days before anything
-- was known, because it was registered late, the earliest: hence -infinity.
select
  *,
  case
    when known_date = min(known_date) over (partition by citizen_id) then date '-infinity'
    else known_date
  end as from_day,
  case
    when superseded_date <= getvariable('known_at') then superseded_date
    else date 'infinity'
  end as to_day,
  superseded_date is null or superseded_date > getvariable('known_at') as is_newest
from warehouse.core.citizen_version
where known_date <= getvariable('known_at')
  and superseded_date is distinct from known_date;

create table population.our_organization as
-- One row per organisation whose plans count: ours (A15, R21), or all where none that was loaded is mapped.
with loaded as (
  select organization_id from known.citizen
  union
  select organization_id from known.care_plan
),
mapped as (
  select organization_id, cast(listed.is_ours as boolean) as is_ours
  from loaded join codelist.organizations as listed using (organization_id)
)
select organization_id from loaded where not exists (from mapped)
union all
select organization_id from mapped where is_ours;

create table population.citizen_exit as
-- One row per citizen and absence: dead, or under another acting municipality (A2), on [exit_date, return_date).
-- From the list of deaths and moves (T01), which has no known time; without it nobody is known to have left.
with our_municipality as (
  -- A15: which code is ours, an organisation that is loaded and mapped tells; without one, none is foreign.
  select distinct cast(listed.municipality_code as integer) as municipality
  from population.our_organization
  join codelist.organizations as listed using (organization_id)
  where cast(listed.is_ours as boolean)
),
told as (
  select
    person_id,
    status,
    start_date,
    coalesce(status_date, start_date) as day,
    coalesce(
      status in ('Død', 'Udrejst')
        or (status = 'Fraflyttet' and acting_municipality is null)
        or (
          exists (from our_municipality)
          and acting_municipality not in (from our_municipality)
        ),
      false
    ) as is_away
  from supply.citizen_status
),
turned as (
  select *,
    is_away is distinct from lag(is_away) over (
      partition by person_id order by start_date, day
    ) as is_turn
  from told
),
numbered as (
  select *,
    count(*) filter (is_turn) over (
      partition by person_id order by start_date, day
      rows between unbounded preceding and current row
    ) as run_no
  from turned
),
run as (
  select person_id, run_no, any_value(is_away) as is_away,
    arg_min(if(status = 'Død', 'Død', 'Fraflyttet'), day) as cause,
    min(day) as exit_date, min(start_date) as begin_date
  from numbered
  group by person_id, run_no
)
select person_id, exit_date, cause,
  -- Who comes back is ours from the day on which the later row holds.
  lead(begin_date, 1, date 'infinity') over (
    partition by person_id order by run_no
  ) as return_date
from run
qualify is_away;

create table population.intervention_life as
-- One row per valid intervention: its own days and its intent, from the newest version at K (R3).
-- end_date NULL: it has no whole end date (A10). start_date NULL: it is never active (A10).
-- A death or a move ends it (R8), unless it begins after the citizen is back.
with erroneous_plan as (
  select care_plan_id from known.care_plan where is_newest and status = 'entered-in-error'
),
newest as (
  select * from known.intervention
  where is_newest and status not in ('entered-in-error', 'draft', 'unknown')  -- R5, A11
),
gone as (
  select newest.intervention_id, min(absence.exit_date) as exit_date
  from newest
  join population.citizen_exit as absence
    on absence.person_id = newest.person_id and absence.return_date > newest.start_date
  group by newest.intervention_id
)
select
  newest.intervention_id,
  newest.person_id,
  newest.intent,
  newest.start_date,
  least(newest.end_date, gone.exit_date) as end_date
from newest left join gone using (intervention_id)
-- R5: it falls with its plan; with two parents, one erroneous, only that link falls (A16).
where len(newest.care_plan_ids) = 0
  or exists (
    select 1 from (select unnest(newest.care_plan_ids) as care_plan_id) as parent
    where parent.care_plan_id not in (select care_plan_id from erroneous_plan)
  );

create table population.care_plan_life as
-- One row per valid care plan of ours (A15), granted (R7) or not: first day, effective end (R8), first received.
-- Half-open (R2): active on D when start_date <= D and (end_date is null or end_date > D).
-- start_date NULL: the delivered start was partial, so the plan is never active (A10).
with newest as (
  select * from known.care_plan
  where is_newest and status not in ('entered-in-error', 'draft', 'unknown')  -- R5, A11
),
-- Granted and effective end look at all interventions any version based on the plan (A1).
link as (
  select distinct unnest(care_plan_ids) as care_plan_id, intervention_id from known.intervention
),
helped as (
  select
    link.care_plan_id,
    bool_or(intervention.intent = 'order') as has_order,
    case when bool_and(intervention.end_date is not null) then max(intervention.end_date) end
      as last_end
  from link join population.intervention_life as intervention using (intervention_id)
  group by link.care_plan_id
),
received as (
  select
    care_plan_id,
    min(known_date) as first_known_date,
    -- The day it was known as ended: since when no version said otherwise.
    coalesce(
      max(to_day) filter (where status not in ('completed', 'revoked')), min(known_date)
    ) as known_ended_date
  from known.care_plan
  group by care_plan_id
),
-- R8: a death or a move ends it, unless it begins after the citizen is back.
gone as (
  select newest.care_plan_id, min(absence.exit_date) as exit_date
  from newest
  join population.citizen_exit as absence
    on absence.person_id = newest.person_id and absence.return_date > newest.start_date
  group by newest.care_plan_id
)
select
  newest.care_plan_id,
  newest.person_id,
  newest.intent,
  newest.intent = 'order' or coalesce(helped.has_order, false) as is_granted,
  newest.start_date,
  least(  -- the earliest; a NULL is passed over
    newest.end_date,
    case
      when newest.end_date is null and newest.status in ('completed', 'revoked')
        then received.known_ended_date
    end,
    helped.last_end,
    gone.exit_date
  ) as end_date,
  received.first_known_date,
  helped.care_plan_id is not null as has_interventions
from newest
join population.our_organization using (organization_id)
join received using (care_plan_id)
left join helped using (care_plan_id)
left join gone using (care_plan_id);

create table population.plan_life as
-- One row per granted care plan (R7) of ours: its days, half-open (R2), and when it was first received.
select care_plan_id, person_id, start_date, end_date, first_known_date, has_interventions
from population.care_plan_life
where is_granted;

create table population.goal_help as
-- One row per goal and stretch of days [seen_from, seen_to) on which the same plans are known to list it.
-- ended_date: the first day on which its help has ended, seen from those days (third end of R13, B3).
with goal as (
  select intervention_goal_id, min(known_date) as from_day, min(person_id) as person_id
  from known.intervention_goal
  group by intervention_goal_id
),
plan as (
  select
    care_plan_id, person_id, start_date, coalesce(end_date, date 'infinity') as end_date
  from population.plan_life
  where has_interventions  -- R8: a plan without any is counted for its documentation only
),
-- R3: which goals a plan lists is read from the version known on the day.
listing as (
  select goal.intervention_goal_id, version.care_plan_id, version.from_day, version.to_day
  from (
    select unnest(intervention_goal_ids) as intervention_goal_id, care_plan_id, from_day, to_day
    from known.care_plan
  ) as version
  join goal using (intervention_goal_id)
  join plan on plan.care_plan_id = version.care_plan_id and plan.person_id = goal.person_id
),
break as (
  select intervention_goal_id, date '-infinity' as day from goal
  union
  select intervention_goal_id, from_day from listing
  union
  select intervention_goal_id, to_day from listing
),
seen as (
  select intervention_goal_id, day as seen_from,
    lead(day, 1, date 'infinity') over (
      partition by intervention_goal_id order by day
    ) as seen_to
  from break
),
listed as (
  select distinct seen.intervention_goal_id, seen.seen_from, listing.care_plan_id
  from seen
  join listing
    on listing.intervention_goal_id = seen.intervention_goal_id
    and listing.from_day <= seen.seen_from
    and listing.to_day > seen.seen_from
),
-- Any plan of the citizen helps, or only those that list the goal when any do.
helping as (
  select
    seen.intervention_goal_id,
    seen.seen_from,
    greatest(plan.start_date, goal.from_day) as from_day,
    plan.end_date as to_day
  from seen
  join goal using (intervention_goal_id)
  join plan
    on plan.person_id = goal.person_id
    and plan.end_date > greatest(plan.start_date, goal.from_day)
  left join (select distinct intervention_goal_id, seen_from from listed) as own
    on own.intervention_goal_id = seen.intervention_goal_id and own.seen_from = seen.seen_from
  left join listed
    on listed.intervention_goal_id = seen.intervention_goal_id
    and listed.seen_from = seen.seen_from
    and listed.care_plan_id = plan.care_plan_id
  where plan.start_date is not null
    and (own.intervention_goal_id is null or listed.care_plan_id is not null)
),
reached as (
  select
    *,
    max(to_day) over (
      partition by intervention_goal_id, seen_from order by from_day, to_day
      rows between unbounded preceding and 1 preceding
    ) as helped_to
  from helping
),
numbered as (
  select
    *,
    count(*) filter (where from_day > helped_to) over (
      partition by intervention_goal_id, seen_from order by from_day, to_day
      rows between unbounded preceding and current row
    ) as gaps_before
  from reached
),
first_run as (
  select intervention_goal_id, seen_from, min(from_day) as from_day, max(to_day) as to_day
  from numbered
  where gaps_before = 0
  group by intervention_goal_id, seen_from
)
select
  seen.intervention_goal_id,
  seen.seen_from,
  seen.seen_to,
  case
    when first_run.from_day <= goal.from_day + 90 then first_run.to_day
    else goal.from_day + 90
  end as ended_date
from seen
join goal using (intervention_goal_id)
left join first_run using (intervention_goal_id, seen_from)
where seen.seen_from < seen.seen_to;

create table population.goal_life as
-- One row per valid goal and stretch of days [seen_from, seen_to) from which its life looks the same.
-- It is current on [from_day, to_day) (R13). Only the plans that list it can make that look different.
with received as (
  select
    intervention_goal_id,
    min(known_date) as from_day,
    -- Since when no version said otherwise; a goal that was opened again is not closed (R4).
    coalesce(max(to_day) filter (not is_closed), min(known_date)) as known_closed_date
  from (
    select *, lifecycle_status in ('completed', 'cancelled', 'rejected') as is_closed
    from known.intervention_goal
  )
  group by intervention_goal_id
),
goal as (
  select
    newest.intervention_goal_id,
    newest.person_id,
    condition.code,
    received.from_day,
    case
      when newest.lifecycle_status in ('completed', 'cancelled', 'rejected')
        then received.known_closed_date
    end as closed_date,
    case
      when newest.lifecycle_status not in ('rejected', 'cancelled', 'proposed')  -- B2
        then received.from_day
    end as superseding_date
  from known.intervention_goal as newest
  join received using (intervention_goal_id)
  left join population.condition_newest as condition
    on condition.condition_id = newest.primary_condition_id
  where newest.is_newest and newest.lifecycle_status <> 'entered-in-error'  -- R5
),
superseded as (
  select
    *,
    -- B2: later by local date; two goals received on one day are both current.
    min(superseding_date) over (
      partition by person_id, code order by from_day
      range between interval 1 day following and unbounded following
    ) as superseded_date
  from goal
)
select
  superseded.intervention_goal_id,
  superseded.person_id,
  help.seen_from,
  help.seen_to,
  superseded.from_day,
  least(
    superseded.closed_date,
    case when superseded.code is not null then superseded.superseded_date end,
    help.ended_date
  ) as to_day
from superseded join population.goal_help as help using (intervention_goal_id);

create table population.condition_line as
-- One row per condition in Aktivitet og deltagelse and version that stands, not in error (R5) or corrected (A14).
-- Whose it is and which theme are read from the newest version (R4).
with dated as (
  select
    newest.condition_id,
    version.version_no,
    newest.person_id,
    newest.code,
    version.severity_level,
    version.known_at,
    coalesce(version.verification_status = 'refuted', false) as is_refuted,
    coalesce(
      version.last_asserted_date,
      -- A13: a refuted version without lastAsserted holds from the day it was known.
      -- R12, A10: any other falls back to recordedDate, also from a partial lastAsserted.
      case when is_refuted then version.known_date else version.recorded_date end
    ) as valid_date
  from known.condition as version join population.condition_newest as newest using (condition_id)
  where newest.is_activity
),
placed as (
  select
    *,
    min(valid_date) over (
      partition by condition_id order by version_no
      rows between 1 following and unbounded following
    ) as corrected_to
  from dated
)
select condition_id, version_no, person_id, code, severity_level, known_at, is_refuted, valid_date
from placed
where valid_date is not null and (corrected_to is null or corrected_to >= valid_date);

create table population.severity_line as
-- One row per person, condition code and stretch of days [from_day, to_day) with one score (R12).
-- severity_level NULL: not assessed. An earlier score is not carried past a newer Ikke vurderet (A7).
with standing as (
  select
    *,
    -- A13: a refuted version takes its own id, not the line, away from its valid date.
    min(case when is_refuted then valid_date end) over (
      partition by condition_id order by valid_date, version_no
      rows between 1 following and unbounded following
    ) as removed_date
  from population.condition_line
),
asserted as (
  select
    person_id, code, valid_date, known_at, condition_id, version_no, severity_level, removed_date
  from standing
  where not is_refuted and (removed_date is null or removed_date > valid_date)
),
refuted as (
  select distinct person_id, code, valid_date from standing where is_refuted
),
scored as (
  select person_id, code, valid_date as from_day,
    -- tie: newest known
    last(severity_level order by known_at, condition_id, version_no) as severity_level
  from asserted
  group by person_id, code, valid_date
  union  -- distinct: another id may be scored on the day one is refuted
  select refuted.person_id, refuted.code, refuted.valid_date,
    last(
      asserted.severity_level
      order by asserted.valid_date nulls first, asserted.known_at, asserted.condition_id,
        asserted.version_no
    )
  from refuted
  left join asserted
    on asserted.person_id = refuted.person_id
    and asserted.code = refuted.code
    and asserted.valid_date <= refuted.valid_date
    and (asserted.removed_date is null or asserted.removed_date > refuted.valid_date)
  group by refuted.person_id, refuted.code, refuted.valid_date
)
select
  person_id,
  code,
  from_day,
  lead(from_day, 1, date 'infinity') over (
    partition by person_id, code order by from_day
  ) as to_day,
  severity_level
from scored;

create table population.goal_seen as
-- One row per valid goal and stretch of days [seen_from, seen_to) with the same version known (R3) and life.
-- baseline_level and is_consistent: R14.
-- code, is_activity: the theme of rank 1. is_consistent NULL: target, type or baseline is not known.
with version as (
  select
    life.intervention_goal_id,
    life.person_id,
    life.from_day,
    life.to_day,
    greatest(goal.from_day, life.seen_from) as seen_from,
    least(goal.to_day, life.seen_to) as seen_to,
    condition.code,
    coalesce(condition.is_activity, false) as is_activity,
    goal.expected_severity_level,
    goal.change_value_code
  from population.goal_life as life
  join known.intervention_goal as goal using (intervention_goal_id)
  left join population.condition_newest as condition
    on condition.condition_id = goal.primary_condition_id
  where greatest(goal.from_day, life.seen_from) < least(goal.to_day, life.seen_to)
),
-- The score at the goal's start, else the first within 30 days.
baseline as (
  select
    version.intervention_goal_id,
    version.seen_from,
    arg_min(line.severity_level, line.from_day) as baseline_level
  from version
  join population.severity_line as line
    on line.person_id = version.person_id
    and line.code = version.code
    and line.to_day > version.from_day
    and line.from_day <= version.from_day + 30
  where line.severity_level is not null
  group by version.intervention_goal_id, version.seen_from
)
select
  version.*,
  baseline.baseline_level,
  change.display_da as goal_type,
  case change.display_da
    when 'Udvikle funktionsevne' then expected_severity_level < baseline_level
    when 'Fastholde funktionsevne' then expected_severity_level = baseline_level
    when 'Begrænse tab af funktionsevne' then expected_severity_level >= baseline_level
  end as is_consistent
from version
left join baseline using (intervention_goal_id, seen_from)
left join codelist.ffb_code as change
  on change.code = version.change_value_code and change.value_set = 'KLChangeValueCodesFFB';

create view known.information_gathering as
-- One row per information_gathering and version known at K, with the days on which it was the known one (R3).
-- Of several versions known on one day the last is read (small print); on days before anything
-- was known, because it was registered late, the earliest: hence -infinity.
select
  *,
  case
    when known_date = min(known_date) over (partition by information_gathering_id) then date '-infinity'
    else known_date
  end as from_day,
  case
    when superseded_date <= getvariable('known_at') then superseded_date
    else date 'infinity'
  end as to_day,
  superseded_date is null or superseded_date > getvariable('known_at') as is_newest
from warehouse.core.information_gathering_version
where known_date <= getvariable('known_at')
  and superseded_date is distinct from known_date;

create table population.reassessment as
-- One row per person, condition code and day on which the theme was reassessed (R12).
with finding as (
  select effective_date, unnest(condition_ids) as condition_id
  from known.information_gathering
  where is_newest and status <> 'entered-in-error' and effective_date is not null  -- R5, A10
)
select person_id, code, valid_date as reassessed_date
from population.condition_line
where not is_refuted
union
-- A score that did not change gets no new date; only the gathering that found it tells.
select condition.person_id, condition.code, finding.effective_date
from finding join population.condition_newest as condition using (condition_id)
where condition.is_activity;

create table population.goal_evaluation as
-- One row per valid goal and stretch of days [seen_from, seen_to) from which it has one evaluation date.
-- On D that is the goal's end, if it lies in W12, else the latest reassessment in W12, if there is one.
with reassessed as (
  select
    goal.intervention_goal_id,
    goal.seen_from,
    goal.seen_to,
    goal.to_day,
    reassessment.reassessed_date
  from population.goal_seen as goal
  join population.reassessment as reassessment
    on reassessment.person_id = goal.person_id
    and reassessment.code = goal.code
    -- B1: after the goal's start and not after its end.
    and reassessment.reassessed_date > goal.from_day
    and reassessment.reassessed_date <= goal.to_day
),
dated as (
  select
    intervention_goal_id,
    reassessed_date as evaluation_date,
    greatest(seen_from, reassessed_date) as seen_from,
    least(
      seen_to,
      to_day,
      reassessed_date + 365,
      lead(reassessed_date) over (
        partition by intervention_goal_id, seen_from order by reassessed_date
      )
    ) as seen_to
  from reassessed
  union all
  select intervention_goal_id, to_day, greatest(seen_from, to_day), least(seen_to, to_day + 365)
  from population.goal_seen
  where to_day > from_day and isfinite(to_day)
)
select intervention_goal_id, seen_from, seen_to, evaluation_date
from dated
where seen_from < seen_to;

create table population.citizen as
-- One row per citizen: birth date and legal sex, which the CPR number told (R6).
select person_id, min(birth_date) as birth_date, min(sex) as sex
from known.citizen
group by person_id;

create view known.service_performer as
-- One row per service_performer and version known at K, with the days on which it was the known one (R3).
-- Of several versions known on one day the last is read (small print); on days before anything
-- was known, because it was registered late, the earliest: hence -infinity.
select
  *,
  case
    when known_date = min(known_date) over (partition by service_performer_id) then date '-infinity'
    else known_date
  end as from_day,
  case
    when superseded_date <= getvariable('known_at') then superseded_date
    else date 'infinity'
  end as to_day,
  superseded_date is null or superseded_date > getvariable('known_at') as is_newest
from warehouse.core.service_performer_version
where known_date <= getvariable('known_at')
  and superseded_date is distinct from known_date;

create view known.target_group as
-- One row per target_group and version known at K, with the days on which it was the known one (R3).
-- Of several versions known on one day the last is read (small print); on days before anything
-- was known, because it was registered late, the earliest: hence -infinity.
select
  *,
  case
    when known_date = min(known_date) over (partition by target_group_id) then date '-infinity'
    else known_date
  end as from_day,
  case
    when superseded_date <= getvariable('known_at') then superseded_date
    else date 'infinity'
  end as to_day,
  superseded_date is null or superseded_date > getvariable('known_at') as is_newest
from warehouse.core.target_group_version
where known_date <= getvariable('known_at')
  and superseded_date is distinct from known_date;

create table population.plan_help as
-- One row per granted care plan, intervention and stretch of days on which it helped under that plan.
-- Which plan it is based on, and its codes, are read from the version known on the day (A1, R3).
with link as (
  select distinct
    unnest(care_plan_ids) as care_plan_id, intervention_id, codes, version_no, from_day, to_day
  from known.intervention
)
select
  plan.care_plan_id,
  plan.person_id,
  link.intervention_id,
  link.codes,
  greatest(plan.start_date, intervention.start_date, link.from_day) as from_day,
  least(plan.end_date, intervention.end_date, link.to_day) as to_day
from link
join population.intervention_life as intervention using (intervention_id)
join population.plan_life as plan using (care_plan_id)
where plan.start_date is not null
  and intervention.start_date is not null
  and greatest(plan.start_date, intervention.start_date, link.from_day)
    < least(plan.end_date, intervention.end_date, link.to_day);

create table population.plan_fact as
-- One row per granted care plan, stretch of days and fact that held on them: a ydelse, a tilbud or the primary target group.
with version as (
  select plan.care_plan_id, told.service_performer_ids, told.target_groups,
    greatest(plan.start_date, told.from_day) as from_day,
    least(plan.end_date, told.to_day) as to_day
  from known.care_plan as told join population.plan_life as plan using (care_plan_id)
  where plan.start_date is not null
),
named as (
  select care_plan_id, from_day, to_day, unnest(service_performer_ids) as service_performer_id
  from version
),
tilbud as (
  select named.care_plan_id, performer.code,
    greatest(named.from_day, performer.from_day) as from_day,
    least(named.to_day, performer.to_day) as to_day
  from named join known.service_performer as performer using (service_performer_id)
),
addressed as (
  select care_plan_id, from_day, to_day, unnest(target_groups) as addresses from version
),
valid_target_group as (
  select target_group_id from known.target_group
  where is_newest and verification_status is distinct from 'entered-in-error'  -- R5
),
target_group as (
  select addressed.care_plan_id, target.code,
    greatest(addressed.from_day, target.from_day) as from_day,
    -- R5, A13: a refuted version has no lastAsserted here, so it is out from its known date.
    least(
      addressed.to_day,
      target.to_day,
      case when target.verification_status = 'refuted' then target.known_date end
    ) as to_day
  from addressed
  join known.target_group as target on target.target_group_id = addressed.addresses.target_group_id
  where addressed.addresses.rank = 1
    and target.target_group_id in (from valid_target_group)
),
fact as (
  select care_plan_id, from_day, to_day, 'ydelse' as kind, unnest(codes) as code
  from population.plan_help
  union all
  select care_plan_id, from_day, to_day, 'tilbud', code from tilbud
  union all
  select care_plan_id, from_day, to_day, 'target_group', code from target_group
)
select
  fact.care_plan_id,
  fact.from_day,
  fact.to_day,
  fact.kind,
  fact.code,
  cast(ladder.step as tinyint) as step,
  coalesce(ladder.role, '') as role,
  category.category as target_group
from fact
left join codelist.ladder_code as ladder
  on ladder.kind = fact.kind
  and ladder.code = fact.code
  and ladder.valid_from = getvariable('ladder')  -- the order of steps that is valid on D
left join codelist.target_group_category as category
  on fact.kind = 'target_group' and category.code = fact.code
where fact.from_day < fact.to_day;

create table population.plan_step as
-- One row per granted care plan and stretch of days on which it helps: its step (catalogue 3.2).
-- step NULL: only akut or udredning. primary_target_group: R10, Uoplyst without a rank 1 in a group.
with break as (
  select care_plan_id, from_day as day from population.plan_fact
  union
  select care_plan_id, to_day from population.plan_fact
),
stretch as (
  select care_plan_id, day as from_day,
    lead(day) over (partition by care_plan_id order by day) as to_day
  from break
),
held as (
  select
    stretch.care_plan_id,
    stretch.from_day,
    stretch.to_day,
    max(fact.step) filter (fact.kind = 'tilbud' and fact.role = 'residential') as residential_step,
    max(fact.step) filter (fact.kind = 'ydelse') as ydelse_step,
    max(fact.step) filter (fact.kind = 'tilbud' and fact.role <> 'residential') as tilbud_step,
    bool_and(fact.role = 'off_ladder') filter (fact.kind = 'ydelse') as is_off_ladder,
    list(distinct fact.code) filter (fact.kind = 'ydelse') as ydelse_codes,
    list(distinct fact.code) filter (fact.kind = 'tilbud') as tilbud_codes,
    min(fact.target_group) as target_group
  from stretch
  join population.plan_fact as fact
    on fact.care_plan_id = stretch.care_plan_id
    and fact.from_day <= stretch.from_day
    and fact.to_day >= stretch.to_day
  group by stretch.care_plan_id, stretch.from_day, stretch.to_day
)
select
  plan.care_plan_id,
  plan.person_id,
  plan.start_date,
  held.from_day,
  held.to_day,
  -- The residential tilbud decides; else the ydelser; else the tilbud, unless all help is off the ladder.
  coalesce(
    held.residential_step,
    held.ydelse_step,
    case when not held.is_off_ladder then held.tilbud_step end
  ) as step,
  held.ydelse_codes,
  coalesce(held.tilbud_codes, []) as tilbud_codes,
  coalesce(held.target_group, 'Uoplyst') as primary_target_group
from held join population.plan_life as plan using (care_plan_id)
where held.ydelse_codes is not null;

create table population.citizen_state as
-- One row per citizen and stretch of days [from_day, to_day); the stretches of one citizen leave no day out.
-- is_helped: in POP but for the age (R7). step: the highest (R9), 0 without help, NULL for akut/udredning only.
-- ydelse_codes: all that is given on those days. The primary target group is that of the plan that gives the step (R9); Uoplyst without help.
with break as (
  select person_id, from_day as day from population.plan_step
  union
  select person_id, to_day from population.plan_step
  union
  select person_id, date '-infinity' from population.citizen
),
stretch as (
  select person_id, day as from_day,
    lead(day, 1, date 'infinity') over (partition by person_id order by day) as to_day
  from break
),
held as (
  select
    stretch.person_id,
    stretch.from_day,
    stretch.to_day,
    count(plan.care_plan_id) > 0 as is_helped,
    max(plan.step) as step,
    first(
      plan.primary_target_group
      order by plan.step desc nulls last, plan.start_date, plan.care_plan_id
    ) as primary_target_group,
    coalesce(list_distinct(flatten(list(plan.ydelse_codes))), []) as ydelse_codes
  from stretch
  left join population.plan_step as plan
    on plan.person_id = stretch.person_id
    and plan.from_day <= stretch.from_day
    and plan.to_day >= stretch.to_day
  where stretch.from_day < stretch.to_day
  group by stretch.person_id, stretch.from_day, stretch.to_day
)
select
  held.person_id,
  held.from_day,
  held.to_day,
  held.is_helped,
  case when held.is_helped then held.step else 0 end as step,
  coalesce(held.primary_target_group, 'Uoplyst') as primary_target_group,
  held.ydelse_codes,
  citizen.birth_date,
  citizen.sex
from held join population.citizen as citizen using (person_id);

create table population.goal_judged as
-- One row per valid goal and evaluation date, the citizen 18 or more on it (A5): target and scores.
-- Target, type and theme are those known on that date (B1), breakdowns those of that date (A3).
-- is_reassessed: its theme was reassessed after its start and up to that date (R14).
with judged as (
  select
    evaluation.evaluation_date,
    goal.intervention_goal_id,
    goal.person_id,
    goal.from_day,
    goal.code,
    goal.goal_type,
    goal.is_consistent,
    goal.expected_severity_level,
    goal.baseline_level
  from (
    select distinct intervention_goal_id, evaluation_date from population.goal_evaluation
  ) as evaluation
  join population.goal_seen as goal
    on goal.intervention_goal_id = evaluation.intervention_goal_id
    and goal.seen_from <= evaluation.evaluation_date
    and goal.seen_to > evaluation.evaluation_date
),
reassessed as (
  select distinct judged.intervention_goal_id, judged.evaluation_date
  from judged
  join population.reassessment as reassessment
    on reassessment.person_id = judged.person_id
    and reassessment.code = judged.code
    and reassessment.reassessed_date > judged.from_day
    and reassessment.reassessed_date <= judged.evaluation_date
)
select
  judged.*,
  line.severity_level,
  reassessed.evaluation_date is not null as is_reassessed,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, judged.evaluation_date) as age_group,
  state.sex
from judged
join population.citizen_state as state
  on state.person_id = judged.person_id
  and state.from_day <= judged.evaluation_date
  and state.to_day > judged.evaluation_date
left join reassessed using (intervention_goal_id, evaluation_date)
left join population.severity_line as line
  on line.person_id = judged.person_id
  and line.code = judged.code
  and line.from_day <= judged.evaluation_date
  and line.to_day > judged.evaluation_date
where age_on(state.birth_date, judged.evaluation_date) >= 18;

create table population.system_shift_day as
-- One row per period and day d <= D on which a case system was taken into use (R20, A8):
-- more than 20 % of at least 100 plan starts in (d-365, d+365], as far as D, fall on d.
with started as (
  select start_date as day, count(*) as plans
  from population.plan_life
  where start_date is not null and has_interventions
  group by start_date
),
candidate as materialized (
  select
    day,
    plans,
    sum(plans) over (
      order by day range between interval 364 days preceding and current row
    ) as plans_so_far
  from started
  -- More than 20 % of 100 or more are more than 20; what follows d can only lower its share.
  qualify plans > 20 and plans > 0.2 * plans_so_far
)
select scope.period, candidate.day
from candidate
join population.scope as scope on candidate.day <= scope.last_day
left join started as later
  on later.day > candidate.day
  and later.day <= least(candidate.day + 365, scope.last_day)
group by scope.period, candidate.day, candidate.plans, candidate.plans_so_far
having candidate.plans_so_far + coalesce(sum(later.plans), 0) >= 100
  and candidate.plans > 0.2 * (candidate.plans_so_far + coalesce(sum(later.plans), 0));

create view population.goal_evaluated as
-- One row per goal with an evaluation date in W12 and period (R14).
select
  scope.period,
  goal.intervention_goal_id,
  goal.person_id,
  goal.evaluation_date,
  coalesce(goal.is_consistent, false) as is_consistent,
  goal.is_reassessed
    and goal.baseline_level is not null
    and goal.severity_level is not null as is_evaluable,
  goal.severity_level <= goal.expected_severity_level as is_achieved,
  case
    when goal.severity_level < goal.expected_severity_level then 'better'
    when goal.severity_level = goal.expected_severity_level then 'as expected'
    when goal.severity_level > goal.expected_severity_level then 'worse'
  end as outcome,
  coalesce(goal.goal_type, 'Uoplyst') as goal_type,
  coalesce(theme.display_da, 'Uoplyst') as theme,
  goal.step,
  goal.primary_target_group,
  goal.age_group,
  goal.sex
from population.scope as scope
join population.goal_evaluation as evaluation
  on evaluation.seen_from <= scope.last_day and evaluation.seen_to > scope.last_day
join population.goal_judged as goal
  on goal.intervention_goal_id = evaluation.intervention_goal_id
  and goal.evaluation_date = evaluation.evaluation_date
left join codelist.ffb_code as theme
  on theme.code = goal.code and theme.value_set = 'KLConditionADCodesFFB'
-- A8: the start of a goal first received on the day of a system shift is not known.
where not exists (
    select 1 from population.system_shift_day as shift
    where shift.period = scope.period and shift.day = goal.from_day
  );

select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((is_consistent and is_evaluable) and (is_achieved)) as "goal_achievement_rate.numerator",
  count(*) filter (is_consistent and is_evaluable) as "goal_achievement_rate.denominator"
from population.goal_evaluated
group by period
order by period;
