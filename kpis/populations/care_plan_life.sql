-- One row per valid care plan of ours (A15), granted (R7) or not: first day, effective end (R8), first received.
-- Half-open (R2): active on D when start_date <= D and (end_date is null or end_date > D).
-- start_date NULL: the delivered start was partial, so the plan is never active (A10).
with newest as (
  select * from known.care_plan
  where is_newest and status not in ('entered-in-error', 'draft', 'unknown')  -- R5, A11
),
-- Granted and effective end look at all interventions any version based on the plan (A1).
link as (
  select distinct unnest(care_plan_ids) as care_plan_id, intervention_id from known.intervention
),
helped as (
  select
    link.care_plan_id,
    bool_or(intervention.intent = 'order') as has_order,
    case when bool_and(intervention.end_date is not null) then max(intervention.end_date) end
      as last_end
  from link join population.intervention_life as intervention using (intervention_id)
  group by link.care_plan_id
),
received as (
  select
    care_plan_id,
    min(known_date) as first_known_date,
    -- The day it was known as ended: since when no version said otherwise.
    coalesce(
      max(to_day) filter (where status not in ('completed', 'revoked')), min(known_date)
    ) as known_ended_date
  from known.care_plan
  group by care_plan_id
),
-- R8: a death or a move ends it, unless it begins after the citizen is back.
gone as (
  select newest.care_plan_id, min(absence.exit_date) as exit_date
  from newest
  join population.citizen_exit as absence
    on absence.person_id = newest.person_id
    and absence.return_date > coalesce(newest.start_date, date '-infinity')
  group by newest.care_plan_id
)
select
  newest.care_plan_id,
  newest.person_id,
  newest.intent,
  newest.intent = 'order' or coalesce(helped.has_order, false) as is_granted,
  newest.start_date,
  least(  -- the earliest; a NULL is passed over
    newest.end_date,
    case
      when newest.end_date is null and newest.status in ('completed', 'revoked')
        then received.known_ended_date
    end,
    helped.last_end,
    gone.exit_date
  ) as end_date,
  received.first_known_date,
  helped.care_plan_id is not null as has_interventions
from newest
join population.our_organization using (organization_id)
join received using (care_plan_id)
left join helped using (care_plan_id)
left join gone using (care_plan_id)
