-- One row per citizen in POP(D) (R7, A5) and period: the state on D, the period's last day.
select
  scope.period,
  state.person_id,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, scope.last_day) as age_group,
  state.sex,
  state.has_group_support
from population.scope as scope
join population.citizen_state as state
  on state.from_day <= scope.last_day and state.to_day > scope.last_day
where state.is_helped
  and age_on(state.birth_date, scope.last_day) >= 18
