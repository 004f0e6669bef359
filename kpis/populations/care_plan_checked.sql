-- One row per active care plan and stretch of days [from_day, to_day) on which it passes the same checks.
-- Granted plans (R7), and planned ones that have no intervention at all (B12). The checks are those of
-- documentation_completeness; a stretch begins where a check begins or ends to be passed.
with plan as (
  select care_plan_id, person_id, start_date as from_day,
    coalesce(end_date, date 'infinity') as to_day
  from population.care_plan_life
  where start_date < coalesce(end_date, date 'infinity')
    and (is_granted or (intent = 'plan' and not has_interventions))
),
passed as (
  select care_plan_id, from_day, to_day, 1 as check_no from population.care_plan_target_group
  union all
  select care_plan_id, from_day, to_day, 2 from population.care_plan_tilbud
  union all
  select care_plan_id, from_day, to_day, 3 from population.plan_help
  union all
  select care_plan_id, from_day, to_day, 4 from population.care_plan_need
  union all
  select plan.care_plan_id, goal.from_day, goal.to_day, 5
  from plan join population.citizen_with_scored_goal as goal using (person_id)
  union all
  select care_plan_id, from_day, to_day, 6 from population.care_plan_follow_up
  union all
  select care_plan_id, from_day, to_day, 7 from plan
),
clipped as (
  select plan.care_plan_id, passed.check_no,
    greatest(plan.from_day, passed.from_day) as from_day,
    least(plan.to_day, passed.to_day) as to_day
  from passed join plan using (care_plan_id)
  where greatest(plan.from_day, passed.from_day) < least(plan.to_day, passed.to_day)
),
change as (
  select care_plan_id, day, check_no, sum(change) as change
  from (
    select care_plan_id, from_day as day, check_no, 1 as change from clipped
    union all
    select care_plan_id, to_day, check_no, -1 from clipped
  )
  group by care_plan_id, day, check_no
),
-- How many passes of each check are open from that day on; the seventh is the plan itself.
open as (
  select distinct on (care_plan_id, day)
    care_plan_id,
    day,
    sum(change) filter (check_no = 1) over passed_by as target_groups,
    sum(change) filter (check_no = 2) over passed_by as tilbud,
    sum(change) filter (check_no = 3) over passed_by as ydelser,
    sum(change) filter (check_no = 4) over passed_by as needs,
    sum(change) filter (check_no = 5) over passed_by as scored_goals,
    sum(change) filter (check_no = 6) over passed_by as follow_ups,
    sum(change) filter (check_no = 7) over passed_by as plans
  from change
  window passed_by as (partition by care_plan_id order by day)
)
select
  open.care_plan_id,
  plan.person_id,
  open.day as from_day,
  lead(open.day) over (partition by open.care_plan_id order by open.day) as to_day,
  coalesce(open.target_groups, 0) > 0 as has_target_group,
  coalesce(open.tilbud, 0) > 0 as has_tilbud,
  coalesce(open.ydelser, 0) > 0 as has_ydelse,
  coalesce(open.needs, 0) > 0 as has_need,
  coalesce(open.scored_goals, 0) > 0 as has_scored_goal,
  coalesce(open.follow_ups, 0) > 0 as has_follow_up
from open join plan using (care_plan_id)
qualify open.plans > 0
