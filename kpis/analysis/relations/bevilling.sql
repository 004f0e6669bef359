-- One row per grant (T03) and period with one price.
with named as (
  select code, any_value(display_da) as display_da from codelist.ffb_code group by code
)
select
  told.grant_id as bevilling,
  told.price_start_date as pris_fra,
  told.price_end_date as pris_til,
  told.person_id as borger,
  told.case_number as sag,
  told.care_plan_id as plan,
  told.offer_id as tilbud,
  coalesce(named.display_da, 'Uoplyst') as ydelsestype,
  told.paragraph as paragraf,
  told.start_date as startdato,
  told.end_date as slutdato,
  told.price_unit as enhed,
  told.unit_count as antal_enheder,
  told.base_price as grundtakst,
  told.service_package as ydelsespakke,
  told.price as takst,
  told.refund_percent as refusion_procent,
  whose_municipality(told.paying_municipality) as betalingskommune,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, told.start_date) as aldersgruppe,
  coalesce(person.sex, 'Uoplyst') as koen
from supply.grant_price as told
left join population.person as person using (person_id)
left join named on named.code = told.service_code
left join population.citizen_state as state
  on state.person_id = told.person_id
  and state.from_day <= told.price_start_date
  and state.to_day > told.price_start_date
