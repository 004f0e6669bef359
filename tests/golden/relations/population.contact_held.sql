-- One row per contact that was held in the period with a citizen on step 1-5 that day, and period (T13).
select
  scope.period,
  contact.contact_id,
  contact.person_id,
  contact.contact_form,
  case when contact.is_planned then 'Aftalt' when not contact.is_planned then 'Akut' else 'Uoplyst' end
    as planning,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, contact.contact_date) as age_group,
  state.sex
from population.scope as scope
join supply.contact as contact
  on contact.contact_date between scope.first_day and scope.last_day
join population.citizen_state as state
  on state.person_id = contact.person_id
  and state.from_day <= contact.contact_date
  and state.to_day > contact.contact_date
where contact.status = 'Gennemført'
  and state.step between 1 and 5
  and age_on(state.birth_date, contact.contact_date) >= 18  -- A5
