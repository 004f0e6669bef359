-- One row per citizen and stretch of days [from_day, to_day) on which a current goal's primary theme has a score.
select
  version.person_id,
  greatest(version.from_day, life.from_day, line.from_day) as from_day,
  least(version.to_day, life.to_day, line.to_day) as to_day
from population.goal_version as version
join population.goal_life as life using (intervention_goal_id)
join population.severity_line as line
  on line.person_id = version.person_id and line.code = version.code
where line.severity_level is not null
  and greatest(version.from_day, life.from_day, line.from_day)
    < least(version.to_day, life.to_day, line.to_day)
