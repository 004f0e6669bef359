-- reads view known.information_gathering
-- reads view known.citizen
-- reads table population.citizen
-- reads view known.care_plan
-- reads table population.our_organization
-- reads table population.citizen_exit
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
-- reads view population.life_phase_birthday
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (has_review)) as "life_phase_review.numerator",
  count(*) filter (true) as "life_phase_review.denominator"
from population.life_phase_birthday
group by period
order by period;
