-- One row per valid intervention: its own days and its intent, from the newest version at K (R3).
-- end_date NULL: it has no whole end date (A10). start_date NULL: it is never active (A10).
with erroneous_plan as (
  select care_plan_id from known.care_plan where is_newest and status = 'entered-in-error'
),
newest as (
  select * from known.intervention
  where is_newest and status not in ('entered-in-error', 'draft', 'unknown')  -- R5, A11
)
select intervention_id, person_id, intent, start_date, end_date
from newest
-- R5: it falls with its plan; with two parents, one erroneous, only that link falls (A16).
where len(care_plan_ids) = 0
  or exists (
    select 1 from (select unnest(newest.care_plan_ids) as care_plan_id) as parent
    where parent.care_plan_id not in (select care_plan_id from erroneous_plan)
  )
