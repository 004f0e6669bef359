-- One row per care plan and day on which it was followed up (R15), final FollowUps only (R5).
with focused as (
  select unnest(care_plan_ids) as care_plan_id, effective_date, result_code
  from known.follow_up
  where is_newest and status = 'final' and effective_date is not null
)
select
  care_plan_id,
  effective_date as held_date,
  bool_or(result_code = 'b4c01aa8-82fd-44e4-83ff-ca19ec02c779') as asks_for_new_plan
from focused
group by care_plan_id, effective_date
