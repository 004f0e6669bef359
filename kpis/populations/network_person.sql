-- One row per citizen, network person and contribution (T10) that the citizen chose: its days [from_day, to_day).
-- consent_to_day: consent is valid before it; without a last day it is valid while it is given.
select
  person_id,
  network_person_id,
  contribution_type,
  relation,
  confirmed_date,
  start_date as from_day,
  coalesce(end_date, date 'infinity') as to_day,
  case when has_consent then coalesce(consent_end_date, date 'infinity') else date '-infinity' end
    as consent_to_day
from supply.network_contribution
where is_chosen_by_citizen and network_person_id is not null and start_date is not null  -- A10
