-- One row per citizen named in an activity (T20b) in (D-365, D], of citizens of 18 or more, and period.
with named as (
  select scope.period, scope.last_day, unnest(held.person_ids) as person_id, held.activity_date
  from population.scope as scope
  join supply.partnership_activity as held
    on held.activity_date <= scope.last_day and held.activity_date > scope.last_day - 365
)
select
  named.period,
  named.person_id,
  count(*) as times,
  count(*) filter (named.activity_date > named.last_day - 183) as times_lately
from named left join population.person as person using (person_id)
where coalesce(age_on(person.birth_date, named.last_day) >= 18, true)
group by named.period, named.person_id
