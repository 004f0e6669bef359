-- One row per valid goal and stretch of days [seen_from, seen_to) with the same version known (R3) and life.
-- baseline_level and is_consistent: R14.
-- code, is_activity: the theme of rank 1. is_consistent NULL: target, type or baseline is not known.
with version as (
  select
    life.intervention_goal_id,
    life.person_id,
    life.from_day,
    life.to_day,
    greatest(goal.from_day, life.seen_from) as seen_from,
    least(goal.to_day, life.seen_to) as seen_to,
    condition.code,
    coalesce(condition.is_activity, false) as is_activity,
    goal.expected_severity_level,
    goal.change_value_code
  from population.goal_life as life
  join known.intervention_goal as goal using (intervention_goal_id)
  left join population.condition_newest as condition
    on condition.condition_id = goal.primary_condition_id
  where greatest(goal.from_day, life.seen_from) < least(goal.to_day, life.seen_to)
),
-- The score at the goal's start, else the first within 30 days.
baseline as (
  select
    version.intervention_goal_id,
    version.seen_from,
    arg_min(line.severity_level, line.from_day) as baseline_level
  from version
  join population.severity_line as line
    on line.person_id = version.person_id
    and line.code = version.code
    and line.to_day > version.from_day
    and line.from_day <= version.from_day + 30
  where line.severity_level is not null
  group by version.intervention_goal_id, version.seen_from
)
select
  version.*,
  baseline.baseline_level,
  change.display_da as goal_type,
  case change.display_da
    when 'Udvikle funktionsevne' then expected_severity_level < baseline_level
    when 'Fastholde funktionsevne' then expected_severity_level = baseline_level
    when 'Begrænse tab af funktionsevne' then expected_severity_level >= baseline_level
  end as is_consistent
from version
left join baseline using (intervention_goal_id, seen_from)
left join codelist.ffb_code as change
  on change.code = version.change_value_code and change.value_set = 'KLChangeValueCodesFFB'
