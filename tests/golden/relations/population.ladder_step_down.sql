-- One row per citizen's first step down between two month ends, the later in (D-548, D-183], and period (B9).
-- A move is between known steps and may end in 0. is_back: at a month end in the next 183 days he was on
-- the step before the move or higher. Breakdowns are those of the month end before the move (A3).
with month_end as (
  select last_day(month) as day
  from (
    select unnest(
      generate_series(
        (select min(last_day) from population.scope) - interval 20 months,
        (select max(last_day) from population.scope),
        interval 1 month
      )
    ) as month
  )
),
stood as (
  select state.person_id, month_end.day, state.step, state.primary_target_group, state.birth_date,
    state.sex, lag(state.step) over own as step_before, lag(month_end.day) over own as day_before,
    lag(state.primary_target_group) over own as target_group_before
  from month_end
  join population.citizen_bridged as state
    on state.from_day <= month_end.day and state.to_day > month_end.day
  window own as (partition by state.person_id order by month_end.day)
),
moved as materialized (
  select * from stood where step < step_before
),
back as (
  select distinct moved.person_id, moved.day
  from moved
  join stood as later
    on later.person_id = moved.person_id
    and later.day > moved.day
    and later.day <= moved.day + 183
    and later.step >= moved.step_before
),
first_move as (
  select scope.period, moved.*
  from population.scope as scope
  join moved on moved.day > scope.last_day - 548 and moved.day <= scope.last_day - 183
  qualify row_number() over (
    partition by scope.period, moved.person_id order by moved.day
  ) = 1
)
select
  moved.period,
  moved.person_id,
  moved.day as moved_by,
  back.day is not null as is_back,
  moved.step_before as step,
  moved.step as step_after,
  moved.target_group_before as primary_target_group,
  age_group(moved.birth_date, moved.day_before) as age_group,
  moved.sex
from first_move as moved
left join back on back.person_id = moved.person_id and back.day = moved.day
where age_on(moved.birth_date, moved.day_before) >= 18
  and not exists (
    select 1 from population.ladder_exit as gone
    where gone.person_id = moved.person_id
      and gone.exit_date > moved.day_before
      and gone.exit_date <= moved.day + 183
  )
