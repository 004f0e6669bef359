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
-- How many passes of each check begin less end on a day; the seventh is the plan itself.
change as (
  select
    care_plan_id,
    day,
    sum(if(check_no = 1, change, 0)) as target_groups,
    sum(if(check_no = 2, change, 0)) as tilbud,
    sum(if(check_no = 3, change, 0)) as ydelser,
    sum(if(check_no = 4, change, 0)) as needs,
    sum(if(check_no = 5, change, 0)) as scored_goals,
    sum(if(check_no = 6, change, 0)) as follow_ups,
    sum(if(check_no = 7, change, 0)) as plans
  from (
    select care_plan_id, from_day as day, check_no, 1 as change from clipped
    union all
    select care_plan_id, to_day, check_no, -1 from clipped
  )
  group by care_plan_id, day
)
select
  change.care_plan_id,
  plan.person_id,
  change.day as from_day,
  lead(change.day) over so_far as to_day,
  sum(change.target_groups) over so_far > 0 as has_target_group,
  sum(change.tilbud) over so_far > 0 as has_tilbud,
  sum(change.ydelser) over so_far > 0 as has_ydelse,
  sum(change.needs) over so_far > 0 as has_need,
  sum(change.scored_goals) over so_far > 0 as has_scored_goal,
  sum(change.follow_ups) over so_far > 0 as has_follow_up
from change join plan using (care_plan_id)
window so_far as (partition by change.care_plan_id order by change.day)
qualify sum(change.plans) over so_far > 0
