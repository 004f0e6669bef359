-- Goals: one condition of rank 1, one target of each measure (intervention-goal-2).
select
  fitting.*, $own_meta,
  t.id as intervention_goal_id,
  t.lifecycleStatus as lifecycle_status,
  id_in(list_filter(t.addresses, lambda one: rank_of(one) is not distinct from 1)[1], 'Condition/')
    as primary_condition_id,
  ids_in(list_filter(t.addresses, lambda one: rank_of(one) is distinct from 1), 'Condition/')
    as secondary_condition_ids,
  aim_of(t.target, '$severity_measure') as expected_severity_code,
  score_of(aim_of(t.target, '$severity_measure')) as expected_severity_level,
  aim_of(t.target, '$change_measure') as change_value_code,
  len(list_filter(t.addresses, lambda one: rank_of(one) is not distinct from 1)) = 1
    and len(t.target) = 2
    and t.target[1].measure.coding[1].code <> t.target[2].measure.coding[1].code
    and coalesce(aim_of(t.target, '$severity_measure') in ($severities), true)
    and coalesce(aim_of(t.target, '$change_measure') in ($change_values), true) as is_consistent
from fitting
