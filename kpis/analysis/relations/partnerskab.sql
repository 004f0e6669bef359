-- One row per agreement with an association (T20a). Its name is left out.
select
  partnership_id as partnerskab,
  coalesce(partnership_type, 'Uoplyst') as art,
  coalesce(town, 'Uoplyst') as by_navn,
  start_date as fra_dato,
  end_date as til_dato,
  coalesce(end_date, date 'infinity') > getvariable('newest') as er_gaeldende
from supply.partnership
