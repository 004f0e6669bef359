-- reads view population.absence_month
select
  period,
  '' as breakdown,
  '' as member,
  coalesce(sum(absence_days) filter (true), 0) as "sickness_absence.numerator",
  coalesce(sum(possible_days) filter (true), 0) as "sickness_absence.denominator",
  count(*) filter (true) as "sickness_absence.rows",
  count(distinct employee_id) filter (true) as "sickness_absence.persons"
from population.absence_month
group by period
order by period;
