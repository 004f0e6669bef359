-- One row per valid care plan and stretch of days [from_day, to_day) with a target group of rank 1.
-- There is at most one (rule care-plan-2 of the profile); a condition code in its place is none (B12).
with addressed as (
  select care_plan_id, from_day, to_day, unnest(target_groups) as addresses
  from known.care_plan
  where care_plan_id in (select care_plan_id from population.care_plan_life)
)
select
  addressed.care_plan_id,
  greatest(addressed.from_day, target.from_day) as from_day,
  least(addressed.to_day, target.to_day) as to_day
from addressed
join known.target_group as target on target.target_group_id = addressed.addresses.target_group_id
where addressed.addresses.rank = 1
  and target.code in (select code from codelist.target_group_category)
  and target.verification_status is distinct from 'refuted'  -- R5, A13: out while it is refuted
  and target.target_group_id in (
    select target_group_id from known.target_group
    where is_newest and verification_status is distinct from 'entered-in-error'  -- R5
  )
  and greatest(addressed.from_day, target.from_day) < least(addressed.to_day, target.to_day)
