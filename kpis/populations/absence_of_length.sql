-- One row per row of absence_month and length of absence, short or long, and period: the days of that length.
-- possible_days are those of the employment, in both.
select
  month.period,
  month.employment_id,
  month.month,
  month.employee_id,
  kind.absence_length,
  if(kind.absence_length = 'Lang', month.long_term_days, month.absence_days - month.long_term_days)
    as absence_days,
  if(kind.absence_length = 'Lang', month.long_term_days, 0) as long_term_days,
  month.possible_days
from population.absence_month as month
cross join (values ('Kort'), ('Lang')) as kind(absence_length)
