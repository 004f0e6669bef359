-- One row per function and course or education it takes (T07b).
select
  job_function as stilling,
  coalesce(course_code, 'Intet kursus') as kursus,
  coalesce(education, 'Ingen uddannelse') as uddannelse,
  start_date as fra_dato,
  end_date as til_dato
from supply.competence_requirement
