-- Ydelser: their plans, and code and status of each activity.
select
  fitting.*, $own_meta,
  t.id as intervention_id,
  ids_in(t.basedOn, 'CarePlan/') as care_plan_ids,
  list_transform(t.activity, lambda one: one.detail.code.coding[1].code::varchar) as codes,
  t.status, t.intent,
  list_transform(t.activity, lambda one: one.detail.status::varchar) as activity_statuses,
  day_of(t.created) as created_date, t.created as created_text,
  day_of(t.period.start) as start_date, t.period.start as start_text,
  day_of(t.period."end") as end_date, t.period."end" as end_text,
  ends_after_start(t.period.start, t.period."end") as is_consistent
from fitting
