-- Themes with their group and, in Aktivitet og deltagelse, their severity (condition-1, con-5).
select
  fitting.*, $own_meta,
  t.id as condition_id,
  t.code.coding[1].code as code,
  group_of(t.code.coding[1].code) as condition_group,
  t.severity.coding[1].code as severity_code,
  score_of(t.severity.coding[1].code) as severity_level,
  t.clinicalStatus.coding[1].code as clinical_status,
  t.verificationStatus.coding[1].code as verification_status,
  day_of(t.recordedDate) as recorded_date, t.recordedDate as recorded_text,
  day_of(t.extension[1].valueDateTime) as last_asserted_date,
  t.extension[1].valueDateTime as last_asserted_text,
  (group_of(t.code.coding[1].code) = 'AD') = (t.severity is not null)
    and coalesce(t.verificationStatus.coding[1].code <> 'entered-in-error', true) as is_consistent
from fitting
