-- One row per person, condition code and day on which the theme was reassessed (R12).
with finding as (
  select effective_date, unnest(condition_ids) as condition_id
  from known.information_gathering
  where is_newest and status <> 'entered-in-error' and effective_date is not null  -- R5, A10
)
select person_id, code, valid_date as reassessed_date
from population.condition_line
where not is_refuted
union
-- A score that did not change gets no new date; only the gathering that found it tells.
select condition.person_id, condition.code, finding.effective_date
from finding join population.condition_newest as condition using (condition_id)
where condition.is_activity
