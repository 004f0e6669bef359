-- One row per valid intervention: its own days and its intent, from the newest version at K (R3).
-- end_date NULL: it has no whole end date (A10). start_date NULL: it is never active (A10).
-- A death or a move ends it (R8), unless it begins after the citizen is back.
with erroneous_plan as (
  select care_plan_id from known.care_plan where is_newest and status = 'entered-in-error'
),
newest as (
  select * from known.intervention
  where is_newest and status not in ('entered-in-error', 'draft', 'unknown')  -- R5, A11
),
gone as (
  select newest.intervention_id, min(absence.exit_date) as exit_date
  from newest
  join population.citizen_exit as absence
    on absence.person_id = newest.person_id and absence.return_date > newest.start_date
  group by newest.intervention_id
)
select
  newest.intervention_id,
  newest.person_id,
  newest.intent,
  newest.start_date,
  least(newest.end_date, gone.exit_date) as end_date
from newest left join gone using (intervention_id)
-- R5: it falls with its plan; with two parents, one erroneous, only that link falls (A16).
where len(newest.care_plan_ids) = 0
  or exists (
    select 1 from (select unnest(newest.care_plan_ids) as care_plan_id) as parent
    where parent.care_plan_id not in (select care_plan_id from erroneous_plan)
  )
