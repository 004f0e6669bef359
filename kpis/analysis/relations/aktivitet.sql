-- One row per activity of a partnership (T20b).
select
  activity_id as aktivitet,
  partnership_id as partnerskab,
  activity_date as dato,
  activity_type as art,
  citizen_count as antal_borgere,
  len(person_ids) as antal_angivne_borgere
from supply.partnership_activity
