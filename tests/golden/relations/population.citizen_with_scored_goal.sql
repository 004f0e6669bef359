-- One row per citizen and run of days [from_day, to_day) on each of which a current goal's theme has a score.
with scored as (
  select
    goal.person_id,
    greatest(goal.seen_from, goal.from_day, line.from_day) as from_day,
    least(goal.seen_to, goal.to_day, line.to_day) as to_day
  from population.goal_seen as goal
  join population.severity_line as line
    on line.person_id = goal.person_id and line.code = goal.code
  where line.severity_level is not null
    and greatest(goal.seen_from, goal.from_day, line.from_day)
      < least(goal.seen_to, goal.to_day, line.to_day)
),
reached as (
  select
    *,
    max(to_day) over (
      partition by person_id order by from_day, to_day
      rows between unbounded preceding and 1 preceding
    ) as scored_to
  from scored
),
numbered as (
  select
    *,
    count(*) filter (from_day > scored_to) over (
      partition by person_id order by from_day, to_day
      rows between unbounded preceding and current row
    ) as gaps_before
  from reached
)
select person_id, min(from_day) as from_day, max(to_day) as to_day
from numbered
group by person_id, gaps_before
