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
-- reads table population.goal_all_met
-- reads view population.citizen_with_goals_met
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (is_let_go)) as "let_go_when_goal_met.numerator",
  count(*) filter (true) as "let_go_when_goal_met.denominator"
from population.citizen_with_goals_met
group by period
order by period;
