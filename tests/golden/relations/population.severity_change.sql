-- One row per person and stretch of days D [from_day, to_day) with the same pairs of scores, at least one.
-- total_change: over all pairs, so its sign is that of the mean; negative is better.
with change as (
  select person_id, day, sum(pairs) as pairs, sum(change) as change
  from (
    select person_id, from_day as day, 1 as pairs, change from population.severity_pair
    union all
    select person_id, to_day, -1, -change from population.severity_pair
  )
  group by person_id, day
)
select
  person_id,
  day as from_day,
  lead(day) over so_far as to_day,
  sum(pairs) over so_far as pairs,
  sum(change) over so_far as total_change
from change
window so_far as (partition by person_id order by day)
qualify sum(pairs) over so_far > 0
