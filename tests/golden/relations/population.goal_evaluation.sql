-- One row per valid goal and stretch of days [seen_from, seen_to) from which it has one evaluation date.
-- On D that is the goal's end, if it lies in W12, else the latest reassessment in W12, if there is one.
with reassessed as (
  select
    goal.intervention_goal_id,
    goal.seen_from,
    goal.seen_to,
    goal.to_day,
    reassessment.reassessed_date
  from population.goal_seen as goal
  join population.reassessment as reassessment
    on reassessment.person_id = goal.person_id
    and reassessment.code = goal.code
    -- B1: after the goal's start and not after its end.
    and reassessment.reassessed_date > goal.from_day
    and reassessment.reassessed_date <= goal.to_day
),
dated as (
  select
    intervention_goal_id,
    reassessed_date as evaluation_date,
    greatest(seen_from, reassessed_date) as seen_from,
    least(
      seen_to,
      to_day,
      reassessed_date + 365,
      lead(reassessed_date) over (
        partition by intervention_goal_id, seen_from order by reassessed_date
      )
    ) as seen_to
  from reassessed
  union all
  select intervention_goal_id, to_day, greatest(seen_from, to_day), least(seen_to, to_day + 365)
  from population.goal_seen
  where to_day > from_day and isfinite(to_day)
)
select intervention_goal_id, seen_from, seen_to, evaluation_date
from dated
where seen_from < seen_to
