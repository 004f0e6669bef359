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
-- reads table population.citizen_bridged
-- reads table population.ladder_exit
-- reads view population.ladder_step_down
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (is_back)) as "ladder_rebound_rate.numerator",
  count(*) filter (true) as "ladder_rebound_rate.denominator"
from population.ladder_step_down
group by period
order by period;
