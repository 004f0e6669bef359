-- One row per citizen in POP(D) and period: whether lent technology was in use in (D-30, D] (T14).
with used as (
  select distinct scope.period, lent.person_id
  from population.scope as scope
  join supply.technology_loan as lent
    on lent.activated_date <= scope.last_day
    and lent.last_used_date > scope.last_day - 30
    and (lent.returned_date is null or lent.returned_date > scope.last_day - 30)
)
select citizen.period, citizen.person_id, used.person_id is not null as is_using
from population.citizen_with_support as citizen left join used using (period, person_id)
