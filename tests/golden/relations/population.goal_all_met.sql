-- One row per citizen and day from which on all current goals, one at least, are achieved, and the day before not all (B8).
-- Achieved (R14): consistent, its theme reassessed after its start, the score known and not above the target.
-- has_development: one of them at least is to develop functioning.
with goal as (
  select
    person_id, code, from_day as start_date, expected_severity_level, is_consistent,
    coalesce(goal_type = 'Udvikle funktionsevne', false) as is_development,
    greatest(seen_from, from_day) as from_day,
    least(seen_to, to_day) as to_day
  from population.goal_seen
  where greatest(seen_from, from_day) < least(seen_to, to_day)
),
reassessed as (
  select goal.person_id, goal.code, goal.start_date, min(reassessment.reassessed_date) as first_date
  from (select distinct person_id, code, start_date from goal) as goal
  join population.reassessment as reassessment
    on reassessment.person_id = goal.person_id
    and reassessment.code = goal.code
    and reassessment.reassessed_date > goal.start_date
  group by goal.person_id, goal.code, goal.start_date
),
met as (
  select
    goal.person_id,
    greatest(goal.from_day, reassessed.first_date, line.from_day) as from_day,
    least(goal.to_day, line.to_day) as to_day
  from goal
  join reassessed
    on reassessed.person_id = goal.person_id
    and reassessed.code = goal.code
    and reassessed.start_date = goal.start_date
  join population.severity_line as line
    on line.person_id = goal.person_id
    and line.code = goal.code
    and line.severity_level <= goal.expected_severity_level
  where goal.is_consistent
),
change as (
  select person_id, day, sum(goals) as goals, sum(met) as met, sum(development) as development
  from (
    select person_id, from_day as day, 1 as goals, 0 as met, is_development::int as development
    from goal
    union all
    select person_id, to_day, -1, 0, -is_development::int from goal
    union all
    select person_id, from_day, 0, 1, 0 from met where from_day < to_day
    union all
    select person_id, to_day, 0, -1, 0 from met where from_day < to_day
  )
  group by person_id, day
),
held as (
  select person_id, day,
    sum(goals) over so_far > 0 and sum(goals) over so_far = sum(met) over so_far as is_all_met,
    sum(development) over so_far > 0 as has_development
  from change
  window so_far as (partition by person_id order by day)
)
select person_id, day as met_date, has_development
from held
qualify is_all_met
  and not lag(is_all_met, 1, false) over (partition by person_id order by day)
