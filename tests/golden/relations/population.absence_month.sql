-- One row per employment and month (T06) that ended in (D-365, D], and period: days' work lost and possible.
select
  scope.period,
  absence.employment_id,
  absence.month,
  -- Where T05 does not say whose the employment is, each is taken for one person's.
  coalesce(employment.employee_id, absence.employment_id) as employee_id,
  absence.absence_days,
  coalesce(absence.long_term_days, 0) as long_term_days,
  absence.possible_days,
  coalesce(employment.unit, 'Uoplyst') as unit,
  coalesce(employment.job_function, 'Uoplyst') as job_function
from population.scope as scope
join supply.absence as absence
  on last_day(absence.month) <= scope.last_day and last_day(absence.month) > scope.last_day - 365
left join (
  select employment_id, min(employee_id) as employee_id, min(unit) as unit,
    min(job_function) as job_function
  from supply.employment group by employment_id
) as employment using (employment_id)
