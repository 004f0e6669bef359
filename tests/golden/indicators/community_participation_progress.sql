-- reads view known.care_plan
-- reads view known.citizen
-- reads table population.our_organization
-- reads table population.citizen_exit
-- reads table population.citizen
-- reads view known.service_performer
-- reads view known.target_group
-- reads view known.intervention
-- reads table population.intervention_life
-- reads table population.care_plan_life
-- reads table population.plan_life
-- reads table population.plan_help
-- reads table population.plan_fact
-- reads table population.plan_step
-- reads table population.citizen_state
-- reads view known.intervention_goal
-- reads view known.condition
-- reads table population.condition_newest
-- reads table population.goal_help
-- reads table population.goal_life
-- reads table population.condition_line
-- reads table population.severity_line
-- reads table population.goal_seen
-- reads view known.information_gathering
-- reads table population.reassessment
-- reads table population.severity_pair
-- reads table population.severity_change
-- reads view population.functional_change
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((participation_before >= 1) and (participation_change < 0)) as "community_participation_progress.numerator",
  count(*) filter (participation_before >= 1) as "community_participation_progress.denominator"
from population.functional_change
group by period
order by period;
