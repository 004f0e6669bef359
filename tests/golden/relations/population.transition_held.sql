-- One row per transition other than at 18 (T21) that took place in the period, of citizens of 18 or more, and period.
-- days_waiting: from reported ready to the transition.
select
  scope.period,
  held.transition_id,
  held.person_id,
  coalesce(held.handover_date <= held.actual_date, false) as is_handed_over,
  coalesce(held.receiver_confirmed_date <= held.actual_date + 7, false) as is_confirmed,
  held.actual_date - held.ready_date as days_waiting,
  held.transition_type,
  coalesce(held.from_unit, 'Uoplyst') as from_unit,
  coalesce(held.to_unit, 'Uoplyst') as to_unit
from population.scope as scope
join supply.transition as held
  on held.actual_date between scope.first_day and scope.last_day
where held.transition_type <> '18 år'
  and age_on(held.birth_date, held.actual_date) >= 18  -- A5
