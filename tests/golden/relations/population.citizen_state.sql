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
from held join population.citizen as citizen using (person_id)
