-- reads view known.care_plan
-- reads view known.follow_up_encounter
-- reads view known.intervention
-- reads view known.citizen
-- reads table population.our_organization
-- reads table population.citizen_exit
-- reads table population.intervention_life
-- reads table population.care_plan_life
-- reads table population.care_plan_follow_up
-- reads view known.service_performer
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
-- reads table population.follow_up_item
-- reads view population.follow_up_due
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (is_on_time)) as "followup_on_time.numerator",
  count(*) filter (true) as "followup_on_time.denominator"
from population.follow_up_due
group by period
order by period;
