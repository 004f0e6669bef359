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
-- reads table population.time_limited_run
-- reads table population.citizen_with_support
-- reads view population.citizen_with_perspective
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (is_described)) as "citizen_dreams_documented.numerator",
  count(*) filter (true) as "citizen_dreams_documented.denominator"
from population.citizen_with_perspective
group by period
order by period;
