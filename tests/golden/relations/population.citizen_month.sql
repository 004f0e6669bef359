-- One row per citizen of 18 or more and month with days on step 1-9: those days, and the stratum (no. 36).
-- step and need_level on the first day of the month; on the first day on the ladder where that comes later.
with held as (
  select
    month.first_day,
    state.person_id,
    state.step,
    state.birth_date,
    greatest(state.from_day, month.first_day) as from_day,
    least(state.to_day, month.last_day + 1) as to_day
  from population.month_asked as month
  join population.citizen_state as state
    on state.from_day <= month.last_day and state.to_day > month.first_day
  where state.step between 1 and 9
),
monthly as (
  select
    first_day,
    person_id,
    arg_min(step, from_day) as step,
    min(from_day) as on_ladder_day,
    sum(to_day - from_day) as days
  from held
  group by first_day, person_id, birth_date
  having age_on(birth_date, min(from_day)) >= 18  -- A5: on the first of these days, not on each
)
select
  monthly.first_day,
  monthly.person_id,
  monthly.step,
  need.level as need_level,
  monthly.days
from monthly
left join population.citizen_need as need
  on need.person_id = monthly.person_id
  and need.from_day <= monthly.on_ladder_day
  and need.to_day > monthly.on_ladder_day
