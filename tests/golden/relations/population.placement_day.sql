-- One row per placement of a valid plan of ours (T19) and stretch of days on which its tilbud's row (T18) holds.
select
  placed.care_plan_id,
  plan.person_id,
  placed.offer_id,
  placed.reason,
  offer.name,
  offer.operator,
  offer.owner_municipality,
  offer.address_municipality,
  offer.target_group_codes,
  offer.physical_setting_score,
  greatest(placed.start_date, offer.start_date) as from_day,
  coalesce(least(placed.end_date, offer.end_date), date 'infinity') as to_day
from supply.placement as placed
join population.care_plan_life as plan using (care_plan_id)
join supply.offer as offer using (offer_id)
where greatest(placed.start_date, offer.start_date)
  < coalesce(least(placed.end_date, offer.end_date), date 'infinity')
