-- One row per granted care plan and stretch of days on which it helps: its step (catalogue 3.2).
-- step NULL: only akut or udredning. primary_target_group: R10, Uoplyst without a rank 1 in a group.
with break as (
  select care_plan_id, from_day as day from population.plan_fact
  union
  select care_plan_id, to_day from population.plan_fact
),
stretch as (
  select care_plan_id, day as from_day,
    lead(day) over (partition by care_plan_id order by day) as to_day
  from break
),
held as (
  select
    stretch.care_plan_id,
    stretch.from_day,
    stretch.to_day,
    max(fact.step) filter (fact.kind = 'tilbud' and fact.role = 'residential') as residential_step,
    max(fact.step) filter (fact.kind = 'ydelse') as ydelse_step,
    max(fact.step) filter (fact.kind = 'tilbud' and fact.role <> 'residential') as tilbud_step,
    bool_and(fact.role = 'off_ladder') filter (fact.kind = 'ydelse') as is_off_ladder,
    list(distinct fact.code) filter (fact.kind = 'ydelse') as ydelse_codes,
    list(distinct fact.code) filter (fact.kind = 'tilbud') as tilbud_codes,
    min(fact.target_group) as target_group
  from stretch
  join population.plan_fact as fact
    on fact.care_plan_id = stretch.care_plan_id
    and fact.from_day <= stretch.from_day
    and fact.to_day >= stretch.to_day
  group by stretch.care_plan_id, stretch.from_day, stretch.to_day
)
select
  plan.care_plan_id,
  plan.person_id,
  plan.start_date,
  held.from_day,
  held.to_day,
  -- The residential tilbud decides; else the ydelser; else the tilbud, unless all help is off the ladder.
  coalesce(
    held.residential_step,
    held.ydelse_step,
    case when not held.is_off_ladder then held.tilbud_step end
  ) as step,
  held.ydelse_codes,
  coalesce(held.tilbud_codes, []) as tilbud_codes,
  coalesce(held.target_group, 'Uoplyst') as primary_target_group
from held join population.plan_life as plan using (care_plan_id)
where held.ydelse_codes is not null
