-- One row per citizen and month with a priced grant (T03): its cost, gross, in fixed prices (R18).
-- Døgn: days; Måned: days of the month's; Time: planned hours, given a week.
-- place_owner: who runs the tilbud that was paid for (T18); one that is bought decides.
with priced as (
  select
    month.first_day,
    month.last_day,
    told.person_id,
    told.offer_id,
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
offer as (
  select told.offer_id, told.start_date, coalesce(told.end_date, date 'infinity') as end_date,
    coalesce(
      told.operator = 'Kommunal' and told.owner_municipality in (from population.our_address), false
    ) as is_ours
  from supply.offer as told
),
owned as (
  select asked.offer_id, asked.from_day, arg_max(offer.is_ours, offer.start_date) as is_ours
  from (select distinct offer_id, from_day from priced) as asked
  join offer  -- the newest where two rows of a tilbud hold
    on offer.offer_id = asked.offer_id
    and offer.start_date <= asked.from_day and offer.end_date > asked.from_day
  group by all
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
  ) as cost,
  case
    when bool_or(not owned.is_ours) then 'Købt plads'
    when bool_or(owned.is_ours) then 'Egen plads'
    else 'Uden plads'
  end as place_owner
from priced
left join owned using (offer_id, from_day)
left join level on level.year = year(priced.first_day)
where priced.from_day < priced.to_day
group by priced.first_day, priced.person_id
