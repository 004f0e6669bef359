-- reads table population.latest_round_of_network_survey_answer
-- reads table population.network_person
-- reads view known.citizen
-- reads table population.citizen
-- reads table population.person
-- reads view population.network_response
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((answer is not null and is_chosen is distinct from false) and (answer >= 4)) as "network_cooperation_rating.numerator",
  count(*) filter (answer is not null and is_chosen is distinct from false) as "network_cooperation_rating.denominator"
from population.network_response
group by period
order by period;
