-- One row per account (policy area, function and cost centre) and follow-up of a year (T04).
select
  year as aar,
  follow_up_month as opfoelgningsmaaned,
  policy_area as politikomraade,
  account_function as funktion,
  cost_centre as omkostningssted,
  original_budget as oprindeligt_budget,
  corrected_budget as korrigeret_budget,
  spent as forbrug,
  expected_outturn as forventet_regnskab,
  price_level as prisniveau
from supply.budget_account
