-- One row per goal: the first day on which its help has ended (the third end of R13, settled in B3).
-- infinity: its help has no end.
with goal as (
  select intervention_goal_id, person_id, known_date as from_day
  from known.intervention_goal
  where version_no = 1
),
listed as (
  select distinct unnest(version.intervention_goal_ids) as intervention_goal_id, care_plan_id
  from known.care_plan as version join population.care_plan_life using (care_plan_id)
),
-- Any plan of the citizen helps, or only those that list the goal when any do.
helping as (
  select
    goal.intervention_goal_id,
    greatest(plan.start_date, goal.from_day) as from_day,
    coalesce(plan.end_date, date 'infinity') as to_day
  from goal
  join population.care_plan_life as plan
    on plan.person_id = goal.person_id
    and plan.is_granted
    and plan.has_interventions
    and coalesce(plan.end_date, date 'infinity') > greatest(plan.start_date, goal.from_day)
  where plan.start_date is not null
    and (
      goal.intervention_goal_id not in (select intervention_goal_id from listed)
      or (goal.intervention_goal_id, plan.care_plan_id) in (
        select (intervention_goal_id, care_plan_id) from listed
      )
    )
),
reached as (
  select
    *,
    max(to_day) over (
      partition by intervention_goal_id order by from_day, to_day
      rows between unbounded preceding and 1 preceding
    ) as helped_to
  from helping
),
numbered as (
  select
    *,
    count(*) filter (where from_day > helped_to) over (
      partition by intervention_goal_id order by from_day, to_day
      rows between unbounded preceding and current row
    ) as days_without_help_before
  from reached
),
first_run as (
  select intervention_goal_id, min(from_day) as from_day, max(to_day) as to_day
  from numbered
  where days_without_help_before = 0
  group by intervention_goal_id
)
select
  goal.intervention_goal_id,
  case
    when first_run.from_day <= goal.from_day + 90 then first_run.to_day
    else goal.from_day + 90
  end as ended_date
from goal left join first_run using (intervention_goal_id)
