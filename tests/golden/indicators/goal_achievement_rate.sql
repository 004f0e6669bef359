-- reads view known.intervention_goal
-- reads view known.condition
-- reads table population.condition_newest
-- reads view known.care_plan
-- reads view known.intervention
-- reads view known.citizen
-- reads table population.our_organization
-- reads table population.citizen_exit
-- reads table population.intervention_life
-- reads table population.care_plan_life
-- reads table population.plan_life
-- reads table population.goal_help
-- reads table population.goal_life
-- reads table population.condition_line
-- reads table population.severity_line
-- reads table population.goal_seen
-- reads view known.information_gathering
-- reads table population.reassessment
-- reads table population.goal_evaluation
-- reads table population.citizen
-- reads view known.service_performer
-- reads view known.target_group
-- reads table population.plan_help
-- reads table population.plan_fact
-- reads table population.plan_step
-- reads table population.citizen_state
-- reads table population.goal_judged
-- reads table population.system_shift_day
-- reads view population.goal_evaluated
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((is_consistent and is_evaluable) and (is_achieved)) as "goal_achievement_rate.numerator",
  count(*) filter (is_consistent and is_evaluable) as "goal_achievement_rate.denominator"
from population.goal_evaluated
group by period
order by period;
