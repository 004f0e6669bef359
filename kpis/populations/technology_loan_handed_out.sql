-- One row per loan of technology (T14) handed out by D to a citizen of 18 or more that day, and period.
select
  scope.period,
  lent.loan_id,
  lent.person_id,
  lent.handed_out_date < scope.last_day - 60 as is_over_60_days,
  lent.activated_date is null or lent.activated_date > scope.last_day as is_never_activated,
  coalesce(lent.effect_assessed_date <= scope.last_day, false) as is_assessed
from population.scope as scope
join supply.technology_loan as lent on lent.handed_out_date <= scope.last_day
left join population.person as person using (person_id)
-- A5; whose birth date is unknown is let in.
where coalesce(age_on(person.birth_date, lent.handed_out_date) >= 18, true)
