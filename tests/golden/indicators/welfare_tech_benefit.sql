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
-- reads view population.technology_loan_assessed
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (has_gain)) as "welfare_tech_benefit.numerator",
  count(*) filter (true) as "welfare_tech_benefit.denominator",
  count(distinct person_id) filter (true) as "welfare_tech_benefit.persons"
from population.technology_loan_assessed
group by period
order by period;
