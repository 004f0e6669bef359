-- One row per trial (T15).
select
  trial_id as proevehandling,
  trial_type as art,
  is_new_to_organisation as er_ny_for_organisationen,
  start_date as startdato,
  end_date as slutdato,
  citizen_count as antal_borgere,
  evaluated_date as evalueret_dato,
  coalesce(decision, 'Ikke besluttet') as beslutning,
  evaluated_date - end_date as dage_til_evaluering
from supply.trial
