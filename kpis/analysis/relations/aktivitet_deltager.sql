-- One row per activity (T20b) and citizen who is named in it.
with named as (
  select distinct activity_id, activity_date, activity_type, unnest(person_ids) as person_id
  from supply.partnership_activity
)
select
  named.activity_id as aktivitet,
  named.person_id as borger,
  named.activity_date as dato,
  named.activity_type as art,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, named.activity_date) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from named
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = named.person_id
  and state.from_day <= named.activity_date
  and state.to_day > named.activity_date
