-- One row per complaint (T17) and provision it is about.
select
  told.complaint_id as klage,
  told.case_number as sag,
  told.person_id as borger,
  told.paragraph as paragraf,
  told.complaint_date as klage_dato,
  told.reassessed_date as genvurderet_dato,
  coalesce(told.reassessment, 'Ikke genvurderet') as genvurdering,
  told.ruling_date as ankestyrelsen_dato,
  coalesce(told.outcome, 'Ikke afgjort') as udfald,
  told.ruling_date - told.complaint_date as dage_til_afgoerelse,
  coalesce(handled.team, 'Uoplyst') as team,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, told.complaint_date) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from supply.complaint as told
left join (
  select case_number, min(team) as team from supply.case_decision group by case_number
) as handled using (case_number)
left join population.person as person on person.person_id = told.person_id
left join population.citizen_state as state
  on state.person_id = told.person_id
  and state.from_day <= told.complaint_date
  and state.to_day > told.complaint_date
