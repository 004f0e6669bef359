-- One row per contact, held or called off (T13).
select
  told.contact_id as kontakt,
  told.person_id as borger,
  told.grant_id as bevilling,
  told.contact_date as dato,
  told.contact_form as kontaktform,
  told.minutes as minutter,
  told.is_planned as er_planlagt,
  told.status as status,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, told.contact_date) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from supply.contact as told
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = told.person_id
  and state.from_day <= told.contact_date
  and state.to_day > told.contact_date
