-- Tilbud.
select
  fitting.*, $own_meta,
  t.id as service_performer_id,
  t.category[1].coding[1].code as code,
  true as is_consistent
from fitting
