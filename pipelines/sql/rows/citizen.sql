-- Citizens: birth date and sex come from the CPR number, which is in no column.
select
  fitting.*, $own_meta,
  t.id as citizen_id,
  born as birth_date, legal_sex as sex,
  true as is_consistent
from fitting
join citizen_of using (report_no)
