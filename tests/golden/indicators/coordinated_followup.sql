-- reads view known.care_plan
-- reads view known.follow_up_encounter
-- reads view known.intervention
-- reads view known.citizen
-- reads table population.our_organization
-- reads table population.citizen_exit
-- reads table population.intervention_life
-- reads table population.care_plan_life
-- reads table population.care_plan_follow_up
-- reads table population.citizen
-- reads view known.service_performer
-- reads view known.target_group
-- reads table population.plan_life
-- reads table population.plan_help
-- reads table population.plan_fact
-- reads table population.plan_step
-- reads table population.citizen_state
-- reads table population.time_limited_run
-- reads table population.citizen_with_support
-- reads view population.citizen_with_plans
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((dated_plans = plans) and (spread_days <= 14)) as "coordinated_followup.numerator",
  count(*) filter (dated_plans = plans) as "coordinated_followup.denominator"
from population.citizen_with_plans
group by period
order by period;
