-- One row per loan of technology (T14).
select
  told.loan_id as udlaan,
  told.person_id as borger,
  told.intervention_goal_id as maal,
  coalesce(told.technology, 'Uoplyst') as teknologi,
  coalesce(told.category, 'Uoplyst') as kategori,
  told.handed_out_date as udleveret_dato,
  told.activated_date as taget_i_brug_dato,
  told.last_used_date as sidst_brugt_dato,
  told.returned_date as returneret_dato,
  told.effect_assessed_date as effekt_vurderet_dato,
  told.quality_of_life_effect as effekt_livskvalitet,
  told.independence_effect as effekt_selvstaendighed,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, told.handed_out_date) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from supply.technology_loan as told
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = told.person_id
  and state.from_day <= told.handed_out_date
  and state.to_day > told.handed_out_date
