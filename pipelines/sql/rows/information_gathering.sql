-- Assessments: the request, the findings, the need evaluations.
select
  fitting.*, $own_meta,
  t.id as information_gathering_id,
  t.status,
  day_of(t.effectiveDateTime) as effective_date, t.effectiveDateTime as effective_text,
  id_in(t.extension[1].valueReference, 'ServiceRequest/') as service_request_id,
  ids_in(
    list_transform(
      list_filter(t.finding, lambda one: one.itemReference is not null),
      lambda one: one.itemReference
    ),
    'Condition/'
  ) as condition_ids,
  ids_in(t.investigation[1].item, 'Observation/') as care_evaluation_ids,
  true as is_consistent
from fitting
