-- One row per granted care plan and due follow-up (B4): when it was agreed for, and when it was held.
with moved as (
  select care_plan_id, previous_date, max(reschedules) as reschedules
  from population.follow_up_due
  group by care_plan_id, previous_date
)
select
  item.care_plan_id || ' ' || item.previous_date as opfoelgning,
  item.care_plan_id as plan,
  item.person_id as borger,
  item.previous_date as forrige_dato,
  item.agreed_date as aftalt_dato,
  item.due_date as planlagt_dato,
  item.deadline as frist,
  item.held_date as afholdt_dato,
  case
    when item.held_date <= item.deadline then 'Til tiden'
    when item.held_date > item.deadline then 'For sent'
    when item.deadline >= getvariable('newest') then 'Afventer'
    else 'Ikke afholdt'
  end as status,
  item.held_date - item.due_date as dage_efter_planlagt,
  coalesce(moved.reschedules, 0) as flytninger,
  coalesce(tilbud.tilbud_type, 'Uoplyst') as tilbudstype,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, item.due_date) as aldersgruppe,
  person.sex as koen
from population.follow_up_item as item
join population.person as person using (person_id)
left join moved
  on moved.care_plan_id = item.care_plan_id and moved.previous_date = item.previous_date
left join population.care_plan_tilbud as tilbud
  on tilbud.care_plan_id = item.care_plan_id
  and tilbud.from_day <= item.due_date
  and tilbud.to_day > item.due_date
left join population.citizen_state as state
  on state.person_id = item.person_id
  and state.from_day <= item.due_date
  and state.to_day > item.due_date
