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
-- reads table population.our_address
-- reads table population.placement_active
-- reads view population.citizen_placed
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((is_placed) and (is_local)) as "local_placement_share.numerator",
  count(*) filter (is_placed) as "local_placement_share.denominator"
from population.citizen_placed
group by period
order by period;
