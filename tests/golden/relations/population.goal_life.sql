-- One row per valid goal and stretch of days [seen_from, seen_to) from which its life looks the same.
-- It is current on [from_day, to_day) (R13). Only the plans that list it can make that look different.
with received as (
  select
    intervention_goal_id,
    min(known_date) as from_day,
    -- Since when no version said otherwise; a goal that was opened again is not closed (R4).
    coalesce(max(to_day) filter (not is_closed), min(known_date)) as known_closed_date
  from (
    select *, lifecycle_status in ('completed', 'cancelled', 'rejected') as is_closed
    from known.intervention_goal
  )
  group by intervention_goal_id
),
goal as (
  select
    newest.intervention_goal_id,
    newest.person_id,
    condition.code,
    received.from_day,
    case
      when newest.lifecycle_status in ('completed', 'cancelled', 'rejected')
        then received.known_closed_date
    end as closed_date,
    case
      when newest.lifecycle_status not in ('rejected', 'cancelled', 'proposed')  -- B2
        then received.from_day
    end as superseding_date
  from known.intervention_goal as newest
  join received using (intervention_goal_id)
  left join population.condition_newest as condition
    on condition.condition_id = newest.primary_condition_id
  where newest.is_newest and newest.lifecycle_status <> 'entered-in-error'  -- R5
),
superseded as (
  select
    *,
    -- B2: later by local date; two goals received on one day are both current.
    min(superseding_date) over (
      partition by person_id, code order by from_day
      range between interval 1 day following and unbounded following
    ) as superseded_date
  from goal
)
select
  superseded.intervention_goal_id,
  superseded.person_id,
  help.seen_from,
  help.seen_to,
  superseded.from_day,
  least(
    superseded.closed_date,
    case when superseded.code is not null then superseded.superseded_date end,
    help.ended_date
  ) as to_day
from superseded join population.goal_help as help using (intervention_goal_id)
