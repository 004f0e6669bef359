-- One row per tilbud and stretch of days with the same attributes (T18).
-- antal_borgere: citizens who were ever placed there (T19) or granted it (T03); the name of one with few is folded.
with named as (
  select code, any_value(display_da) as display_da from codelist.ffb_code group by code
),
placed as (
  select offer_id, count(distinct person_id) as citizens
  from (
    select placement.offer_id, plan.person_id
    from supply.placement as placement
    join population.care_plan_life as plan using (care_plan_id)
    union all
    select offer_id, person_id from supply.grant_price
  )
  group by offer_id
)
select
  told.offer_id as tilbud,
  told.start_date as fra_dato,
  told.end_date as til_dato,
  if(
    coalesce(placed.citizens, 0) < getvariable('smallest'), 'oevrige', coalesce(told.name, 'Uoplyst')
  ) as navn,
  coalesce(told.operator, 'Uoplyst') as driftsherre,
  whose_municipality(told.owner_municipality) as ejerkommune,
  whose_municipality(told.address_municipality) as beliggenhedskommune,
  coalesce(told.paragraph, 'Uoplyst') as paragraf,
  coalesce(named.display_da, 'Uoplyst') as tilbudstype,
  told.approved_places as godkendte_pladser,
  len(told.target_group_codes) as godkendte_maalgrupper,
  told.assumed_occupancy as forudsat_belaegning_procent,
  told.physical_setting_score as fysiske_rammer_score,
  told.inspection_date as tilsyn_dato,
  coalesce(placed.citizens, 0) as antal_borgere
from supply.offer as told
left join named on named.code = told.offer_type_code
left join placed using (offer_id)
