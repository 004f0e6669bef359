-- One row per valid care plan and stretch of days [from_day, to_day) on which exactly one target group had rank 1.
-- A condition code in its place is none (B12).
with addressed as (
  select care_plan_id, from_day, to_day, unnest(target_groups) as addresses
  from known.care_plan
  where care_plan_id in (select care_plan_id from population.care_plan_life)
),
fact as (
  select
    addressed.care_plan_id,
    target.code in (select code from codelist.target_group_category) as is_target_group,
    greatest(addressed.from_day, target.from_day) as from_day,
    least(addressed.to_day, target.to_day) as to_day
  from addressed
  join known.target_group as target on target.target_group_id = addressed.addresses.target_group_id
  where addressed.addresses.rank = 1
    and target.verification_status is distinct from 'refuted'  -- R5, A13: out while it is refuted
    and target.target_group_id in (
      select target_group_id from known.target_group
      where is_newest and verification_status is distinct from 'entered-in-error'  -- R5
    )
    and greatest(addressed.from_day, target.from_day) < least(addressed.to_day, target.to_day)
),
break as (
  select care_plan_id, from_day as day from fact
  union
  select care_plan_id, to_day from fact
),
stretch as (
  select care_plan_id, day as from_day,
    lead(day) over (partition by care_plan_id order by day) as to_day
  from break
)
select stretch.care_plan_id, stretch.from_day, stretch.to_day
from stretch
join fact
  on fact.care_plan_id = stretch.care_plan_id
  and fact.from_day <= stretch.from_day
  and fact.to_day >= stretch.to_day
group by stretch.care_plan_id, stretch.from_day, stretch.to_day
having count(*) = 1 and bool_and(fact.is_target_group)
