-- One row per citizen and day on which he left the ladder without moving on it (3.3 rule 2), and the cause.
-- Besides death and moves (T01), care for the elderly that no social plan follows (T21).
select person_id, exit_date, min(cause) as cause
from (
  select person_id, exit_date, cause from population.citizen_exit
  union all
  select moved.person_id, moved.actual_date, 'Ældreområdet'
  from supply.transition as moved
  where moved.transition_type = 'Ældreområdet'
    and moved.actual_date is not null
    and not exists (
      select 1 from population.plan_life as plan
      where plan.person_id = moved.person_id
        and plan.has_interventions
        and plan.start_date is not null  -- A10
        and coalesce(plan.end_date, date 'infinity')
          > greatest(moved.actual_date + 1, plan.start_date)
    )
)
group by person_id, exit_date
