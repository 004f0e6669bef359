-- One row per entry of the citizen's own perspective (T12).
with named as (
  select code, any_value(display_da) as display_da from codelist.citizen_source group by code
)
select
  told.perspective_id as perspektiv,
  told.person_id as borger,
  told.care_plan_id as plan,
  told.entry_date as dato,
  told.entry_type as art,
  coalesce(named.display_da, 'Anden kilde') as kilde,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, told.entry_date) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from supply.citizen_perspective as told
left join named on named.code = told.source_code
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = told.person_id
  and state.from_day <= told.entry_date
  and state.to_day > told.entry_date
