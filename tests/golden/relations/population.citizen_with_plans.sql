-- One row per citizen in POP(D) with two or more granted plans active on D and period.
-- dated_plans: those with a known next follow-up, past or future (B14); spread_days: between those dates.
with plan as (
  select person_id, care_plan_id, start_date as from_day,
    coalesce(end_date, date 'infinity') as to_day
  from population.plan_life
  where start_date is not null  -- A10
    and has_interventions  -- R8: a plan without any is counted for its documentation only
  qualify count(*) over (partition by person_id) >= 2
),
dated as materialized (
  select plan.person_id, agreed.follow_up_date,
    greatest(plan.from_day, agreed.from_day) as from_day,
    least(plan.to_day, agreed.to_day) as to_day
  from plan
  join population.care_plan_follow_up as agreed
    on agreed.care_plan_id = plan.care_plan_id
    and greatest(plan.from_day, agreed.from_day) < least(plan.to_day, agreed.to_day)
),
active as (
  select scope.period, held.person_id,
    count(*) filter (held.is_plan) as plans,
    count(held.follow_up_date) as dated_plans,
    max(held.follow_up_date) - min(held.follow_up_date) as spread_days
  from population.scope as scope
  join (
    select person_id, from_day, to_day, true as is_plan, null as follow_up_date from plan
    union all
    select person_id, from_day, to_day, false, follow_up_date from dated
  ) as held
    on held.from_day <= scope.last_day and held.to_day > scope.last_day
  group by scope.period, held.person_id
  having count(*) filter (held.is_plan) >= 2
)
select
  active.period,
  active.person_id,
  active.plans,
  active.dated_plans,
  active.spread_days,
  case when active.plans >= 4 then '4+' else cast(active.plans as varchar) end as plan_count,
  citizen.step,
  citizen.primary_target_group,
  citizen.age_group,
  citizen.sex
from active join population.citizen_with_support as citizen using (period, person_id)  -- A5
