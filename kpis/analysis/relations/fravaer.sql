-- One row per employment and month (T06): days' work lost and possible.
select
  absence.employment_id as ansaettelse,
  employment.employee_id as medarbejder,
  absence.month as maaned,
  absence.absence_days as fravaer_dagsvaerk,
  coalesce(absence.long_term_days, 0) as langtidsfravaer_dagsvaerk,
  absence.possible_days as mulige_dagsvaerk,
  coalesce(employment.unit, 'Uoplyst') as enhed,
  coalesce(employment.job_function, 'Uoplyst') as stilling
from supply.absence as absence
left join (
  select employment_id, min(employee_id) as employee_id, min(unit) as unit,
    min(job_function) as job_function
  from supply.employment
  group by employment_id
) as employment using (employment_id)
