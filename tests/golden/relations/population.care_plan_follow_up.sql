-- One row per valid care plan and stretch of days [from_day, to_day) with a known next follow-up.
-- A stretch is a version of the plan or of its Encounter: a date changed in that alone counts too (B4).
select
  plan.care_plan_id,
  greatest(version.from_day, encounter.from_day) as from_day,
  least(version.to_day, encounter.to_day) as to_day,
  encounter.start_date as follow_up_date
from known.care_plan as version
join population.care_plan_life as plan using (care_plan_id)
join known.follow_up_encounter as encounter using (follow_up_encounter_id)
where greatest(version.from_day, encounter.from_day) < least(version.to_day, encounter.to_day)
  and encounter.start_date is not null  -- A10: a partial date is none
