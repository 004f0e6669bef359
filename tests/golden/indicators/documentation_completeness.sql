-- reads view known.care_plan
-- reads view known.follow_up_encounter
-- reads view known.intervention
-- reads view known.citizen
-- reads table population.our_organization
-- reads table population.citizen_exit
-- reads table population.intervention_life
-- reads table population.care_plan_life
-- reads table population.care_plan_follow_up
-- reads view known.care_evaluation
-- reads table population.care_plan_need
-- reads view known.target_group
-- reads table population.care_plan_target_group
-- reads view known.service_performer
-- reads table population.care_plan_tilbud
-- reads view known.intervention_goal
-- reads view known.condition
-- reads table population.condition_newest
-- reads table population.plan_life
-- reads table population.goal_help
-- reads table population.goal_life
-- reads table population.condition_line
-- reads table population.severity_line
-- reads table population.goal_seen
-- reads table population.citizen_with_scored_goal
-- reads table population.plan_help
-- reads table population.care_plan_checked
-- reads table population.citizen
-- reads table population.plan_fact
-- reads table population.plan_step
-- reads table population.citizen_state
-- reads view population.care_plan_active
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (has_target_group and has_tilbud and has_ydelse and has_need and has_scored_goal and has_follow_up)) as "documentation_completeness.numerator",
  count(*) filter (true) as "documentation_completeness.denominator"
from population.care_plan_active
group by period
order by period;
