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
-- reads table population.person
-- reads view population.case_due
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (is_on_time)) as "decision_deadline_kept.numerator",
  count(*) filter (true) as "decision_deadline_kept.denominator",
  count(distinct person_id) filter (true) as "decision_deadline_kept.persons"
from population.case_due
group by period
order by period;
