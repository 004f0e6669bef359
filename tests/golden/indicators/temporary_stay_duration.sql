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
-- reads table population.system_shift_day
-- reads table population.temporary_stay_run
-- reads view population.temporary_stay
select
  period,
  '' as breakdown,
  '' as member,
  list((days, coalesce(is_ended, false))) filter (is_recent) as "temporary_stay_duration.stays",
  count(*) filter (is_recent) as "temporary_stay_duration.rows",
  count(distinct person_id) filter (is_recent) as "temporary_stay_duration.persons"
from population.temporary_stay
group by period
order by period;
