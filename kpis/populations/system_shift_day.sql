-- One row per period and day d <= D on which a case system was taken into use (R20, A8).
-- More than 20 % of at least 100 plan starts in (d-365, d+365], as far as D, fall on d: hence more than 20 plans.
with started as (
  select start_date as day, count(*) as plans
  from population.plan_life
  where start_date is not null and has_interventions
  group by start_date
),
candidate as (
  select scope.period, scope.last_day, started.day, started.plans
  from started join population.scope as scope on started.day <= scope.last_day
  where started.plans > 20
)
select candidate.period, candidate.day
from candidate
join started as around
  on around.day > candidate.day - 365
  and around.day <= least(candidate.day + 365, candidate.last_day)
group by candidate.period, candidate.day, candidate.plans
having sum(around.plans) >= 100 and candidate.plans > 0.2 * sum(around.plans)
