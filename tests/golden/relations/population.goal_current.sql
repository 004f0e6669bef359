-- One row per goal current on D, its citizen in POP(D) (B16), and period; as known on D (R3).
with stretch as materialized (
  select
    goal.*,
    state.step,
    state.primary_target_group,
    state.birth_date,
    state.sex,
    greatest(goal.seen_from, goal.from_day, state.from_day) as current_from,
    least(goal.seen_to, goal.to_day, state.to_day) as current_to
  from population.goal_seen as goal
  join population.citizen_state as state
    on state.person_id = goal.person_id
    and state.is_helped
    and greatest(goal.seen_from, goal.from_day, state.from_day)
      < least(goal.seen_to, goal.to_day, state.to_day)
),
followed_up as (
  select distinct scope.period, ahead.person_id
  from population.scope as scope
  join population.care_plan_follow_up_ahead as ahead
    on ahead.from_day <= scope.last_day and ahead.to_day > scope.last_day
)
select
  scope.period,
  stretch.intervention_goal_id,
  stretch.person_id,
  stretch.is_activity as is_on_one_activity,
  stretch.expected_severity_level is not null and stretch.change_value_code is not null
    as has_target,
  coalesce(stretch.is_consistent, false) as is_consistent,
  (scope.period, stretch.person_id) in (select (period, person_id) from followed_up)
    as has_follow_up,
  coalesce(stretch.goal_type, 'Uoplyst') as goal_type,
  stretch.step,
  stretch.primary_target_group,
  age_group(stretch.birth_date, scope.last_day) as age_group,
  stretch.sex
from population.scope as scope
join stretch on stretch.current_from <= scope.last_day and stretch.current_to > scope.last_day
where age_on(stretch.birth_date, scope.last_day) >= 18
