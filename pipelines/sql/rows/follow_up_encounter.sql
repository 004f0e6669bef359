-- Follow-ups that are planned.
select
  fitting.*, $own_meta,
  t.id as follow_up_encounter_id,
  day_of(t.period.start) as start_date, t.period.start as start_text,
  t.status,
  true as is_consistent
from fitting
