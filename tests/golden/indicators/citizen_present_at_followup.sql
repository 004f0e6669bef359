-- reads view known.follow_up
-- reads view known.care_plan
-- reads view known.intervention
-- reads view known.citizen
-- reads table population.our_organization
-- reads table population.citizen_exit
-- reads table population.intervention_life
-- reads table population.care_plan_life
-- reads table population.citizen
-- reads view known.service_performer
-- reads view known.target_group
-- reads table population.plan_life
-- reads table population.plan_help
-- reads table population.plan_fact
-- reads table population.plan_step
-- reads table population.citizen_state
-- reads view population.follow_up_meeting
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((is_registered) and (is_citizen_present)) as "citizen_present_at_followup.numerator",
  count(*) filter (is_registered) as "citizen_present_at_followup.denominator",
  count(distinct person_id) filter (is_registered) as "citizen_present_at_followup.persons"
from population.follow_up_meeting
group by period
order by period;
