-- One row per citizen in POP(D-365), not gone since, and period: how the scores changed in the year up to D.
-- pairs: codes that can be compared; participation_*: the code about taking part in communities, NULL without a pair.
-- goal_type: of the goals current on D-365, Flere when they differ. Breakdowns are those of D-365 (A3).
with goal as (
  select scope.period, goal.person_id,
    case when count(distinct goal.goal_type) = 1 then min(goal.goal_type) else 'Flere' end
      as goal_type
  from population.scope as scope
  join population.goal_seen as goal
    on greatest(goal.seen_from, goal.from_day) <= scope.last_day - 365
    and least(goal.seen_to, goal.to_day) > scope.last_day - 365
  where goal.goal_type is not null
  group by scope.period, goal.person_id
)
select
  scope.period,
  state.person_id,
  coalesce(change.pairs, 0) as pairs,
  change.total_change,
  participation.severity_before as participation_before,
  participation.change as participation_change,
  coalesce(goal.goal_type, 'Uoplyst') as goal_type,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, scope.last_day - 365) as age_group,
  state.sex
from population.scope as scope
join population.citizen_state as state
  on state.from_day <= scope.last_day - 365 and state.to_day > scope.last_day - 365
left join population.severity_change as change
  on change.person_id = state.person_id
  and change.from_day <= scope.last_day
  and change.to_day > scope.last_day
left join population.severity_pair as participation
  on participation.person_id = state.person_id
  and participation.code = 'dcc6bb77-45af-4625-9c4d-7d7878307220'
  and participation.from_day <= scope.last_day
  and participation.to_day > scope.last_day
left join goal on goal.period = scope.period and goal.person_id = state.person_id
where state.is_helped
  and age_on(state.birth_date, scope.last_day - 365) >= 18
  and not exists (
    select 1 from population.citizen_exit as gone
    where gone.person_id = state.person_id
      and gone.exit_date > scope.last_day - 365
      and gone.exit_date <= scope.last_day
  )
