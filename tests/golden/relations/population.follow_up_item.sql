-- One row per granted care plan and due item (B4): the follow-up agreed first after the one before it.
-- held_date NULL: no FollowUp after the one before. Items whose plan ended in time without one are out.
with opened as (
  select care_plan_id, date '-infinity' as previous_date
  from population.plan_life where has_interventions
  union all
  select held.care_plan_id, held.held_date
  from population.follow_up_held as held join population.plan_life using (care_plan_id)
  where has_interventions
),
followed as (
  select
    care_plan_id,
    previous_date,
    lead(previous_date) over (partition by care_plan_id order by previous_date) as held_date
  from opened
),
-- The first date later than the previous FollowUp, in a version known on or after it.
agreed as (
  select
    followed.care_plan_id,
    followed.previous_date,
    followed.held_date,
    arg_min(agreed.follow_up_date, agreed.from_day) as due_date,
    min(agreed.from_day) as agreed_date
  from followed
  join population.care_plan_follow_up as agreed
    on agreed.care_plan_id = followed.care_plan_id
    and agreed.to_day > followed.previous_date
    and agreed.follow_up_date > followed.previous_date
  group by followed.care_plan_id, followed.previous_date, followed.held_date
)
select
  agreed.care_plan_id,
  plan.person_id,
  agreed.previous_date,
  agreed.due_date,
  agreed.due_date + 14 as deadline,
  agreed.held_date,
  agreed.agreed_date
from agreed join population.plan_life as plan using (care_plan_id)
where plan.end_date is null
  or plan.end_date > agreed.due_date + 14
  or agreed.held_date <= agreed.due_date + 14
