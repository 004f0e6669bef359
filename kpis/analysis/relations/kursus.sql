-- One row per employee and course passed (T07a), and month in which it was.
select
  employee_id as medarbejder,
  course_code as kursus,
  month_of(passed_date) as bestaaet_maaned,
  month_of(max(end_date)) as gyldig_til_maaned,
  bool_or(end_date is null) as gaelder_uden_slut,
  bool_or(coalesce(end_date, date 'infinity') > getvariable('newest')) as er_gyldigt
from supply.course_passed
group by employee_id, course_code, month_of(passed_date)
