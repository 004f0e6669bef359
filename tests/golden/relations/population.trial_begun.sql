-- One row per trial (T15) and period: whether it began in (D-365, D], so that a year without one is counted as 0.
-- is_due: it ended in (D-455, D-90]. is_decided: there was a decision within 90 days after the end.
select
  scope.period,
  trial.trial_id,
  trial.trial_type,
  trial.start_date <= scope.last_day and trial.start_date > scope.last_day - 365 as is_begun,
  coalesce(
    trial.trial_type = 'Velfærdsteknologi'
      and trial.is_new_to_organisation
      and trial.citizen_count >= 3,
    false
  ) as is_new_technology,
  coalesce(
    trial.end_date - 1 <= scope.last_day - 90 and trial.end_date - 1 > scope.last_day - 455, false
  ) as is_due,
  coalesce(
    trial.decision is not null and trial.evaluated_date <= trial.end_date - 1 + 90, false
  ) as is_decided
from population.scope as scope
cross join supply.trial as trial
