-- One row per digital channel in use on D (T16) and period: its latest test in (D-365, D]. Never tested is not passed.
with standing as (
  select
    scope.period,
    scope.last_day,
    test.*
  from population.scope as scope
  join supply.channel_test as test on coalesce(test.test_date, date '-infinity') <= scope.last_day
  qualify row_number() over (
    partition by scope.period, test.channel_id order by test.test_date desc nulls last
  ) = 1
)
select
  period,
  channel_id,
  channel_type,
  coalesce(
    test_date > last_day - 365 and critical_errors = 0 and serious_errors = 0, false
  ) as is_passed,
  coalesce(test_date > last_day - 365, false) as is_tested,
  coalesce(
    statement_updated_date <= last_day and statement_updated_date > last_day - 365, false
  ) as is_statement_fresh
from standing
where is_in_use
