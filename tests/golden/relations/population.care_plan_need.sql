-- One row per valid care plan and stretch of days [from_day, to_day) with a known støttebehov.
-- Known on D: the plan's own (A12), as known on D, dated in (D-730, D] and not Ikke vurderet (level NULL).
select
  version.care_plan_id,
  greatest(version.from_day, need.effective_date) as from_day,
  least(version.to_day, need.effective_date + 730) as to_day
from known.care_plan as version
join population.care_plan_life using (care_plan_id)
join known.care_evaluation as need using (care_evaluation_id)
where need.is_newest
  and need.status <> 'entered-in-error'  -- R5
  and need.level is not null
  and need.effective_date is not null  -- A10; greatest() and least() would pass a NULL over
  and greatest(version.from_day, need.effective_date)
    < least(version.to_day, need.effective_date + 730)
