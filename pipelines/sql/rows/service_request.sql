-- Enquiries with their case numbers.
select
  fitting.*, $own_meta,
  t.id as service_request_id,
  case_number(t.extension[1].extension, 'municipalitySpecific') as case_number,
  case_number(t.extension[1].extension, 'official') as official_case_number,
  t.status, t.intent,
  has_case_numbers(t.extension[1].extension) as is_consistent
from fitting
