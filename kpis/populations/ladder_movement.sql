-- One row per citizen on step 1-9 a year before D (catalogue 3.3) and period: step then and step on D.
-- step_after NULL: akut/udredning on D. step, primary_target_group, age_group: on D-365 (A3).
with neighbour as (
  select
    *,
    lag(step) over own as step_before_gap,
    lead(is_helped, 1, false) over own as has_next,
    lead(step) over own as next_step,
    lead(primary_target_group) over own as next_target_group
  from population.citizen_state
  window own as (partition by person_id order by from_day)
),
-- A9: a gap of at most 30 days between two stretches of the same step is given that step on D0.
-- It counts as a day in POP, with the target group of the next start.
origin as (
  select
    scope.period,
    scope.last_day,
    state.person_id,
    state.birth_date,
    state.sex,
    case when state.is_helped then state.step else state.next_step end as step,
    case when state.is_helped then state.primary_target_group else state.next_target_group end
      as primary_target_group
  from population.scope as scope
  join neighbour as state
    on state.from_day <= scope.last_day - 365 and state.to_day > scope.last_day - 365
  where state.is_helped
    or (
      state.has_next
      and state.to_day <= state.from_day + 30
      and state.next_step = state.step_before_gap
    )
)
select
  origin.period,
  origin.person_id,
  origin.step,
  -- A9, on D1 only: a start within 30 days after D counts already, whatever its step.
  case
    when state.is_helped then state.step
    when state.has_next and state.to_day <= origin.last_day + 30 then state.next_step
    else 0
  end as step_after,
  origin.primary_target_group,
  age_group(origin.birth_date, origin.last_day - 365) as age_group,
  origin.sex
from origin
join neighbour as state
  on state.person_id = origin.person_id
  and state.from_day <= origin.last_day
  and state.to_day > origin.last_day
where origin.step between 1 and 9
  and age_on(origin.birth_date, origin.last_day - 365) >= 18
  -- 3.3 rule 2: exits are out of numerator and denominator.
  and not exists (
    select 1 from population.citizen_exit as gone
    where gone.person_id = origin.person_id
      and gone.exit_date > origin.last_day - 365
      and gone.exit_date <= origin.last_day
  )
