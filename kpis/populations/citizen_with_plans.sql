-- One row per citizen in POP(D) with two or more granted plans active on D and period.
-- dated_plans: those with a known next follow-up, past or future (B14). spread_days: from the first to the last of them.
with active as (
  select scope.period, plan.person_id,
    count(*) as plans,
    count(agreed.follow_up_date) as dated_plans,
    max(agreed.follow_up_date) - min(agreed.follow_up_date) as spread_days
  from population.scope as scope
  join population.plan_life as plan
    on plan.start_date <= scope.last_day
    and coalesce(plan.end_date, date 'infinity') > scope.last_day
  left join population.care_plan_follow_up as agreed
    on agreed.care_plan_id = plan.care_plan_id
    and agreed.from_day <= scope.last_day
    and agreed.to_day > scope.last_day
  where plan.has_interventions  -- R8: a plan without any is counted for its documentation only
  group by scope.period, plan.person_id
  having count(*) >= 2
)
select
  active.period,
  active.person_id,
  active.plans,
  active.dated_plans,
  active.spread_days,
  case when active.plans >= 4 then '4+' else cast(active.plans as varchar) end as plan_count,
  citizen.step,
  citizen.primary_target_group,
  citizen.age_group,
  citizen.sex
from active join population.citizen_with_support as citizen using (period, person_id)  -- A5
