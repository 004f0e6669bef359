-- One row per complaint made in (D-365, D] (T17), and one per citizen in POP(D), and period.
select period, person_id, 0 as complaints, 1 as citizens from population.citizen_with_support
union all
select scope.period, any_value(told.person_id), 1, 0
from population.scope as scope
join supply.complaint as told
  on told.complaint_date <= scope.last_day and told.complaint_date > scope.last_day - 365
group by scope.period, told.complaint_id
