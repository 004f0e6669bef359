-- One row per transition (T21).
select
  told.transition_id as overgang,
  told.person_id as borger,
  told.transition_type as art,
  told.preparation_start_date as forberedelse_dato,
  told.ready_date as meldt_faerdig_dato,
  told.planned_date as planlagt_dato,
  told.actual_date as faktisk_dato,
  told.handover_date as overlevering_dato,
  told.receiver_confirmed_date as bekraeftet_dato,
  told.decision_date as afgoerelse_dato,
  if(told.transition_type = '18 år', coalesce(told.outcome, 'Ikke afgjort'), null) as udfald,
  told.actual_date - told.ready_date as ventedage,
  coalesce(told.from_unit, 'Uoplyst') as fra_enhed,
  coalesce(told.to_unit, 'Uoplyst') as til_enhed,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(told.birth_date, coalesce(told.actual_date, told.planned_date)) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from supply.transition as told
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = told.person_id
  and state.from_day <= coalesce(told.actual_date, told.planned_date)
  and state.to_day > coalesce(told.actual_date, told.planned_date)
