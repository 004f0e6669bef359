-- One row per employee with a job held on D and for more than 183 days whose function has a profile (T05, T07b), and period.
-- Of several such jobs all must be covered. has_education: an education allowed there, or none is asked for.
-- has_courses: every required course is passed and valid on D (T07a). unit and job_function are those of the largest job.
with held as (
  select scope.period, scope.last_day, told.*
  from population.scope as scope
  join supply.employment as told
    on told.start_date <= scope.last_day
    and (told.end_date is null or told.end_date > scope.last_day)
),
required as (
  select scope.period, profile.job_function,
    coalesce(list(distinct profile.course_code) filter (profile.course_code is not null), [])
      as courses,
    coalesce(list(distinct profile.education) filter (profile.education is not null), [])
      as educations
  from population.scope as scope
  join supply.competence_requirement as profile
    on profile.start_date <= scope.last_day  -- R2: without a first day it is inactive
    and (profile.end_date is null or profile.end_date > scope.last_day)
  group by scope.period, profile.job_function
),
passed as (
  select scope.period, course.employee_id, list(distinct course.course_code) as courses
  from population.scope as scope
  join supply.course_passed as course
    on course.passed_date <= scope.last_day
    and (course.end_date is null or course.end_date > scope.last_day)
  group by scope.period, course.employee_id
),
taught as (
  select period, employee_id, list(distinct education) as educations
  from held
  where education is not null
  group by period, employee_id
),
judged as (
  select
    held.period,
    held.employee_id,
    held.job_function,
    coalesce(held.unit, 'Uoplyst') as unit,
    len(required.educations) = 0
      or list_has_any(required.educations, coalesce(taught.educations, [])) as has_education,
    list_has_all(coalesce(passed.courses, []), required.courses) as has_courses,
    row_number() over (
      partition by held.period, held.employee_id
      order by held.employment_rate desc nulls last, held.start_date, held.employment_id
    ) as size
  from held
  join required using (period, job_function)
  left join passed using (period, employee_id)
  left join taught using (period, employee_id)
  where held.start_date < held.last_day - 183
)
select
  period,
  employee_id,
  bool_and(has_education) as has_education,
  bool_and(has_courses) as has_courses,
  any_value(job_function) filter (size = 1) as job_function,
  any_value(unit) filter (size = 1) as unit
from judged
group by period, employee_id
