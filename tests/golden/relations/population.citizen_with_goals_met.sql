-- One row per citizen whose current goals were first all met on a day in (D-455, D-90], and period (B8, no. 12).
-- In POP on that day and ours 90 days later. is_let_go: by then on a lower step, or with a ydelse less.
-- Breakdowns are those of the day on which the goals were met (A3).
with index as (
  select scope.period, met.person_id, met.met_date, met.has_development,
    state.step, state.ydelse_codes, state.primary_target_group, state.birth_date, state.sex
  from population.scope as scope
  join population.goal_all_met as met
    on met.met_date > scope.last_day - 455 and met.met_date <= scope.last_day - 90
  join population.citizen_state as state
    on state.person_id = met.person_id
    and state.from_day <= met.met_date
    and state.to_day > met.met_date
  where state.is_helped and age_on(state.birth_date, met.met_date) >= 18
  qualify row_number() over (partition by scope.period, met.person_id order by met.met_date) = 1
)
select
  index.period,
  index.person_id,
  index.met_date,
  index.has_development,
  -- B8: with an unknown step on either day only the second test applies.
  coalesce(later.step < index.step, false)
    or not list_has_all(later.ydelse_codes, index.ydelse_codes) as is_let_go,
  index.step,
  index.primary_target_group,
  age_group(index.birth_date, index.met_date) as age_group,
  index.sex
from index
join population.citizen_state as later
  on later.person_id = index.person_id
  and later.from_day <= index.met_date + 90
  and later.to_day > index.met_date + 90
where not exists (
  select 1 from population.citizen_exit as gone
  where gone.person_id = index.person_id
    and gone.exit_date <= index.met_date + 90
    and gone.return_date > index.met_date + 90
)
