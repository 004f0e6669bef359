-- One row per citizen and stretch of days [from_day, to_day) with one latest evaluation of the støttebehov (A12).
-- Of several on one day the higher; level NULL: it is Ikke vurderet, and an earlier one is not carried past it.
select
  person_id,
  effective_date as from_day,
  lead(effective_date, 1, date 'infinity') over (
    partition by person_id order by effective_date
  ) as to_day,
  max(level) as level
from known.care_evaluation
where is_newest and status <> 'entered-in-error' and effective_date is not null  -- R5, A10
group by person_id, effective_date
