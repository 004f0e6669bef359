-- One row per quality standard (T22) and period: approved within 24 months before D, and published by D.
select
  scope.period,
  standard.standard_id,
  coalesce(
    standard.approved_date <= scope.last_day
      and standard.approved_date > scope.last_day - 730
      and standard.published_date <= scope.last_day,
    false
  ) as is_fresh_and_published
from population.scope as scope cross join supply.quality_standard as standard
