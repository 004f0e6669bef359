-- reads view known.care_evaluation
-- reads table population.citizen_need
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
-- reads table population.ladder_cohort
-- reads view known.information_gathering
-- reads view known.condition
-- reads table population.condition_newest
-- reads table population.condition_line
-- reads table population.reassessment
-- reads table population.severity_line
-- reads table population.severity_pair
-- reads table population.severity_change
-- reads view population.ladder_movement
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((step_after is not null) and (step_after < step)) as "ladder_down_rate.numerator",
  count(*) filter (step_after is not null) as "ladder_down_rate.denominator"
from population.ladder_movement
group by period
order by period;
