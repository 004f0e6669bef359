-- One row per permanent employment (T05) held at a month end of the last 13, or left in (D-365, D], seniority and period.
-- month_ends: at how many of the 13 it is the employee's (of several the largest counts). is_leaver: left the area,
-- so no other employment holds within 30 days after the last day. seniority: on the month end, or the last day,
-- since the employee's first day in the area that is told.
with permanent as (
  select
    employee_id,
    employment_id,
    coalesce(unit, 'Uoplyst') as unit,
    job_function,
    employment_rate,
    start_date,
    end_date,
    coalesce(leaving_reason, 'Uoplyst') as leaving_reason
  from supply.employment
  where employment_form = 'Fast'
),
first as (
  select employee_id, min(start_date) as first_day from supply.employment group by employee_id
),
month_end as (
  select scope.period, last_day(cast(scope.last_day - to_months(back.n) as date)) as day
  from population.scope as scope, range(13) as back(n)
),
held as (
  select month_end.period, month_end.day, told.employment_id, told.employee_id
  from month_end
  join permanent as told
    on told.start_date <= month_end.day and (told.end_date is null or told.end_date > month_end.day)
  qualify row_number() over (
    partition by month_end.period, month_end.day, told.employee_id
    order by told.employment_rate desc nulls last, told.start_date, told.employment_id
  ) = 1
),
counted as (
  select held.period, held.employee_id, held.employment_id,
    seniority(first.first_day, held.day) as seniority, count(*) as month_ends
  from held join first using (employee_id)
  group by held.period, held.employee_id, held.employment_id, seniority(first.first_day, held.day)
),
gone as (
  select scope.period, told.employee_id, told.employment_id,
    seniority(first.first_day, told.end_date - 1) as seniority
  from population.scope as scope
  join permanent as told
    on told.end_date - 1 <= scope.last_day and told.end_date - 1 > scope.last_day - 365
  join first using (employee_id)
  where not exists (
    select 1 from supply.employment as other
    where other.employee_id = told.employee_id
      and other.employment_id <> told.employment_id
      and other.start_date <= told.end_date - 1 + 30
      and (other.end_date is null or other.end_date > told.end_date)
  )
  -- Of several employments that end on one day one is the leaving.
  qualify row_number() over (
    partition by scope.period, told.employee_id, told.end_date
    order by told.employment_rate desc nulls last, told.start_date, told.employment_id
  ) = 1
)
select
  period,
  told.employee_id,
  told.employment_id,
  coalesce(counted.month_ends, 0) as month_ends,
  gone.employment_id is not null as is_leaver,
  told.unit,
  told.job_function,
  seniority,
  case when gone.employment_id is not null then told.leaving_reason else 'Ikke fratrådt' end
    as leaving_reason
from counted
full join gone using (period, employee_id, employment_id, seniority)
join permanent as told using (employee_id, employment_id)
