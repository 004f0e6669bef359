-- One row per citizen in POP(D) (R7, A5) and period: the state on D, the period's last day.
-- time_limited_days: for how long, without a break, time-limited support had been given on D.
select
  scope.period,
  state.person_id,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, scope.last_day) as age_group,
  state.sex,
  age_on(state.birth_date, scope.last_day) as age,
  has_form(state.ydelse_codes, 'group_based') as has_group_support,
  has_form(state.ydelse_codes, 'time_limited') as has_time_limited_support,
  has_form(state.ydelse_codes, 'with_volunteers') as has_volunteer_support,
  has_form(state.ydelse_codes, 'towards_work') as has_work_support,
  has_form(state.ydelse_codes, 'sheltered_work') as has_sheltered_work,
  scope.last_day - run.from_day as time_limited_days
from population.scope as scope
join population.citizen_state as state
  on state.from_day <= scope.last_day and state.to_day > scope.last_day
left join population.time_limited_run as run
  on run.person_id = state.person_id
  and run.from_day <= scope.last_day
  and run.to_day > scope.last_day
where state.is_helped
  and age_on(state.birth_date, scope.last_day) >= 18
