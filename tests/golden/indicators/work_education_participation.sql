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
-- reads table population.time_limited_run
-- reads view population.citizen_with_support
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((age between 18 and 66) and (has_work_support or has_sheltered_work)) as "work_education_participation.numerator",
  count(*) filter (age between 18 and 66) as "work_education_participation.denominator"
from population.citizen_with_support
group by period
order by period;
