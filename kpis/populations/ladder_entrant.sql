-- One row per citizen without help a year before D who got some since, and period: the entry profile (3.3 rule 7).
-- step: of the first help; NULL for akut/udredning only. step_after: on D. 18 or more when it began (A5).
with entered as (
  select scope.period, scope.last_day, first.person_id,
    min(first.from_day) as start_date,
    first(first.step order by first.from_day) as step
  from population.scope as scope
  join population.citizen_bridged as before
    on before.from_day <= scope.last_day - 365 and before.to_day > scope.last_day - 365
  join population.citizen_bridged as first
    on first.person_id = before.person_id
    and first.from_day > scope.last_day - 365
    and first.from_day <= scope.last_day
  where not before.is_helped and first.is_helped
  group by scope.period, scope.last_day, first.person_id
)
select
  entered.period,
  entered.person_id,
  entered.start_date,
  entered.step,
  state.step as step_after,
  state.primary_target_group,
  age_group(state.birth_date, entered.start_date) as age_group,
  state.sex
from entered
join population.citizen_bridged as state
  on state.person_id = entered.person_id
  and state.from_day <= entered.last_day
  and state.to_day > entered.last_day
where age_on(state.birth_date, entered.start_date) >= 18
