-- One row per valid care plan and stretch of days [from_day, to_day) with the same tilbud as known (R3).
-- Several different types in one plan: Flere. No row: no tilbud with a code of KLServiceCodesFFB.
with fact as (
  select
    version.care_plan_id,
    performer.display_da,
    greatest(version.from_day, performer.from_day) as from_day,
    least(version.to_day, performer.to_day) as to_day
  from (
    select care_plan_id, from_day, to_day, unnest(service_performer_ids) as service_performer_id
    from known.care_plan
    where care_plan_id in (select care_plan_id from population.care_plan_life)
  ) as version
  join (
    select known.service_performer_id, listed.display_da, known.from_day, known.to_day
    from known.service_performer as known
    join codelist.ffb_code as listed
      on listed.code = known.code and listed.value_set = 'KLServiceCodesFFB'
  ) as performer using (service_performer_id)
  where greatest(version.from_day, performer.from_day) < least(version.to_day, performer.to_day)
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
select
  stretch.care_plan_id,
  stretch.from_day,
  stretch.to_day,
  case when count(distinct fact.display_da) = 1 then min(fact.display_da) else 'Flere' end
    as tilbud_type
from stretch
join fact
  on fact.care_plan_id = stretch.care_plan_id
  and fact.from_day <= stretch.from_day
  and fact.to_day >= stretch.to_day
group by stretch.care_plan_id, stretch.from_day, stretch.to_day
