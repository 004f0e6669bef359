-- One row per employee and function, employed in it on D and for more than 183 days, whose function has a profile (T05, T07b), and period.
-- has_education: one of those allowed, or none is asked for. has_courses: every required one is passed and valid on D (T07a).
with employed as (
  select
    scope.period,
    scope.last_day,
    told.employee_id,
    told.job_function,
    arg_min(told.unit, (told.start_date, told.employment_id)) as unit,
    bool_or(told.start_date < scope.last_day - 183) as is_settled
  from population.scope as scope
  join supply.employment as told
    on told.start_date <= scope.last_day
    and (told.end_date is null or told.end_date > scope.last_day)
  group by scope.period, scope.last_day, told.employee_id, told.job_function
),
required as (
  select scope.period, profile.job_function,
    coalesce(list(distinct profile.course_code) filter (profile.course_code is not null), [])
      as courses,
    coalesce(list(distinct profile.education) filter (profile.education is not null), [])
      as educations
  from population.scope as scope
  join supply.competence_requirement as profile
    on coalesce(profile.start_date, date '-infinity') <= scope.last_day
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
  from population.scope as scope
  join supply.employment as told
    on told.start_date <= scope.last_day
    and (told.end_date is null or told.end_date > scope.last_day)
  where told.education is not null
  group by period, employee_id
)
select
  employed.period,
  employed.employee_id,
  employed.job_function,
  len(required.educations) = 0
    or list_has_any(required.educations, coalesce(taught.educations, [])) as has_education,
  list_has_all(coalesce(passed.courses, []), required.courses) as has_courses,
  coalesce(employed.unit, 'Uoplyst') as unit
from employed
join required using (period, job_function)
left join passed using (period, employee_id)
left join taught using (period, employee_id)
where employed.is_settled
