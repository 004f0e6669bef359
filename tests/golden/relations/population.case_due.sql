-- One row per case (T02) of §§ 82 a-d, 85, 102-104, 107 and 108 (C2) with its deadline in the period, and period.
-- Withdrawn before the deadline, or without a decision date, is out. Citizens of 18 or more on the deadline.
with due as (
  select *, request_date + deadline_days as deadline
  from supply.case_decision
  where paragraph in (
    '§ 82 a', '§ 82 b', '§ 82 c', '§ 82 d', '§ 85', '§ 102', '§ 103', '§ 104', '§ 107', '§ 108'
  )
)
select
  scope.period,
  due.case_number,
  due.person_id,
  coalesce(due.decision_date <= due.deadline, false) as is_on_time,
  due.first_intervention_start_date - due.decision_date as days_to_help,
  due.decision in ('Bevilling', 'Delvis') and due.first_intervention_start_date is not null
    as has_help,
  due.paragraph,
  coalesce(due.team, 'Uoplyst') as team,
  coalesce(state.primary_target_group, 'Uoplyst') as primary_target_group
from population.scope as scope
join due on due.deadline between scope.first_day and scope.last_day
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = due.person_id
  and state.from_day <= due.deadline
  and state.to_day > due.deadline
where coalesce(age_on(person.birth_date, due.deadline) >= 18, true)  -- A5; whose birth date is unknown is let in
  and (
    due.decision is distinct from 'Frafaldet'
    or (due.decision_date is not null and due.decision_date >= due.deadline)
  )
