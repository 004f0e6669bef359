-- One row per citizen in POP(D) and period: how often the case worker changed in (D-365, D] (T02).
-- A change is a case whose worker is another than in the citizen's case before; it falls on the day of the request.
with handled as (
  select
    person_id,
    request_date,
    case_worker_id is distinct from lag(case_worker_id) over earlier
      and lag(case_worker_id) over earlier is not null as is_change
  from supply.case_decision
  where case_worker_id is not null
  window earlier as (partition by person_id order by request_date, case_number)
)
select
  citizen.period,
  citizen.person_id,
  count(handled.person_id) filter (handled.is_change) as changes
from population.citizen_with_support as citizen
join population.scope as scope using (period)
left join handled
  on handled.person_id = citizen.person_id
  and handled.request_date <= scope.last_day
  and handled.request_date > scope.last_day - 365
group by citizen.period, citizen.person_id
