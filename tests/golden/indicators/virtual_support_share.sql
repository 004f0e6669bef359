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
-- reads view population.contact_held
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((contact_form in ('Fysisk', 'Skærm', 'Telefon')) and (contact_form = 'Skærm')) as "virtual_support_share.numerator",
  count(*) filter (contact_form in ('Fysisk', 'Skærm', 'Telefon')) as "virtual_support_share.denominator",
  count(distinct person_id) filter (contact_form in ('Fysisk', 'Skærm', 'Telefon')) as "virtual_support_share.persons"
from population.contact_held
group by period
order by period;
