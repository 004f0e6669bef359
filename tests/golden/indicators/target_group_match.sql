-- reads view known.citizen
-- reads table population.citizen
-- reads table population.person
-- reads view known.care_plan
-- reads view known.intervention
-- reads table population.our_organization
-- reads table population.citizen_exit
-- reads table population.intervention_life
-- reads table population.care_plan_life
-- reads table population.plan_life
-- reads table population.placement_active
-- reads view known.service_performer
-- reads view known.target_group
-- reads table population.plan_help
-- reads table population.plan_fact
-- reads view population.placement_matched
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (is_match)) as "target_group_match.numerator",
  count(*) filter (true) as "target_group_match.denominator",
  count(distinct person_id) filter (true) as "target_group_match.persons"
from population.placement_matched
group by period
order by period;
