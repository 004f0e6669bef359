-- One row per citizen, person of the network and contribution since a day (T10); also that no network is wanted.
select
  told.person_id as borger,
  told.network_person_id as netvaerksperson,
  coalesce(told.contribution_type, 'Uoplyst') as bidrag,
  coalesce(told.relation, 'Uoplyst') as relation,
  told.is_chosen_by_citizen as er_valgt_af_borger,
  told.has_consent as har_samtykke,
  told.consent_end_date as samtykke_til,
  told.confirmed_date as bekraeftet_dato,
  told.start_date as fra_dato,
  told.end_date as til_dato,
  told.is_network_declined as er_fravalgt,
  coalesce(told.end_date, date 'infinity') > getvariable('newest') as er_gaeldende,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, told.start_date) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from supply.network_contribution as told
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = told.person_id
  and state.from_day <= told.start_date
  and state.to_day > told.start_date
