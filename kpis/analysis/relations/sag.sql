-- One row per case (T02): a request for help after one provision, and what was decided.
select
  told.case_number as sag,
  told.person_id as borger,
  told.paragraph as paragraf,
  told.request_date as ansoegt_dato,
  told.deadline_days as frist_dage,
  told.request_date + told.deadline_days as frist,
  told.decision_date as afgoerelse_dato,
  coalesce(told.decision, 'Ikke afgjort') as afgoerelse,
  told.decision_date - told.request_date as sagsbehandling_dage,
  told.decision_date <= told.request_date + told.deadline_days as er_til_tiden,
  told.first_intervention_start_date as indsats_startdato,
  told.first_intervention_start_date - told.decision_date as dage_til_indsats,
  coalesce(told.team, 'Uoplyst') as team,
  told.case_worker_id as medarbejder,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, told.request_date) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from supply.case_decision as told
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = told.person_id
  and state.from_day <= told.request_date
  and state.to_day > told.request_date
