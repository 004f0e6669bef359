-- One row per citizen of functional_change, theme (of six) with a pair of scores, and period: the change within the theme.
-- pairs are those of all themes, for they decide whether the citizen is counted at all (no. 13).
select
  citizen.period,
  citizen.person_id,
  theme.display_da as theme,
  citizen.pairs,
  sum(pair.change) as total_change
from population.functional_change as citizen
join population.scope as scope using (period)
join population.severity_pair as pair
  on pair.person_id = citizen.person_id
  and pair.from_day <= scope.last_day
  and pair.to_day > scope.last_day
join codelist.ffb_code as activity
  on activity.code = pair.code and activity.value_set = 'KLConditionADCodesFFB'
join codelist.ffb_code as theme on theme.code = activity.parent_code
group by citizen.period, citizen.person_id, theme.display_da, citizen.pairs
