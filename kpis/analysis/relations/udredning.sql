-- One row per assessment (VUM udredning) of ours, its newest version, not entered in error (R5).
-- What it found is told of the latest of each citizen of 18 or more and month (no. 8).
with found as (
  select distinct information_gathering_id, has_functions, has_surroundings, themes
  from population.assessment
)
select
  gathering.information_gathering_id as udredning,
  gathering.person_id as borger,
  gathering.effective_date as dato,
  case gathering.status
    when 'completed' then 'Afsluttet'
    when 'in-progress' then 'I gang'
    else 'Uoplyst'
  end as status,
  len(gathering.condition_ids) as antal_tilstande,
  found.themes as temaer_med_score,
  found.has_functions as har_funktioner,
  found.has_surroundings as har_omgivelser,
  need.level as stoettebehov,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, gathering.effective_date) as aldersgruppe,
  person.sex as koen
from known.information_gathering as gathering
join population.person as person using (person_id)
left join found using (information_gathering_id)
left join population.citizen_need as need
  on need.person_id = gathering.person_id
  and need.from_day <= gathering.effective_date
  and need.to_day > gathering.effective_date
left join population.citizen_state as state
  on state.person_id = gathering.person_id
  and state.from_day <= gathering.effective_date
  and state.to_day > gathering.effective_date
where gathering.is_newest and gathering.status <> 'entered-in-error'
