-- One row per person: birth date and legal sex, from the delivery reports, else T01, else T21.
-- All were told by the same CPR number.
select person_id, arg_min(birth_date, source) as birth_date, arg_min(sex, source) as sex
from (
  select person_id, birth_date, sex, 1 as source from population.citizen
  union all
  select person_id, birth_date, sex, 2 from supply.citizen_status
  union all
  select person_id, birth_date, null, 3 from supply.transition
)
group by person_id
