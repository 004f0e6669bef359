-- One row per loan of technology (T14) assessed in (D-365, D], to a citizen of 18 or more that day, and period.
-- has_gain: better quality of life or independence and neither worse. Missing effects are no effect.
select
  scope.period,
  loan.loan_id,
  loan.person_id,
  greatest(loan.quality_of_life_effect, loan.independence_effect) >= 1
    and least(loan.quality_of_life_effect, loan.independence_effect) > -1 as has_gain,
  loan.category,
  case
    when state.person_id is not null then cast(state.step as varchar)
    when person.person_id is not null then '0'  -- a citizen of ours without help
    else 'Uoplyst'
  end as step,
  coalesce(state.primary_target_group, 'Uoplyst') as primary_target_group
from population.scope as scope
join supply.technology_loan as loan
  on loan.effect_assessed_date <= scope.last_day
  and loan.effect_assessed_date > scope.last_day - 365
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = loan.person_id
  and state.from_day <= loan.effect_assessed_date
  and state.to_day > loan.effect_assessed_date
-- A5; whose birth date is unknown is let in.
where coalesce(age_on(person.birth_date, loan.effect_assessed_date) >= 18, true)
