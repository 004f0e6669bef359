-- reads view population.employee_competent
select
  period,
  '' as breakdown,
  '' as member,
  count(*) filter ((true) and (has_education and has_courses)) as "competence_coverage.numerator",
  count(*) filter (true) as "competence_coverage.denominator"
from population.employee_competent
group by period
order by period;
