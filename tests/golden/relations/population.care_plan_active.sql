-- One row per care plan active on D and period, its citizen 18 or more on D (A5), with the six checks.
with held as materialized (
  select
    plan.*,
    greatest(plan.from_day, state.from_day) as held_from,
    least(plan.to_day, state.to_day) as held_to,
    state.step,
    state.primary_target_group,
    state.birth_date,
    state.sex
  from population.care_plan_checked as plan
  join population.citizen_state as state
    on state.person_id = plan.person_id
    and greatest(plan.from_day, state.from_day) < least(plan.to_day, state.to_day)
),
typed as materialized (
  select
    held.*,
    coalesce(tilbud.tilbud_type, 'Uoplyst') as tilbud_type
  from held
  left join population.care_plan_tilbud as tilbud
    on tilbud.care_plan_id = held.care_plan_id
    and tilbud.from_day <= held.from_day
    and tilbud.to_day >= held.to_day
)
select
  scope.period,
  plan.care_plan_id,
  plan.person_id,
  plan.has_target_group,
  plan.has_tilbud,
  plan.has_ydelse,
  plan.has_need,
  plan.has_scored_goal,
  plan.has_follow_up,
  plan.tilbud_type,
  plan.step,
  plan.primary_target_group,
  age_group(plan.birth_date, scope.last_day) as age_group,
  plan.sex
from population.scope as scope
join typed as plan on plan.held_from <= scope.last_day and plan.held_to > scope.last_day
where age_on(plan.birth_date, scope.last_day) >= 18
