-- One row per granted care plan with a step that began in W12, its citizen 18 or more then (A5), and period (no. 45).
-- has_cell: target group and støttebehov are known (B11). cell_plans, usual_step: how many plans the cell has, and
-- their most frequent step, of two the lower.
with started as (
  select
    scope.period,
    plan.*,
    age_group(plan.birth_date, plan.start_date) as age_group,
    plan.primary_target_group <> 'Uoplyst' and plan.need_level is not null as has_cell
  from population.scope as scope
  join population.plan_grant as plan
    on plan.start_date > scope.last_day - 365 and plan.start_date <= scope.last_day
  where age_on(plan.birth_date, plan.start_date) >= 18
    -- A8: what a new case system calls a start is none.
    and not exists (
      select 1 from population.system_shift_day as shift
      where shift.period = scope.period and shift.day = plan.start_date
    )
),
alike as (
  select *,
    count(*) over cell as cell_plans,
    count(*) over (
      partition by period, has_cell, primary_target_group, need_level, age_group, step
    ) as plans_on_step
  from started
  window cell as (partition by period, has_cell, primary_target_group, need_level, age_group)
)
select
  period,
  care_plan_id,
  person_id,
  start_date,
  step,
  has_cell,
  if(has_cell, cell_plans, null) as cell_plans,
  first_value(step) over (
    partition by period, has_cell, primary_target_group, need_level, age_group
    order by plans_on_step desc, step
  ) as usual_step,
  coalesce(cast(need_level as varchar), 'Uoplyst') as need_level,
  primary_target_group,
  age_group,
  sex
from alike
