-- One row per complaint made in (D-365, D] over provisions for adults (T17), and one per citizen in POP(D), and period.
select period, person_id, 0 as complaints, 1 as citizens from population.citizen_with_support
union all
select scope.period, min(told.person_id), 1, 0
from population.scope as scope
join supply.complaint as told
  on told.complaint_date <= scope.last_day and told.complaint_date > scope.last_day - 365
left join population.person as person using (person_id)
where told.paragraph in (from population.adult_provision)
  and coalesce(age_on(person.birth_date, told.complaint_date) >= 18, true)  -- A5
group by scope.period, told.complaint_id
