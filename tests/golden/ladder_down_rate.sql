-- population.scope holds the asked periods: period, first_day, last_day (D).
-- getvariable('known_at') is K: only what had been reported by then counts.
-- getvariable('ladder') is the valid_from of the ladder that is valid on the last days.
-- codelist.* are the lists in data/codelists; supply.* are the supplementary exports, empty where
-- not loaded; the functions of our own stand in kpis/macros.sql.

create view known.care_evaluation as
-- One row per care_evaluation and version known at K, with the days on which it was the known one (R3).
-- Of several versions known on one day the last is read (small print); on days before anything
-- was known, because it was registered late, the earliest: hence -infinity.
select
  *,
  case
    when known_date = min(known_date) over (partition by care_evaluation_id) then date '-infinity'
    else known_date
  end as from_day,
  case
    when superseded_date <= getvariable('known_at') then superseded_date
    else date 'infinity'
  end as to_day,
  superseded_date is null or superseded_date > getvariable('known_at') as is_newest
from warehouse.core.care_evaluation_version
where known_date <= getvariable('known_at')
  and superseded_date is distinct from known_date;

create table population.citizen_need as
-- One row per citizen and stretch of days [from_day, to_day) with one latest evaluation of the støttebehov (A12).
-- Of several on one day the higher; level NULL: it is Ikke vurderet, and an earlier one is not carried past it.
select
  person_id,
  effective_date as from_day,
  lead(effective_date, 1, date 'infinity') over (
    partition by person_id order by effective_date
  ) as to_day,
  max(level) as level
from known.care_evaluation
where is_newest and status <> 'entered-in-error' and effective_date is not null  -- R5, A10
group by person_id, effective_date;

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

create table population.citizen as
-- One row per citizen: birth date and legal sex, which the CPR number told (R6).
select person_id, min(birth_date) as birth_date, min(sex) as sex
from known.citizen
group by person_id;

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

create table population.citizen_bridged as
-- One row per citizen and stretch of days [from_day, to_day): the state as movement sees it (A9).
-- A gap of at most 30 days between two stretches of the same step is given that step, and counts as days in POP,
-- with the target group of the next start. next_step: of the start that ends any other gap; NULL when none does.
with neighbour as (
  select
    *,
    not is_helped
      and coalesce(to_day <= from_day + 30 and lead(step) over own = lag(step) over own, false)
      and lead(is_helped, 1, false) over own as is_bridged,
    lead(step) over own as step_after_gap,
    lead(primary_target_group) over own as target_group_after_gap,
    lead(is_helped, 1, false) over own as has_next
  from population.citizen_state
  window own as (partition by person_id order by from_day)
)
select
  person_id,
  from_day,
  to_day,
  is_helped or is_bridged as is_helped,
  if(is_bridged, step_after_gap, step) as step,
  not is_helped and not is_bridged and has_next as is_before_start,
  step_after_gap,
  if(is_bridged, target_group_after_gap, primary_target_group) as primary_target_group,
  birth_date,
  sex
from neighbour;

create table population.ladder_exit as
-- One row per citizen and day on which he left the ladder without moving on it (3.3 rule 2), and the cause.
-- Besides death and moves (T01), care for the elderly that no social plan follows (T21).
select person_id, exit_date, min(cause) as cause
from (
  select person_id, exit_date, cause from population.citizen_exit
  union all
  select moved.person_id, moved.actual_date, 'Ældreområdet'
  from supply.transition as moved
  where moved.transition_type = 'Ældreområdet'
    and moved.actual_date is not null
    and not exists (
      select 1 from population.plan_life as plan
      where plan.person_id = moved.person_id
        and plan.has_interventions
        and coalesce(plan.end_date, date 'infinity') > greatest(moved.actual_date, plan.start_date)
    )
)
group by person_id, exit_date;

create table population.ladder_cohort as
-- One row per citizen on step 1-9 a year before D (catalogue 3.3) and period: step then, step on D, or how he left.
-- step_after NULL: akut/udredning on D. exit_cause NULL: still ours. The rest is that of D-365 (A3).
-- next_step: half a year after D, NULL when that is not over, or he is gone or off the ladder by then.
with reported as (
  select max(reported_date) as newest
  from warehouse.core.delivery_report
  where reported_date <= getvariable('known_at')
),
origin as (
  select scope.period, scope.last_day, state.person_id, state.step, state.primary_target_group,
    state.birth_date, state.sex
  from population.scope as scope
  join population.citizen_bridged as state
    on state.from_day <= scope.last_day - 365 and state.to_day > scope.last_day - 365
  where state.is_helped
    and state.step between 1 and 9
    and age_on(state.birth_date, scope.last_day - 365) >= 18
),
gone as (
  select origin.period, origin.person_id,
    arg_min(gone.cause, gone.exit_date) filter (gone.exit_date <= origin.last_day) as cause,
    bool_or(gone.exit_date > origin.last_day) as is_later
  from origin
  join population.ladder_exit as gone
    on gone.person_id = origin.person_id
    and gone.exit_date > origin.last_day - 365
    and gone.exit_date <= origin.last_day + 183
  group by origin.period, origin.person_id
)
select
  origin.period,
  origin.last_day,
  origin.person_id,
  origin.step,
  -- A9, on D1 only: a start within 30 days after D counts already, whatever its step.
  if(
    state.is_before_start and state.to_day <= origin.last_day + 30,
    state.step_after_gap,
    state.step
  ) as step_after,
  gone.cause as exit_cause,
  if(
    origin.last_day + 183 <= (select newest from reported)
      and not coalesce(gone.is_later, false),
    later.step,
    null
  ) as next_step,
  origin.primary_target_group,
  age_group(origin.birth_date, origin.last_day - 365) as age_group,
  origin.sex
from origin
join population.citizen_bridged as state
  on state.person_id = origin.person_id
  and state.from_day <= origin.last_day
  and state.to_day > origin.last_day
join population.citizen_bridged as later
  on later.person_id = origin.person_id
  and later.from_day <= origin.last_day + 183
  and later.to_day > origin.last_day + 183
left join gone on gone.period = origin.period and gone.person_id = origin.person_id;

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

create table population.severity_pair as
-- One row per person, condition code and stretch of days D [from_day, to_day) on which the two scores can be compared:
-- known on D-365 and on D (B7), and reassessed in (D-365, D] (R12). change: later less earlier, negative is better.
with reassessed as (
  select person_id, code, reassessed_date as from_day,
    least(
      reassessed_date + 365,
      lead(reassessed_date, 1, date 'infinity') over (
        partition by person_id, code order by reassessed_date
      )
    ) as to_day
  from population.reassessment
),
scored as (
  select * from population.severity_line where severity_level is not null
)
select
  later.person_id,
  later.code,
  earlier.severity_level as severity_before,
  later.severity_level - earlier.severity_level as change,
  greatest(later.from_day, earlier.from_day + 365, reassessed.from_day) as from_day,
  least(later.to_day, earlier.to_day + 365, reassessed.to_day) as to_day
from scored as later
join scored as earlier on earlier.person_id = later.person_id and earlier.code = later.code
join reassessed on reassessed.person_id = later.person_id and reassessed.code = later.code
where greatest(later.from_day, earlier.from_day + 365, reassessed.from_day)
  < least(later.to_day, earlier.to_day + 365, reassessed.to_day);

create table population.severity_change as
-- One row per person and stretch of days D [from_day, to_day) with the same pairs of scores, at least one.
-- total_change: over all pairs, so its sign is that of the mean; negative is better.
with change as (
  select person_id, day, sum(pairs) as pairs, sum(change) as change
  from (
    select person_id, from_day as day, 1 as pairs, change from population.severity_pair
    union all
    select person_id, to_day, -1, -change from population.severity_pair
  )
  group by person_id, day
)
select
  person_id,
  day as from_day,
  lead(day) over so_far as to_day,
  sum(pairs) over so_far as pairs,
  sum(change) over so_far as total_change
from change
window so_far as (partition by person_id order by day)
qualify sum(pairs) over so_far > 0;

create view population.ladder_movement as
-- One row per citizen on step 1-9 a year before D and not gone since (catalogue 3.3), and period: the move on the ladder.
-- step_after NULL: akut/udredning on D. is_sound, of those who moved down: neither scores nor støttebehov are worse;
-- NULL where no pair of scores or need tells (3.3 rule 6). is_sustained: not higher half a year after D; NULL before that.
select
  moved.period,
  moved.person_id,
  moved.step,
  moved.step_after,
  moved.step in (6, 7) and moved.step_after in (6, 7) and moved.step <> moved.step_after
    as is_housing_change,
  zone.zone,
  zone_after.zone as zone_after,
  case
    when moved.step_after < moved.step and change.pairs > 0
      then change.total_change <= 0 and need_after.level <= need.level
  end as is_sound,
  case when moved.step_after < moved.step then moved.next_step <= moved.step_after end
    as is_sustained,
  moved.primary_target_group,
  moved.age_group,
  moved.sex
from population.ladder_cohort as moved
left join codelist.ladder_step as zone
  on zone.valid_from = getvariable('ladder') and cast(zone.step as tinyint) = moved.step
left join codelist.ladder_step as zone_after
  on zone_after.valid_from = getvariable('ladder')
  and cast(zone_after.step as tinyint) = moved.step_after
left join population.severity_change as change
  on change.person_id = moved.person_id
  and change.from_day <= moved.last_day
  and change.to_day > moved.last_day
left join population.citizen_need as need
  on need.person_id = moved.person_id
  and need.from_day <= moved.last_day - 365
  and need.to_day > moved.last_day - 365
left join population.citizen_need as need_after
  on need_after.person_id = moved.person_id
  and need_after.from_day <= moved.last_day
  and need_after.to_day > moved.last_day
where moved.exit_cause is null  -- 3.3 rule 2: exits are out of numerator and denominator;

select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((step_after is not null) and (step_after < step)) as "ladder_down_rate.numerator",
  count(*) filter (step_after is not null) as "ladder_down_rate.denominator"
from population.ladder_movement
group by period
order by period;
