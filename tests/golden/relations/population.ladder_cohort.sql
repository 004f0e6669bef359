-- One row per citizen on step 1-9 a year before D (catalogue 3.3) and period: step then, step on D, or how he left.
-- step_after NULL: akut/udredning on D. exit_cause NULL: still ours. The rest is that of D-365 (A3).
-- next_step: half a year after D, NULL when that is not over, or he is gone or off the ladder by then.
with origin as (
  select scope.period, scope.last_day, state.person_id, state.step, state.primary_target_group,
    state.birth_date, state.sex
  from population.scope as scope
  join population.citizen_bridged as state
    on state.from_day <= scope.last_day - 365 and state.to_day > scope.last_day - 365
  where state.is_helped
    and state.step between 1 and 9
    and age_on(state.birth_date, scope.last_day - 365) >= 18
),
gone as (
  select origin.period, origin.person_id,
    arg_min(gone.cause, gone.exit_date) filter (gone.exit_date <= origin.last_day) as cause,
    bool_or(gone.exit_date > origin.last_day) as is_later
  from origin
  join population.ladder_exit as gone
    on gone.person_id = origin.person_id
    and gone.exit_date > origin.last_day - 365
    and gone.exit_date <= origin.last_day + 183
  group by origin.period, origin.person_id
)
select
  origin.period,
  origin.last_day,
  origin.person_id,
  origin.step,
  -- A9, on D1 only: a start within 30 days after D counts already, whatever its step.
  if(
    state.is_before_start and state.to_day <= origin.last_day + 30,
    state.step_after_gap,
    state.step
  ) as step_after,
  gone.cause as exit_cause,
  if(
    origin.last_day + 183 <= getvariable('newest')
      and not coalesce(gone.is_later, false),
    later.step,
    null
  ) as next_step,
  origin.primary_target_group,
  age_group(origin.birth_date, origin.last_day - 365) as age_group,
  origin.sex
from origin
join population.citizen_bridged as state
  on state.person_id = origin.person_id
  and state.from_day <= origin.last_day
  and state.to_day > origin.last_day
join population.citizen_bridged as later
  on later.person_id = origin.person_id
  and later.from_day <= origin.last_day + 183
  and later.to_day > origin.last_day + 183
left join gone on gone.period = origin.period and gone.person_id = origin.person_id
