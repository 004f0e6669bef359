-- One row per period and day d <= D on which a case system was taken into use (R20, A8):
-- more than 20 % of at least 100 plan starts in (d-365, d+365], as far as D, fall on d.
with started as (
  select start_date as day, count(*) as plans
  from population.plan_life
  where start_date is not null and has_interventions
  group by start_date
),
candidate as materialized (
  select
    day,
    plans,
    sum(plans) over (
      order by day range between interval 364 days preceding and current row
    ) as plans_so_far
  from started
  -- More than 20 % of 100 or more are more than 20; what follows d can only lower its share.
  qualify plans > 20 and plans > 0.2 * plans_so_far
)
select scope.period, candidate.day
from candidate
join population.scope as scope on candidate.day <= scope.last_day
left join started as later
  on later.day > candidate.day
  and later.day <= least(candidate.day + 365, scope.last_day)
group by scope.period, candidate.day, candidate.plans, candidate.plans_so_far
having candidate.plans_so_far + coalesce(sum(later.plans), 0) >= 100
  and candidate.plans > 0.2 * (candidate.plans_so_far + coalesce(sum(later.plans), 0))
