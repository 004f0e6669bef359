-- reads view known.condition
-- reads view known.information_gathering
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
-- reads table population.condition_newest
-- reads view population.assessment
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (has_functions and has_surroundings and themes >= 4)) as "whole_person_assessment.numerator",
  count(*) filter (true) as "whole_person_assessment.denominator"
from population.assessment
group by period
order by period;
