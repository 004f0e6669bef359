-- One row per person and stretch of days [from_day, to_day): how many themes he is assessed in, and how many without a score.
-- themes_without_score: Ikke vurderet, or no severity told (R11).
with change as (
  select person_id, day, sum(themes) as themes, sum(without_score) as without_score
  from (
    select person_id, from_day as day, 1 as themes, (severity_level is null)::int as without_score
    from population.severity_line
    union all
    select person_id, to_day, -1, -(severity_level is null)::int from population.severity_line
  )
  group by person_id, day
)
select
  person_id,
  day as from_day,
  lead(day) over so_far as to_day,
  sum(themes) over so_far as themes,
  sum(without_score) over so_far as themes_without_score
from change
window so_far as (partition by person_id order by day)
qualify sum(themes) over so_far > 0
