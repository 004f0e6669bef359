-- One row per granted care plan, stretch of days and fact that held on them: a ydelse, a tilbud or the primary target group.
with version as (
  select plan.care_plan_id, told.service_performer_ids, told.target_groups,
    greatest(plan.start_date, told.from_day) as from_day,
    least(plan.end_date, told.to_day) as to_day
  from known.care_plan as told join population.plan_life as plan using (care_plan_id)
  where plan.start_date is not null
),
named as (
  select care_plan_id, from_day, to_day, unnest(service_performer_ids) as service_performer_id
  from version
),
tilbud as (
  select named.care_plan_id, performer.code,
    greatest(named.from_day, performer.from_day) as from_day,
    least(named.to_day, performer.to_day) as to_day
  from named join known.service_performer as performer using (service_performer_id)
),
addressed as (
  select care_plan_id, from_day, to_day, unnest(target_groups) as addresses from version
),
valid_target_group as (
  select target_group_id from known.target_group
  where is_newest and verification_status is distinct from 'entered-in-error'  -- R5
),
target_group as (
  select addressed.care_plan_id, target.code,
    greatest(addressed.from_day, target.from_day) as from_day,
    -- R5, A13: a refuted version has no lastAsserted here, so it is out from its known date.
    least(
      addressed.to_day,
      target.to_day,
      case when target.verification_status = 'refuted' then target.known_date end
    ) as to_day
  from addressed
  join known.target_group as target on target.target_group_id = addressed.addresses.target_group_id
  where addressed.addresses.rank = 1
    and target.target_group_id in (from valid_target_group)
),
fact as (
  select care_plan_id, from_day, to_day, 'ydelse' as kind, unnest(codes) as code
  from population.plan_help
  union all
  select care_plan_id, from_day, to_day, 'tilbud', code from tilbud
  union all
  select care_plan_id, from_day, to_day, 'target_group', code from target_group
)
select
  fact.care_plan_id,
  fact.from_day,
  fact.to_day,
  fact.kind,
  fact.code,
  cast(ladder.step as tinyint) as step,
  coalesce(ladder.role, '') as role,
  category.category as target_group
from fact
left join codelist.ladder_code as ladder
  on ladder.kind = fact.kind
  and ladder.code = fact.code
  and ladder.valid_from = getvariable('ladder')  -- the order of steps that is valid on D
left join codelist.target_group_category as category
  on fact.kind = 'target_group' and category.code = fact.code
where fact.from_day < fact.to_day
