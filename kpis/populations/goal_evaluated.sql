-- One row per goal with an evaluation date in W12 and period (R14), citizens of 18 or more on that date (A3, A5).
select
  scope.period,
  evaluation.intervention_goal_id,
  evaluation.person_id,
  evaluation.evaluation_date,
  coalesce(evaluation.is_consistent, false) as is_consistent,
  evaluation.is_reassessed
    and evaluation.baseline_level is not null
    and evaluation.severity_level is not null as is_evaluable,
  evaluation.severity_level <= evaluation.expected_severity_level as is_achieved,
  case sign(evaluation.severity_level - evaluation.expected_severity_level)
    when -1 then 'better'
    when 0 then 'as expected'
    when 1 then 'worse'
  end as outcome,
  coalesce(evaluation.goal_type, 'Uoplyst') as goal_type,
  coalesce(theme.display_da, 'Uoplyst') as theme,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, evaluation.evaluation_date) as age_group,
  state.sex
from population.scope as scope
join population.goal_evaluation as evaluation
  on evaluation.from_day <= scope.last_day and evaluation.to_day > scope.last_day
join population.citizen_state as state
  on state.person_id = evaluation.person_id
  and state.from_day <= evaluation.evaluation_date
  and state.to_day > evaluation.evaluation_date
left join codelist.ffb_code as theme
  on theme.code = evaluation.code and theme.value_set = 'KLConditionADCodesFFB'
where age_on(state.birth_date, evaluation.evaluation_date) >= 18
  -- A8: a goal first received on the day of a system shift tells nothing about its start.
  and (scope.period, evaluation.goal_from_day) not in (
    select (period, day) from population.system_shift_day
  )
