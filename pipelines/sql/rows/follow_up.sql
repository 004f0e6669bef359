-- Follow-ups that were held, and their results (follow-up-1).
select
  fitting.*, $own_meta,
  t.id as follow_up_id,
  ids_in(t.focus, 'CarePlan/') as care_plan_ids,
  t.valueCodeableConcept.coding[1].code as result_code,
  day_of(t.effectiveDateTime) as effective_date, t.effectiveDateTime as effective_text,
  t.status,
  t.status in ('final', 'entered-in-error') as is_consistent
from fitting
