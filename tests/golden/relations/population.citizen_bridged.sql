-- One row per citizen and stretch of days [from_day, to_day): the state as movement sees it (A9).
-- A gap of at most 30 days between two stretches of the same step is given that step, and counts as days in POP,
-- with the target group of the next start. next_step: of the start that ends any other gap; NULL when none does.
with neighbour as (
  select
    *,
    not is_helped
      and coalesce(to_day <= from_day + 30 and lead(step) over own = lag(step) over own, false)
      and lead(is_helped, 1, false) over own as is_bridged,
    lead(step) over own as step_after_gap,
    lead(primary_target_group) over own as target_group_after_gap,
    lead(is_helped, 1, false) over own as has_next
  from population.citizen_state
  window own as (partition by person_id order by from_day)
)
select
  person_id,
  from_day,
  to_day,
  is_helped or is_bridged as is_helped,
  if(is_bridged, step_after_gap, step) as step,
  not is_helped and not is_bridged and has_next as is_before_start,
  step_after_gap,
  if(is_bridged, target_group_after_gap, primary_target_group) as primary_target_group,
  birth_date,
  sex
from neighbour
