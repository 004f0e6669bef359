-- One row per goal with an evaluation date in W12 and period (R14).
select
  scope.period,
  goal.intervention_goal_id,
  goal.person_id,
  goal.evaluation_date,
  coalesce(goal.is_consistent, false) as is_consistent,
  goal.is_reassessed
    and goal.baseline_level is not null
    and goal.severity_level is not null as is_evaluable,
  goal.severity_level <= goal.expected_severity_level as is_achieved,
  case
    when goal.severity_level < goal.expected_severity_level then 'better'
    when goal.severity_level = goal.expected_severity_level then 'as expected'
    when goal.severity_level > goal.expected_severity_level then 'worse'
  end as outcome,
  coalesce(goal.goal_type, 'Uoplyst') as goal_type,
  coalesce(theme.display_da, 'Uoplyst') as theme,
  goal.step,
  goal.primary_target_group,
  goal.age_group,
  goal.sex
from population.scope as scope
join population.goal_evaluation as evaluation
  on evaluation.seen_from <= scope.last_day and evaluation.seen_to > scope.last_day
join population.goal_judged as goal
  on goal.intervention_goal_id = evaluation.intervention_goal_id
  and goal.evaluation_date = evaluation.evaluation_date
-- The theme is the one of six (no. 8) that its code lies in.
left join codelist.ffb_code as activity
  on activity.code = goal.code and activity.value_set = 'KLConditionADCodesFFB'
left join codelist.ffb_code as theme on theme.code = activity.parent_code
-- A8: the start of a goal first received on the day of a system shift is not known.
where not exists (
    select 1 from population.system_shift_day as shift
    where shift.period = scope.period and shift.day = goal.from_day
  )
