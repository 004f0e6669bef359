-- reads view population.employment_permanent
select
  period,
  '' as breakdown,
  '' as member,
  coalesce(sum(is_leaver::integer) filter (true), 0) as "staff_turnover.numerator",
  coalesce(sum(month_ends / 13) filter (true), 0) as "staff_turnover.denominator",
  count(*) filter (true) as "staff_turnover.rows",
  count(distinct employee_id) filter (true) as "staff_turnover.persons"
from population.employment_permanent
group by period
order by period;
