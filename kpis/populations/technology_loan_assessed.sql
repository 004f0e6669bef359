-- One row per loan of technology (T14) handed out by D, or assessed in (D-365, D], to a citizen of 18 or more, and period.
-- has_gain: better quality of life or independence and neither worse. Missing effects are no effect.
with loan as (
  select
    scope.period,
    scope.last_day,
    lent.*,
    coalesce(
      lent.effect_assessed_date <= scope.last_day
        and lent.effect_assessed_date > scope.last_day - 365,
      false
    ) as is_assessed,
    lent.handed_out_date <= scope.last_day as is_handed_out
  from population.scope as scope cross join supply.technology_loan as lent
)
select
  loan.period,
  loan.loan_id,
  loan.person_id,
  loan.is_assessed,
  loan.is_handed_out,
  loan.is_handed_out and coalesce(loan.effect_assessed_date <= loan.last_day, false)
    as is_handed_out_and_assessed,
  loan.handed_out_date < loan.last_day - 60 as is_over_60_days,
  loan.activated_date is null or loan.activated_date > loan.last_day as is_never_activated,
  greatest(loan.quality_of_life_effect, loan.independence_effect) >= 1
    and least(loan.quality_of_life_effect, loan.independence_effect) > -1 as has_gain,
  loan.category,
  case
    when state.person_id is not null then cast(state.step as varchar)
    when person.person_id is not null then '0'  -- a citizen of ours without help
    else 'Uoplyst'
  end as step,
  coalesce(state.primary_target_group, 'Uoplyst') as primary_target_group
from loan
left join population.person as person using (person_id)
left join population.citizen_state as state
  on state.person_id = loan.person_id
  and state.from_day <= if(loan.is_assessed, loan.effect_assessed_date, loan.handed_out_date)
  and state.to_day > if(loan.is_assessed, loan.effect_assessed_date, loan.handed_out_date)
where (loan.is_assessed or loan.is_handed_out)
  and coalesce(  -- A5; whose birth date is unknown is let in
    age_on(
      person.birth_date, if(loan.is_assessed, loan.effect_assessed_date, loan.handed_out_date)
    ) >= 18,
    true
  )
