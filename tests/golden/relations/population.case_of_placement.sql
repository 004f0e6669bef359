-- One row per granted case of a place to live in (T02, §§ 107 and 108) decided by D, of citizens of 18 or more, and period.
-- is_waiting: the help granted has not begun on D, and the citizen has not died or moved (A2).
select
  scope.period,
  told.case_number,
  told.person_id,
  coalesce(told.first_intervention_start_date > scope.last_day, true)
    and not exists (
      select 1 from population.citizen_exit as gone
      where gone.person_id = told.person_id
        and gone.exit_date <= scope.last_day
        and gone.return_date > scope.last_day
    ) as is_waiting
from population.scope as scope
join supply.case_decision as told on told.decision_date <= scope.last_day
left join population.person as person using (person_id)
where told.paragraph in ('§ 107', '§ 108')
  and told.decision in ('Bevilling', 'Delvis')
  and coalesce(age_on(person.birth_date, scope.last_day) >= 18, true)  -- A5
