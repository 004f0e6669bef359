-- One row per goal and stretch of days [seen_from, seen_to) on which the same plans are known to list it.
-- ended_date: the first day on which its help has ended, seen from those days (third end of R13, B3).
with goal as (
  select intervention_goal_id, min(known_date) as from_day, min(person_id) as person_id
  from known.intervention_goal
  group by intervention_goal_id
),
plan as (
  select
    care_plan_id, person_id, start_date, coalesce(end_date, date 'infinity') as end_date
  from population.plan_life
  where has_interventions  -- R8: a plan without any is counted for its documentation only
),
-- R3: which goals a plan lists is read from the version known on the day.
listing as (
  select goal.intervention_goal_id, version.care_plan_id, version.from_day, version.to_day
  from (
    select unnest(intervention_goal_ids) as intervention_goal_id, care_plan_id, from_day, to_day
    from known.care_plan
  ) as version
  join goal using (intervention_goal_id)
  join plan on plan.care_plan_id = version.care_plan_id and plan.person_id = goal.person_id
),
break as (
  select intervention_goal_id, date '-infinity' as day from goal
  union
  select intervention_goal_id, from_day from listing
  union
  select intervention_goal_id, to_day from listing
),
seen as (
  select intervention_goal_id, day as seen_from,
    lead(day, 1, date 'infinity') over (
      partition by intervention_goal_id order by day
    ) as seen_to
  from break
),
listed as (
  select distinct seen.intervention_goal_id, seen.seen_from, listing.care_plan_id
  from seen
  join listing
    on listing.intervention_goal_id = seen.intervention_goal_id
    and listing.from_day <= seen.seen_from
    and listing.to_day > seen.seen_from
),
-- Any plan of the citizen helps, or only those that list the goal when any do.
helping as (
  select
    seen.intervention_goal_id,
    seen.seen_from,
    greatest(plan.start_date, goal.from_day) as from_day,
    plan.end_date as to_day
  from seen
  join goal using (intervention_goal_id)
  join plan
    on plan.person_id = goal.person_id
    and plan.end_date > greatest(plan.start_date, goal.from_day)
  left join (select distinct intervention_goal_id, seen_from from listed) as own
    on own.intervention_goal_id = seen.intervention_goal_id and own.seen_from = seen.seen_from
  left join listed
    on listed.intervention_goal_id = seen.intervention_goal_id
    and listed.seen_from = seen.seen_from
    and listed.care_plan_id = plan.care_plan_id
  where plan.start_date is not null
    and (own.intervention_goal_id is null or listed.care_plan_id is not null)
),
reached as (
  select
    *,
    max(to_day) over (
      partition by intervention_goal_id, seen_from order by from_day, to_day
      rows between unbounded preceding and 1 preceding
    ) as helped_to
  from helping
),
numbered as (
  select
    *,
    count(*) filter (where from_day > helped_to) over (
      partition by intervention_goal_id, seen_from order by from_day, to_day
      rows between unbounded preceding and current row
    ) as gaps_before
  from reached
),
first_run as (
  select intervention_goal_id, seen_from, min(from_day) as from_day, max(to_day) as to_day
  from numbered
  where gaps_before = 0
  group by intervention_goal_id, seen_from
)
select
  seen.intervention_goal_id,
  seen.seen_from,
  seen.seen_to,
  case
    when first_run.from_day <= goal.from_day + 90 then first_run.to_day
    else goal.from_day + 90
  end as ended_date
from seen
join goal using (intervention_goal_id)
left join first_run using (intervention_goal_id, seen_from)
where seen.seen_from < seen.seen_to
