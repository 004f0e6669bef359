-- One row per calendar month that lies in an asked period or in the reference year of the standardised cost.
with day as (
  select unnest(generate_series(first_day, last_day, interval 1 month)) as day from population.scope
  union all
  select unnest(
    generate_series(
      make_date(cast(year as integer), 1, 1), make_date(cast(year as integer), 12, 1), interval 1 month
    )
  )
  from codelist.reference_year
)
select distinct
  cast(date_trunc('month', day) as date) as first_day,
  last_day(cast(day as date)) as last_day
from day
