-- population.scope holds the asked periods: period, first_day, last_day (D).
-- getvariable('known_at') is K: only what had been reported by then counts.
-- getvariable('ladder') is the valid_from of the ladder that is valid on the last days.
-- codelist.* are the lists in data/codelists; supply.* are the supplementary exports, empty where
-- not loaded; the functions of our own stand in kpis/macros.sql.

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

create table population.time_limited_run as
-- One row per citizen and run of days [from_day, to_day) with time-limited support (§ 82 b) on each.
-- One grant after another without a day between is one run: that is how it becomes permanent (V21).
with given as (
  select person_id, from_day, to_day
  from population.plan_help
  where has_form(codes, 'time_limited')
),
reached as (
  select *,
    max(to_day) over (
      partition by person_id order by from_day, to_day
      rows between unbounded preceding and 1 preceding
    ) as given_to
  from given
),
numbered as (
  select *,
    count(*) filter (from_day > given_to) over (
      partition by person_id order by from_day, to_day
      rows between unbounded preceding and current row
    ) as gaps_before
  from reached
)
select person_id, min(from_day) as from_day, max(to_day) as to_day
from numbered
group by person_id, gaps_before;

create view population.citizen_with_support as
-- One row per citizen in POP(D) (R7, A5) and period: the state on D, the period's last day.
-- time_limited_days: for how long, without a break, time-limited support had been given on D.
select
  scope.period,
  state.person_id,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, scope.last_day) as age_group,
  state.sex,
  age_on(state.birth_date, scope.last_day) as age,
  has_form(state.ydelse_codes, 'group_based') as has_group_support,
  has_form(state.ydelse_codes, 'time_limited') as has_time_limited_support,
  has_form(state.ydelse_codes, 'with_volunteers') as has_volunteer_support,
  has_form(state.ydelse_codes, 'towards_work') as has_work_support,
  has_form(state.ydelse_codes, 'sheltered_work') as has_sheltered_work,
  scope.last_day - run.from_day as time_limited_days
from population.scope as scope
join population.citizen_state as state
  on state.from_day <= scope.last_day and state.to_day > scope.last_day
left join population.time_limited_run as run
  on run.person_id = state.person_id
  and run.from_day <= scope.last_day
  and run.to_day > scope.last_day
where state.is_helped
  and age_on(state.birth_date, scope.last_day) >= 18;

select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (has_volunteer_support)) as "volunteer_supported_citizens.numerator",
  count(*) filter (true) as "volunteer_supported_citizens.denominator"
from population.citizen_with_support
group by period
order by period;
