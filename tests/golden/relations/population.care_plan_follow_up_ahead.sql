-- One row per granted care plan and stretch of days [from_day, to_day) on which its follow-up is ahead.
-- Ahead on D: the date is known and >= D-14 (goals_well_formed, d).
select
  plan.care_plan_id,
  plan.person_id,
  greatest(agreed.from_day, plan.start_date) as from_day,
  least(agreed.to_day, plan.end_date, agreed.follow_up_date + 15) as to_day
from population.care_plan_follow_up as agreed
join population.plan_life as plan using (care_plan_id)
where plan.has_interventions  -- R8: a plan without any is counted for its documentation only
  and plan.start_date is not null
  and greatest(agreed.from_day, plan.start_date)
    < least(agreed.to_day, plan.end_date, agreed.follow_up_date + 15)
