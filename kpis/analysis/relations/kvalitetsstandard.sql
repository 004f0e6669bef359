-- One row per quality standard (T22).
select
  standard_id as standard,
  approved_date as godkendt_dato,
  published_date as offentliggjort_dato,
  is_easy_to_read as er_letlaest
from supply.quality_standard
