-- One row per care plan active on D and period, its citizen 18 or more on D: the six checks, as known on D.
-- Granted plans (R7), and planned ones that have no intervention at all (B12).
with active as (
  select scope.period, scope.last_day, plan.care_plan_id, plan.person_id
  from population.scope as scope
  join population.care_plan_life as plan
    on plan.start_date <= scope.last_day
    and coalesce(plan.end_date, date 'infinity') > scope.last_day
  where plan.is_granted or (plan.intent = 'plan' and not plan.has_interventions)
),
-- Each check as the stretches of days on which a plan passes it.
passed as (
  select care_plan_id, from_day, to_day, 1 as check_no from population.care_plan_target_group
  union all
  select care_plan_id, from_day, to_day, 2 from population.care_plan_tilbud
  union all
  select care_plan_id, from_day, to_day, 3 from population.plan_help
  union all
  select care_plan_id, from_day, to_day, 4 from population.care_plan_need
  union all
  select care_plan_id, from_day, to_day, 6 from population.care_plan_follow_up
),
checked as (
  select active.period, active.care_plan_id,
    bool_or(passed.check_no = 1) as has_target_group,
    bool_or(passed.check_no = 2) as has_tilbud,
    bool_or(passed.check_no = 3) as has_ydelse,
    bool_or(passed.check_no = 4) as has_need,
    bool_or(passed.check_no = 6) as has_follow_up
  from active
  join passed
    on passed.care_plan_id = active.care_plan_id
    and passed.from_day <= active.last_day
    and passed.to_day > active.last_day
  group by active.period, active.care_plan_id
),
with_scored_goal as (
  select distinct scope.period, goal.person_id
  from population.scope as scope
  join population.citizen_scored_goal as goal
    on goal.from_day <= scope.last_day and goal.to_day > scope.last_day
)
select
  active.period,
  active.care_plan_id,
  active.person_id,
  coalesce(checked.has_target_group, false) as has_target_group,
  coalesce(checked.has_tilbud, false) as has_tilbud,
  coalesce(checked.has_ydelse, false) as has_ydelse,
  coalesce(checked.has_need, false) as has_need,
  with_scored_goal.person_id is not null as has_scored_goal,
  coalesce(checked.has_follow_up, false) as has_follow_up,
  coalesce(tilbud.tilbud_type, 'Uoplyst') as tilbud_type,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, active.last_day) as age_group,
  state.sex
from active
join population.citizen_state as state
  on state.person_id = active.person_id
  and state.from_day <= active.last_day
  and state.to_day > active.last_day
left join checked
  on checked.period = active.period and checked.care_plan_id = active.care_plan_id
left join with_scored_goal
  on with_scored_goal.period = active.period and with_scored_goal.person_id = active.person_id
left join population.care_plan_tilbud as tilbud
  on tilbud.care_plan_id = active.care_plan_id
  and tilbud.from_day <= active.last_day
  and tilbud.to_day > active.last_day
where age_on(state.birth_date, active.last_day) >= 18
