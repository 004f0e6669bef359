-- Target groups (con-5).
select
  fitting.*, $own_meta,
  t.id as target_group_id,
  t.code.coding[1].code as code,
  day_of(t.recordedDate) as recorded_date, t.recordedDate as recorded_text,
  t.clinicalStatus.coding[1].code as clinical_status,
  t.verificationStatus.coding[1].code as verification_status,
  t.clinicalStatus is null
    or coalesce(t.verificationStatus.coding[1].code <> 'entered-in-error', true) as is_consistent
from fitting
