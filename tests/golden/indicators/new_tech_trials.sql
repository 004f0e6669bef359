-- reads view population.trial_begun
select
  period,
  '' as breakdown,
  '' as member,
  coalesce(sum(1) filter (is_begun and is_new_technology), 0) as "new_tech_trials.amount",
  count(*) as "new_tech_trials.rows",
  NULL as "new_tech_trials.persons"
from population.trial_begun
group by period
order by period;
