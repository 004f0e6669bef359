-- One row per care plan that a FollowUp in (D-455, D-90] ends for a new one, and period (B5: the latest such).
-- Citizens of 18 or more on the FollowUp's day (A3, A5). gap_days: until the next plan, at most 90.
with asked as (
  select scope.period, held.care_plan_id, max(held.held_date) as held_date
  from population.scope as scope
  join population.follow_up_held as held
    on held.held_date > scope.last_day - 455 and held.held_date <= scope.last_day - 90
  where held.asks_for_new_plan
  group by scope.period, held.care_plan_id
),
shift as (
  select distinct asked.held_date, plan.care_plan_id, plan.person_id, plan.end_date
  from asked join population.plan_life as plan using (care_plan_id)
  where plan.end_date is not null and plan.has_interventions
),
-- The first plan that begins from two weeks before the end on, received on or after the FollowUp.
successor as (
  select shift.care_plan_id, shift.held_date,
    min(plan.start_date) as start_date,
    arg_min(plan.care_plan_id, (plan.start_date, plan.care_plan_id)) as successor_id
  from shift
  join population.plan_life as plan
    on plan.person_id = shift.person_id
    and plan.care_plan_id <> shift.care_plan_id
    and plan.has_interventions
    and plan.first_known_date >= shift.held_date
    and plan.start_date >= shift.end_date - 14
  group by shift.care_plan_id, shift.held_date
)
select
  asked.period,
  shift.care_plan_id,
  shift.person_id,
  coalesce(successor.start_date <= shift.end_date + 14, false) as is_seamless,
  least(greatest(coalesce(successor.start_date - shift.end_date, 90), 0), 90) as gap_days,
  coalesce(tilbud.tilbud_type, 'Uoplyst') as from_tilbud_type,
  case
    when successor.successor_id is null then 'Ingen ny indsats'
    else coalesce(new_tilbud.tilbud_type, 'Uoplyst')
  end as to_tilbud_type,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, shift.held_date) as age_group,
  state.sex
from asked
join shift on shift.care_plan_id = asked.care_plan_id and shift.held_date = asked.held_date
join population.citizen_state as state
  on state.person_id = shift.person_id
  and state.from_day <= shift.held_date
  and state.to_day > shift.held_date
left join successor
  on successor.care_plan_id = shift.care_plan_id and successor.held_date = shift.held_date
left join population.care_plan_tilbud as tilbud
  on tilbud.care_plan_id = shift.care_plan_id
  and tilbud.from_day <= shift.held_date
  and tilbud.to_day > shift.held_date
left join population.care_plan_tilbud as new_tilbud
  on new_tilbud.care_plan_id = successor.successor_id
  and new_tilbud.from_day <= successor.start_date
  and new_tilbud.to_day > successor.start_date
where age_on(state.birth_date, shift.held_date) >= 18
  -- B5: outside on the FollowUp's day, or gone before a new plan had to begin.
  and not exists (
    select 1 from population.citizen_exit as gone
    where gone.person_id = shift.person_id
      and gone.exit_date <= greatest(shift.held_date, shift.end_date + 14)
      and gone.return_date > shift.held_date
  )
