-- One row per due item with its deadline in the period, citizens of 18 or more on the due date (A3, A5).
-- reschedules: how often the date was moved after it was agreed; moving it is not compliance.
with moved as (
  select item.care_plan_id, item.previous_date, count(*) as reschedules
  from population.follow_up_item as item
  join population.care_plan_follow_up as later
    on later.care_plan_id = item.care_plan_id
    and later.from_day > item.agreed_date
    and later.from_day <= item.deadline
    -- A date told on the day of the FollowUp is the next one's.
    and (item.held_date is null or later.from_day < item.held_date)
    and later.follow_up_date <> item.due_date
  group by item.care_plan_id, item.previous_date
)
select
  scope.period,
  item.care_plan_id,
  item.previous_date,
  item.due_date,
  item.person_id,
  coalesce(item.held_date <= item.deadline, false) as is_on_time,
  coalesce(moved.reschedules, 0) as reschedules,
  coalesce(tilbud.tilbud_type, 'Uoplyst') as tilbud_type,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, item.due_date) as age_group,
  state.sex
from population.scope as scope
join population.follow_up_item as item
  on item.deadline between scope.first_day and scope.last_day
join population.citizen_state as state
  on state.person_id = item.person_id
  and state.from_day <= item.due_date
  and state.to_day > item.due_date
left join population.care_plan_tilbud as tilbud
  on tilbud.care_plan_id = item.care_plan_id
  and tilbud.from_day <= item.due_date
  and tilbud.to_day > item.due_date
left join moved
  on moved.care_plan_id = item.care_plan_id and moved.previous_date = item.previous_date
where age_on(state.birth_date, item.due_date) >= 18
