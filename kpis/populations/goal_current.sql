-- One row per goal current on D, its citizen in POP(D) (B16), and period; as known on D (R3).
with stretch as (
  select
    *,
    greatest(seen_from, from_day) as current_from,
    least(seen_to, to_day) as current_to
  from population.goal_seen
  where greatest(seen_from, from_day) < least(seen_to, to_day)
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
  followed_up.person_id is not null as has_follow_up,
  coalesce(stretch.goal_type, 'Uoplyst') as goal_type,
  citizen.step,
  citizen.primary_target_group,
  citizen.age_group,
  citizen.sex
from population.scope as scope
join stretch on stretch.current_from <= scope.last_day and stretch.current_to > scope.last_day
join population.citizen_with_support as citizen
  on citizen.period = scope.period and citizen.person_id = stretch.person_id
left join followed_up
  on followed_up.period = scope.period and followed_up.person_id = stretch.person_id
