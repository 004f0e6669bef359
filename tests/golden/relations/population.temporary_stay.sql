-- One row per temporary stay (§ 107) that began in (D-1826, D], and each that is older but still open on D, and period.
-- days: its length, so far when it is open. is_ended: by D, and not by a death or a move, which only cut it off.
-- The citizen was 18 or more on its first day, whose breakdowns these are (A3, A5).
with run as (
  select run.*, gone.exit_date is not null as is_cut_off
  from population.temporary_stay_run as run
  left join population.citizen_exit as gone
    on gone.person_id = run.person_id and gone.exit_date = run.to_day
)
select
  scope.period,
  run.person_id,
  run.from_day as start_date,
  least(run.to_day, scope.last_day) - run.from_day as days,
  run.to_day <= scope.last_day and not run.is_cut_off as is_ended,
  run.to_day > scope.last_day as is_open,
  run.from_day > scope.last_day - 1826 as is_recent,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, run.from_day) as age_group,
  state.sex
from population.scope as scope
join run
  on run.from_day <= scope.last_day
  and (run.from_day > scope.last_day - 1826 or run.to_day > scope.last_day)
join population.citizen_state as state
  on state.person_id = run.person_id
  and state.from_day <= run.from_day
  and state.to_day > run.from_day
where age_on(state.birth_date, run.from_day) >= 18
  -- A8: when a stay began that begins with a case system, nobody knows.
  and not exists (
    select 1 from population.system_shift_day as shift
    where shift.period = scope.period and shift.day = run.from_day
  )
