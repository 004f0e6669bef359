-- reads view population.channel_tested
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (is_passed)) as "digital_accessibility.numerator",
  count(*) filter (true) as "digital_accessibility.denominator",
  NULL as "digital_accessibility.persons"
from population.channel_tested
group by period
order by period;
