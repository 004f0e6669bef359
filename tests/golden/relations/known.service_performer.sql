-- One row per service_performer and version known at K, with the days on which it was the known one (R3).
-- Of several versions known on one day the last is read (small print); on days before anything
-- was known, because it was registered late, the earliest: hence -infinity.
select
  *,
  case
    when known_date = min(known_date) over (partition by service_performer_id) then date '-infinity'
    else known_date
  end as from_day,
  case
    when superseded_date <= getvariable('known_at') then superseded_date
    else date 'infinity'
  end as to_day,
  superseded_date is null or superseded_date > getvariable('known_at') as is_newest
from warehouse.core.service_performer_version
where known_date <= getvariable('known_at')
  and superseded_date is distinct from known_date
