-- One row per goal and stretch of days [from_day, to_day) on which it is current and its theme has a score.
select
  goal.intervention_goal_id,
  goal.person_id,
  greatest(goal.seen_from, goal.from_day, line.from_day) as from_day,
  least(goal.seen_to, goal.to_day, line.to_day) as to_day
from population.goal_seen as goal
join population.severity_line as line
  on line.person_id = goal.person_id and line.code = goal.code
where line.severity_level is not null
  and greatest(goal.seen_from, goal.from_day, line.from_day)
    < least(goal.seen_to, goal.to_day, line.to_day)
