-- One row per citizen: birth date and legal sex, which the CPR number told (R6).
select person_id, min(birth_date) as birth_date, min(sex) as sex
from known.citizen
group by person_id
