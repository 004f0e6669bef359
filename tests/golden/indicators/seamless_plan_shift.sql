-- reads view known.care_plan
-- reads view known.service_performer
-- reads view known.intervention
-- reads view known.citizen
-- reads table population.our_organization
-- reads table population.citizen_exit
-- reads table population.intervention_life
-- reads table population.care_plan_life
-- reads table population.care_plan_tilbud
-- reads table population.citizen
-- reads view known.target_group
-- reads table population.plan_life
-- reads table population.plan_help
-- reads table population.plan_fact
-- reads table population.plan_step
-- reads table population.citizen_state
-- reads view known.follow_up
-- reads table population.follow_up_held
-- reads view population.plan_shift
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (is_seamless)) as "seamless_plan_shift.numerator",
  count(*) filter (true) as "seamless_plan_shift.denominator"
from population.plan_shift
group by period
order by period;
