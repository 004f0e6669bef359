-- reads table population.adult_provision
-- reads view known.citizen
-- reads table population.citizen
-- reads table population.person
-- reads view population.complaint_ruled
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (is_reversed)) as "appeal_reversal_rate.numerator",
  count(*) filter (true) as "appeal_reversal_rate.denominator",
  count(distinct person_id) filter (true) as "appeal_reversal_rate.persons"
from population.complaint_ruled
group by period
order by period;
