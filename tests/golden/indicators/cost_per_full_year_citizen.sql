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
-- reads table population.month_asked
-- reads table population.citizen_month
-- reads table population.our_address
-- reads table population.grant_month
-- reads view population.citizen_cost
select
  period,
  '' as breakdown,
  '' as member,
  list((step, need_rank, cost, person_years, weight)) filter (true) as "cost_per_full_year_citizen.strata",
  count(*) filter ((true) and person_years > 0) as "cost_per_full_year_citizen.rows",
  count(distinct person_id) filter ((true) and person_years > 0) as "cost_per_full_year_citizen.persons"
from population.citizen_cost
group by period
order by period;
