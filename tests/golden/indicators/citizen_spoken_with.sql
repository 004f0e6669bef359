-- reads view known.citizen
-- reads table population.citizen
-- reads view known.care_plan
-- reads view known.service_performer
-- reads view known.target_group
-- reads view known.intervention
-- reads table population.our_organization
-- reads table population.citizen_exit
-- reads table population.intervention_life
-- reads table population.care_plan_life
-- reads table population.plan_life
-- reads table population.plan_help
-- reads table population.plan_fact
-- reads table population.plan_step
-- reads table population.citizen_state
-- reads table population.latest_round_of_citizen_survey_answer
-- reads table population.person
-- reads table population.survey_answer
-- reads view population.citizen_response
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((q01 between 1 and 5) and (q01 >= 4)) as "citizen_spoken_with.numerator",
  count(*) filter (q01 between 1 and 5) as "citizen_spoken_with.denominator"
from population.citizen_response
group by period
order by period;
