-- One row per account of our policy areas (T04) and period: the latest follow-up of D's year by D (C3).
-- An account without an outturn at that follow-up is left out of both sides. Month 13, the closed accounts, counts when D is in December; then what was spent is the outturn.
with account as (
  select scope.period, told.*
  from population.scope as scope
  join supply.budget_account as told
    on told.year = year(scope.last_day)
    and told.follow_up_month <= if(month(scope.last_day) = 12, 13, month(scope.last_day))
  where told.policy_area in (select policy_area from codelist.policy_area)
),
latest as (
  select period, max(follow_up_month) as follow_up_month from account group by period
)
select
  account.period,
  account.policy_area,
  account.account_function,
  account.cost_centre,
  account.original_budget,
  account.corrected_budget,
  if(account.follow_up_month = 13, account.spent, account.expected_outturn) as outturn
from account join latest using (period, follow_up_month)
where if(account.follow_up_month = 13, account.spent, account.expected_outturn) is not null
