-- Evaluations of the need for support.
select
  fitting.*, $own_meta,
  t.id as care_evaluation_id,
  t.valueCodeableConcept.coding[1].code as level_code,
  score_of(t.valueCodeableConcept.coding[1].code) as level,
  day_of(t.effectiveDateTime) as effective_date, t.effectiveDateTime as effective_text,
  t.status,
  true as is_consistent
from fitting
