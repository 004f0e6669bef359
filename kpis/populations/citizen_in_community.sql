-- One row per citizen named in an activity (T20b) in (D-365, D], of citizens of 18 or more, and period.
-- times_lately: in (D-183, D], of the activities that count for an agreement valid on D (no. 27).
with named as (
  select scope.period, held.activity_id, unnest(held.person_ids) as person_id,
    held.activity_date > scope.last_day - 183
      and held.citizen_count >= 1
      and exists (
        select 1 from supply.partnership as agreed
        where agreed.partnership_id = held.partnership_id
          and agreed.start_date <= scope.last_day
          and (agreed.end_date is null or agreed.end_date > scope.last_day)
      ) as is_lately,
    scope.last_day
  from population.scope as scope
  join supply.partnership_activity as held
    on held.activity_date <= scope.last_day and held.activity_date > scope.last_day - 365
)
select
  named.period,
  named.person_id,
  count(distinct named.activity_id) as times,
  count(distinct named.activity_id) filter (named.is_lately) as times_lately
from named left join population.person as person using (person_id)
where coalesce(age_on(person.birth_date, named.last_day) >= 18, true)
group by named.period, named.person_id
