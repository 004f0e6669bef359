-- One row per tilbud at our addresses (T18) valid on D or on D-365, its type and period: approved places then and now.
-- placed: distinct citizens placed there on D (T19).
with offer as (
  select
    scope.period,
    scope.last_day,
    told.offer_id,
    told.offer_type_code,
    coalesce(
      sum(told.approved_places) filter (
        told.start_date <= scope.last_day
        and (told.end_date is null or told.end_date > scope.last_day)
      ), 0
    ) as places,
    coalesce(
      sum(told.approved_places) filter (
        told.start_date <= scope.last_day - 365
        and (told.end_date is null or told.end_date > scope.last_day - 365)
      ), 0
    ) as places_before
  from population.scope as scope
  join supply.offer as told
    on told.start_date <= scope.last_day
    and (told.end_date is null or told.end_date > scope.last_day - 365)
  where told.address_municipality in (from population.our_address)
  group by scope.period, scope.last_day, told.offer_id, told.offer_type_code
),
placed as (
  select period, offer_id, count(distinct person_id) as citizens
  from population.placement_active
  group by period, offer_id
)
select
  offer.period,
  offer.offer_id,
  offer.offer_type_code,
  offer.places,
  offer.places_before,
  if(offer.places > 0, coalesce(placed.citizens, 0), 0) as citizens,
  coalesce(listed.display_da, 'Uoplyst') as tilbud_type,
  coalesce(ladder.step, 'Uoplyst') as step,
  case
    when offer.places_before = 0 then 'Ny'
    when offer.places = 0 then 'Lukket'
    else 'Ændret eller uændret'
  end as novelty
from offer
left join placed using (period, offer_id)
left join codelist.ffb_code as listed
  on listed.code = offer.offer_type_code and listed.value_set = 'KLServiceCodesFFB'
left join codelist.ladder_code as ladder
  on ladder.kind = 'tilbud'
  and ladder.code = offer.offer_type_code
  and ladder.valid_from = getvariable('ladder')
