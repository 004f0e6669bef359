-- One row per digital channel and test of it (T16); a channel that was never tested has one row.
select
  channel_id as kanal,
  test_date as test_dato,
  channel_type as kanaltype,
  is_in_use as er_i_brug,
  critical_errors as kritiske_fejl,
  serious_errors as alvorlige_fejl,
  statement_updated_date as erklaering_opdateret_dato
from supply.channel_test
