-- One row per response to the staff survey (T08) and period in whose latest round it was given: answers to M01 and M02.
-- A unit with fewer than five responses is told with the others like it (no. 40: merged upward).
with response as (
  select
    round_id,
    response_id,
    coalesce(min(unit), 'Uoplyst') as unit,
    max(answer) filter (question_id = 'M01' and answer between 1 and 5) as m01,
    max(answer) filter (question_id = 'M02' and answer between 1 and 5) as m02
  from supply.staff_survey_answer
  group by round_id, response_id
)
select
  latest.period,
  response.response_id,
  response.m01,
  response.m02,
  case
    when count(*) filter (response.m01 is not null and response.m02 is not null)
      over (partition by latest.period, response.unit) < 5 then 'Mindre enheder'
    else response.unit
  end as unit
from population.latest_round_of_staff_survey_answer as latest
join response using (round_id)
