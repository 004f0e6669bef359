-- reads view population.budget_followed_up
select
  period,
  '' as breakdown,
  '' as member,
  coalesce(sum(outturn - corrected_budget) filter (true), 0) as "budget_adherence.numerator",
  coalesce(sum(corrected_budget) filter (true), 0) as "budget_adherence.denominator",
  count(*) filter (true) as "budget_adherence.rows",
  NULL as "budget_adherence.persons"
from population.budget_followed_up
group by period
order by period;
