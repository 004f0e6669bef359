-- One row per person: birth date and legal sex, from the delivery reports or the list of citizens (T01).
select person_id, min(birth_date) as birth_date, min(sex) as sex
from (
  select person_id, birth_date, sex from population.citizen
  union all
  select person_id, birth_date, sex from supply.citizen_status
)
group by person_id
