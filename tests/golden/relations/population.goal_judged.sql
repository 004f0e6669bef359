-- One row per valid goal and evaluation date, the citizen 18 or more on it (A5): target and scores.
-- Target, type and theme are those known on that date (B1), breakdowns those of that date (A3).
-- is_reassessed: its theme was reassessed after its start and up to that date (R14).
with judged as (
  select
    evaluation.evaluation_date,
    goal.intervention_goal_id,
    goal.person_id,
    goal.from_day,
    goal.code,
    goal.goal_type,
    goal.is_consistent,
    goal.expected_severity_level,
    goal.baseline_level
  from (
    select distinct intervention_goal_id, evaluation_date from population.goal_evaluation
  ) as evaluation
  join population.goal_seen as goal
    on goal.intervention_goal_id = evaluation.intervention_goal_id
    and goal.seen_from <= evaluation.evaluation_date
    and goal.seen_to > evaluation.evaluation_date
),
reassessed as (
  select distinct judged.intervention_goal_id, judged.evaluation_date
  from judged
  join population.reassessment as reassessment
    on reassessment.person_id = judged.person_id
    and reassessment.code = judged.code
    and reassessment.reassessed_date > judged.from_day
    and reassessment.reassessed_date <= judged.evaluation_date
)
select
  judged.*,
  line.severity_level,
  reassessed.evaluation_date is not null as is_reassessed,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, judged.evaluation_date) as age_group,
  state.sex
from judged
join population.citizen_state as state
  on state.person_id = judged.person_id
  and state.from_day <= judged.evaluation_date
  and state.to_day > judged.evaluation_date
left join reassessed using (intervention_goal_id, evaluation_date)
left join population.severity_line as line
  on line.person_id = judged.person_id
  and line.code = judged.code
  and line.from_day <= judged.evaluation_date
  and line.to_day > judged.evaluation_date
where age_on(state.birth_date, judged.evaluation_date) >= 18
