-- reads table population.latest_round_of_staff_survey_answer
-- reads view population.staff_response
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((m01 between 1 and 5 and m02 between 1 and 5) and (m01 >= 4 and m02 >= 4)) as "core_task_known.numerator",
  count(*) filter (m01 between 1 and 5 and m02 between 1 and 5) as "core_task_known.denominator"
from population.staff_response
group by period
order by period;
