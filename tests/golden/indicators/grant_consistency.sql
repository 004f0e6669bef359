-- reads view known.care_evaluation
-- reads view known.care_plan
-- reads view known.citizen
-- reads table population.citizen
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
-- reads table population.plan_grant
-- reads table population.system_shift_day
-- reads view population.plan_granted
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((cell_plans >= 10) and (abs(step - usual_step) <= 1)) as "grant_consistency.numerator",
  count(*) filter (cell_plans >= 10) as "grant_consistency.denominator",
  count(distinct person_id) filter (cell_plans >= 10) as "grant_consistency.persons"
from population.plan_granted
group by period
order by period;
