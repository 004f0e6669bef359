-- reads view population.transition_held
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (is_handed_over and is_confirmed)) as "handover_complete.numerator",
  count(*) filter (true) as "handover_complete.denominator",
  count(distinct person_id) filter (true) as "handover_complete.persons"
from population.transition_held
group by period
order by period;
