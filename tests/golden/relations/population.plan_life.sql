-- One row per granted care plan (R7) of ours: its days, half-open (R2), and when it was first received.
select care_plan_id, person_id, start_date, end_date, first_known_date, has_interventions
from population.care_plan_life
where is_granted
