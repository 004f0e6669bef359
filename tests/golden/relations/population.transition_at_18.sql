-- One row per 18-year transition (T21) whose citizen turns 18 in (D-365, D], and period.
-- first_help_date: the citizen's first day with a ydelse in a granted plan (FFB).
with young as (
  select told.*, birthday(told.birth_date, 18) as birthday,
    birthday(told.birth_date, 16) as sixteenth
  from supply.transition as told
  where told.transition_type = '18 år'
),
helped as (
  select person_id, min(from_day) as first_help_date from population.plan_help group by person_id
)
select
  scope.period,
  young.transition_id,
  young.person_id,
  coalesce(young.preparation_start_date <= young.sixteenth + 183, false) as is_prepared,
  coalesce(young.decision_date <= young.birthday, false) as is_decided,
  coalesce(helped.first_help_date <= young.birthday + 14, false)
    or coalesce(young.outcome = 'Intet behov', false) as is_helped,
  coalesce(state.primary_target_group, 'Uoplyst') as primary_target_group,
  coalesce(young.from_unit, 'Uoplyst') as from_unit
from population.scope as scope
join young on young.birthday <= scope.last_day and young.birthday > scope.last_day - 365
left join helped using (person_id)
left join population.citizen_state as state
  on state.person_id = young.person_id
  and state.from_day <= young.birthday
  and state.to_day > young.birthday
