-- One row per valid care plan and stretch of days [from_day, to_day) on which exactly one target group had rank 1.
-- A condition code in its place is none (B12).
with addressed as (
  select care_plan_id, from_day, to_day, unnest(target_groups) as addresses
  from known.care_plan
  where care_plan_id in (select care_plan_id from population.care_plan_life)
),
single as (
  select care_plan_id, from_day, to_day, min(addresses.target_group_id) as target_group_id
  from addressed
  where addresses.rank = 1
  group by care_plan_id, from_day, to_day
  having count(*) = 1
)
select
  single.care_plan_id,
  greatest(single.from_day, target.from_day) as from_day,
  least(single.to_day, target.to_day) as to_day
from single
join known.target_group as target using (target_group_id)
where target.code in (select code from codelist.target_group_category)
  and target.verification_status is distinct from 'refuted'  -- R5, A13: out from its known date
  and target.target_group_id in (
    select target_group_id from known.target_group
    where is_newest and verification_status is distinct from 'entered-in-error'  -- R5
  )
  and greatest(single.from_day, target.from_day) < least(single.to_day, target.to_day)
