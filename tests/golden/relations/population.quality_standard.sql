-- One row per quality standard approved by D (T22) and period: whether that was within 24 months and it is published.
select
  scope.period,
  standard.standard_id,
  standard.approved_date > scope.last_day - interval 24 month
    and coalesce(standard.published_date <= scope.last_day, false) as is_fresh_and_published
from population.scope as scope
join supply.quality_standard as standard on standard.approved_date <= scope.last_day
