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
-- reads view population.transition_at_18
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (is_prepared and is_decided and is_helped)) as "youth_transition_on_time.numerator",
  count(*) filter (true) as "youth_transition_on_time.denominator",
  count(distinct person_id) filter (true) as "youth_transition_on_time.persons"
from population.transition_at_18
group by period
order by period;
