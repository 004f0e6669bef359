-- One row per citizen with two or more granted plans active on D and period, 18 or more on D.
-- dated_plans: those with a known next follow-up, past or future (B14). spread_days: between first and last of them.
with active as (
  select scope.period, scope.last_day, plan.person_id,
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
  group by scope.period, scope.last_day, plan.person_id
  having count(*) >= 2
)
select
  active.period,
  active.person_id,
  active.plans,
  active.dated_plans,
  active.spread_days,
  case when active.plans >= 4 then '4+' else active.plans::varchar end as plan_count,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, active.last_day) as age_group,
  state.sex
from active
join population.citizen_state as state
  on state.person_id = active.person_id
  and state.from_day <= active.last_day
  and state.to_day > active.last_day
where age_on(state.birth_date, active.last_day) >= 18
