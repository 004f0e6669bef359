-- One row per citizen in POP(D) on step 4 or 6-9 and period: where the citizen is placed on D (T19, T18).
-- Of several the one of the plan that gives the step counts (R9); in one plan the one that began last.
with placed as (
  select active.*
  from population.placement_active as active
  left join population.plan_step as plan
    on plan.care_plan_id = active.care_plan_id
    and plan.from_day <= active.last_day
    and plan.to_day > active.last_day
  qualify row_number() over (
    partition by active.period, active.person_id
    order by
      plan.step desc nulls last, plan.start_date, active.care_plan_id,
      active.start_date desc, active.offer_id
  ) = 1
)
select
  citizen.period,
  citizen.person_id,
  placed.person_id is not null as is_placed,
  coalesce(placed.address_municipality in (from population.our_address), false) as is_local,
  coalesce(placed.reason, 'Uoplyst') as reason,
  coalesce(placed.operator, 'Uoplyst') as operator,
  coalesce(cast(placed.owner_municipality as varchar), 'Uoplyst') as owner_municipality,
  citizen.step,
  citizen.primary_target_group,
  citizen.age_group,
  citizen.sex
from population.citizen_with_support as citizen
left join placed using (period, person_id)
where citizen.step = 4 or citizen.step between 6 and 9
