-- One row per valid goal and evaluation date, with the days [from_day, to_day) for which it is the goal's evaluation.
-- On a day D a goal is evaluated at its end, if that lies in W12, else at its latest reassessment in W12.
with reassessed as (
  select life.intervention_goal_id, reassessment.reassessed_date, life.to_day as goal_to_day
  from population.goal_life as life
  join population.goal_version as version using (intervention_goal_id)
  join population.reassessment as reassessment
    on reassessment.person_id = version.person_id
    and reassessment.code = version.code
    and reassessment.reassessed_date >= version.from_day
    and reassessment.reassessed_date < version.to_day
  -- B1: after the goal's start and not after its end.
  where reassessment.reassessed_date > life.from_day
    and reassessment.reassessed_date <= life.to_day
),
evaluation as (
  select
    intervention_goal_id,
    reassessed_date as evaluation_date,
    reassessed_date as from_day,
    least(
      reassessed_date + 365,
      lead(reassessed_date, 1, goal_to_day) over (
        partition by intervention_goal_id order by reassessed_date
      ),
      goal_to_day
    ) as to_day
  from reassessed
  union all
  select intervention_goal_id, to_day, to_day, to_day + 365
  from population.goal_life
  where to_day > from_day and isfinite(to_day)
)
select
  evaluation.intervention_goal_id,
  evaluation.evaluation_date,
  evaluation.from_day,
  evaluation.to_day,
  version.person_id,
  version.goal_from_day,
  version.code,
  version.goal_type,
  version.is_consistent,
  version.expected_severity_level,
  version.baseline_level,
  line.severity_level,
  evaluation.intervention_goal_id in (select intervention_goal_id from reassessed)
    as is_reassessed
from evaluation
join population.goal_version as version
  on version.intervention_goal_id = evaluation.intervention_goal_id
  and version.from_day <= evaluation.evaluation_date
  and version.to_day > evaluation.evaluation_date
left join population.severity_line as line
  on line.person_id = version.person_id
  and line.code = version.code
  and line.from_day <= evaluation.evaluation_date
  and line.to_day > evaluation.evaluation_date
where evaluation.from_day < evaluation.to_day
