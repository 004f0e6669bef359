-- One row per FollowUp (R15, R5) held in the period, of citizens of 18 or more, and period: who took part (T11).
-- is_registered: there is a meeting with the FollowUp's id; without one the other answers are NULL.
with focused as (
  select follow_up_id, effective_date, unnest(care_plan_ids) as care_plan_id
  from known.follow_up
  where is_newest and status = 'final' and effective_date is not null
),
held as (
  -- A16: a FollowUp falls with its plans only when all of them are in error.
  select focused.follow_up_id, focused.effective_date, min(plan.person_id) as person_id
  from focused join population.care_plan_life as plan using (care_plan_id)
  group by focused.follow_up_id, focused.effective_date
)
select
  scope.period,
  held.follow_up_id,
  held.person_id,
  meeting.follow_up_id is not null as is_registered,
  meeting.is_citizen_present,
  meeting.has_citizen_declined,
  meeting.is_network_wanted,
  meeting.is_network_present,
  coalesce(meeting.meeting_form, 'Uoplyst') as meeting_form,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, held.effective_date) as age_group,
  state.sex
from population.scope as scope
join held on held.effective_date between scope.first_day and scope.last_day
join population.citizen_state as state
  on state.person_id = held.person_id
  and state.from_day <= held.effective_date
  and state.to_day > held.effective_date
left join supply.follow_up_meeting as meeting using (follow_up_id)
where age_on(state.birth_date, held.effective_date) >= 18  -- A5
