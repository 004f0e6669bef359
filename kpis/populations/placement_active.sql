-- One row per placement (T19) active on D in a granted plan that is active on D, too (R8), and period.
-- The tilbud's attributes are those valid on D (T18), the newest where two rows hold; NULL where none does.
select
  scope.period,
  scope.last_day,
  placed.care_plan_id,
  plan.person_id,
  placed.offer_id,
  placed.start_date,
  placed.reason,
  offer.name,
  offer.operator,
  offer.owner_municipality,
  offer.address_municipality,
  offer.target_group_codes,
  offer.physical_setting_score
from population.scope as scope
join supply.placement as placed
  on placed.start_date <= scope.last_day
  and (placed.end_date is null or placed.end_date > scope.last_day)
join population.plan_life as plan
  on plan.care_plan_id = placed.care_plan_id
  and plan.start_date <= scope.last_day
  and (plan.end_date is null or plan.end_date > scope.last_day)
  and plan.has_interventions
left join supply.offer as offer
  on offer.offer_id = placed.offer_id
  and offer.start_date <= scope.last_day
  and (offer.end_date is null or offer.end_date > scope.last_day)
qualify row_number() over (
  partition by scope.period, placed.care_plan_id, placed.offer_id, placed.start_date
  order by offer.start_date desc nulls last
) = 1
