-- One row per granted care plan, ydelse in it and code: the days from the first to the last on which it helped.
with given as (
  select care_plan_id, person_id, intervention_id, unnest(codes) as code, from_day, to_day
  from population.plan_help
),
one as (
  select care_plan_id, person_id, intervention_id, code,
    min(from_day) as from_day, max(to_day) as to_day
  from given
  group by care_plan_id, person_id, intervention_id, code
),
named as (
  select code, any_value(display_da) as display_da from codelist.ffb_code group by code
)
select
  one.care_plan_id || ' ' || one.intervention_id || ' ' || one.code as ydelse,
  one.care_plan_id as plan,
  one.person_id as borger,
  coalesce(named.display_da, 'Uoplyst') as ydelsestype,
  cast(ladder.step as tinyint) as trin_af_ydelse,
  has_form([one.code], 'group_based') as er_gruppebaseret,
  has_form([one.code], 'time_limited') as er_tidsbegraenset,
  has_form([one.code], 'with_volunteers') as er_med_frivillige,
  has_form([one.code], 'towards_work') as er_mod_beskaeftigelse,
  one.from_day as startdato,
  one.to_day as slutdato,
  one.from_day <= getvariable('newest') and one.to_day > getvariable('newest') as er_aktiv,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, one.from_day) as aldersgruppe,
  person.sex as koen
from one
join population.person as person using (person_id)
left join named using (code)
left join codelist.ladder_code as ladder
  on ladder.kind = 'ydelse'
  and ladder.code = one.code
  and ladder.valid_from = getvariable('ladder')
left join population.citizen_state as state
  on state.person_id = one.person_id
  and state.from_day <= one.from_day
  and state.to_day > one.from_day
