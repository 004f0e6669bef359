-- One row per granted care plan, intervention and stretch of days on which it helped under that plan.
-- Which plan it is based on, and its codes, are read from the version known on the day (A1, R3).
with link as (
  select distinct
    unnest(care_plan_ids) as care_plan_id, intervention_id, codes, version_no, from_day, to_day
  from known.intervention
)
select
  plan.care_plan_id,
  plan.person_id,
  link.intervention_id,
  link.codes,
  greatest(plan.start_date, intervention.start_date, link.from_day) as from_day,
  least(plan.end_date, intervention.end_date, link.to_day) as to_day
from link
join population.intervention_life as intervention using (intervention_id)
join population.plan_life as plan using (care_plan_id)
where plan.start_date is not null
  and intervention.start_date is not null
  and greatest(plan.start_date, intervention.start_date, link.from_day)
    < least(plan.end_date, intervention.end_date, link.to_day)
