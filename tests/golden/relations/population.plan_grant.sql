-- One row per granted care plan with a step (B11): what was granted, and to whom, on its first day.
-- step: on the first day with an active ydelse. need_level NULL: the plan's own støttebehov is not known then (A12).
with first_help as (
  select care_plan_id, first(step order by from_day) as step  -- NULL on that day is no later one
  from population.plan_step
  group by care_plan_id
),
need as (
  select told.care_plan_id, told.from_day, told.to_day, evaluation.level
  from known.care_plan as told
  join known.care_evaluation as evaluation using (care_evaluation_id)
  where evaluation.is_newest and evaluation.status <> 'entered-in-error'  -- R5
),
target_group as (
  select care_plan_id, from_day, to_day, min(target_group) as target_group
  from population.plan_fact
  where kind = 'target_group'
  group by care_plan_id, from_day, to_day
)
select
  plan.care_plan_id,
  plan.person_id,
  plan.start_date,
  first_help.step,
  need.level as need_level,
  coalesce(target_group.target_group, 'Uoplyst') as primary_target_group,
  citizen.birth_date,
  citizen.sex
from population.plan_life as plan
join first_help using (care_plan_id)
join population.citizen as citizen on citizen.person_id = plan.person_id
left join need
  on need.care_plan_id = plan.care_plan_id
  and need.from_day <= plan.start_date
  and need.to_day > plan.start_date
left join target_group
  on target_group.care_plan_id = plan.care_plan_id
  and target_group.from_day <= plan.start_date
  and target_group.to_day > plan.start_date
where first_help.step is not null  -- akut and udredning are events, not a level to compare
