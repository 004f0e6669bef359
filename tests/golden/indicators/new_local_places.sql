-- reads table population.our_address
-- reads view known.care_plan
-- reads view known.intervention
-- reads view known.citizen
-- reads table population.our_organization
-- reads table population.citizen_exit
-- reads table population.intervention_life
-- reads table population.care_plan_life
-- reads table population.plan_life
-- reads table population.placement_active
-- reads view population.local_places
select
  period,
  '' as breakdown,
  '' as member,
  coalesce(sum(places - places_before) filter (true), 0) as "new_local_places.amount",
  count(*) as "new_local_places.rows",
  NULL as "new_local_places.persons"
from population.local_places
group by period
order by period;
