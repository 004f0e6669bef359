-- One row per citizen and month with a priced grant (T03): its cost, gross, in fixed prices (R18).
-- Døgn: days; Måned: days of the month's; Time: planned hours, given a week.
with priced as (
  select
    month.first_day,
    month.last_day,
    told.person_id,
    told.price_unit,
    told.price * coalesce(told.unit_count, 1) as price,
    greatest(told.start_date, told.price_start_date, month.first_day) as from_day,
    coalesce(least(told.end_date, told.price_end_date, month.last_day + 1), month.last_day + 1)
      as to_day
  from population.month_asked as month
  join supply.grant_price as told
    on greatest(told.start_date, told.price_start_date) <= month.last_day
    and coalesce(least(told.end_date, told.price_end_date), date 'infinity') > month.first_day
),
level as (
  select cast(year as integer) as year, cast(index as double) as index from codelist.price_level
)
select
  priced.first_day,
  priced.person_id,
  sum(
    priced.price
    * (priced.to_day - priced.from_day)
    / case priced.price_unit
        when 'Døgn' then 1
        when 'Måned' then priced.last_day - priced.first_day + 1
        when 'Time' then 7
      end
    / coalesce(level.index, 1)
  ) as cost
from priced
left join level on level.year = year(priced.first_day)
where priced.from_day < priced.to_day
group by priced.first_day, priced.person_id
