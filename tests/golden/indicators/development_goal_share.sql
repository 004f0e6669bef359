-- reads view known.care_plan
-- reads view known.follow_up_encounter
-- reads view known.intervention
-- reads view known.citizen
-- reads table population.our_organization
-- reads table population.citizen_exit
-- reads table population.intervention_life
-- reads table population.care_plan_life
-- reads table population.care_plan_follow_up
-- reads table population.plan_life
-- reads table population.care_plan_follow_up_ahead
-- reads table population.citizen
-- reads view known.service_performer
-- reads view known.target_group
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
-- reads view population.goal_current
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((goal_type <> 'Uoplyst') and (goal_type = 'Udvikle funktionsevne')) as "development_goal_share.numerator",
  count(*) filter (goal_type <> 'Uoplyst') as "development_goal_share.denominator",
  count(distinct person_id) filter (goal_type <> 'Uoplyst') as "development_goal_share.persons"
from population.goal_current
group by period
order by period;
