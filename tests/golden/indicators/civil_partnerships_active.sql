-- reads view population.partnership_active
select
  period,
  '' as breakdown,
  '' as member,
  coalesce(sum(1) filter (activities > 0), 0) as "civil_partnerships_active.amount",
  count(*) as "civil_partnerships_active.rows",
  NULL as "civil_partnerships_active.persons"
from population.partnership_active
group by period
order by period;
