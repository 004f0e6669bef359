-- One row per plan, tilbud and first day of a placement (T19).
with typed as (
  select offer_id, max_by(offer_type_code, start_date) as offer_type_code,
    max_by(operator, start_date) as operator,
    max_by(owner_municipality, start_date) as owner_municipality,
    max_by(address_municipality, start_date) as address_municipality
  from supply.offer
  group by offer_id
),
named as (
  select code, any_value(display_da) as display_da from codelist.ffb_code group by code
)
select
  told.care_plan_id as plan,
  plan.person_id as borger,
  told.offer_id as tilbud,
  told.start_date as fra_dato,
  told.end_date as til_dato,
  coalesce(told.end_date, date 'infinity') > getvariable('newest') as er_gaeldende,
  coalesce(told.reason, 'Uoplyst') as aarsag,
  coalesce(named.display_da, 'Uoplyst') as tilbudstype,
  coalesce(typed.operator, 'Uoplyst') as driftsherre,
  whose_municipality(typed.owner_municipality) as ejerkommune,
  whose_municipality(typed.address_municipality) as beliggenhedskommune,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, told.start_date) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from supply.placement as told
left join typed using (offer_id)
left join named on named.code = typed.offer_type_code
left join population.care_plan_life as plan using (care_plan_id)
left join population.person as person on person.person_id = plan.person_id
left join population.citizen_state as state
  on state.person_id = plan.person_id
  and state.from_day <= told.start_date
  and state.to_day > told.start_date
