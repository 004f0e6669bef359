-- One row per valid goal and version, with the days [from_day, to_day) on which it was the known one (R3).
-- code, is_activity: the theme of rank 1. is_consistent NULL or false: the goal is inconsistent (R14).
with version as (
  select
    goal.intervention_goal_id,
    goal.version_no,
    life.person_id,
    life.from_day as goal_from_day,
    goal.from_day,
    goal.to_day,
    condition.code,
    coalesce(condition.is_activity, false) as is_activity,
    goal.expected_severity_level,
    goal.change_value_code
  from known.intervention_goal as goal
  join population.goal_life as life using (intervention_goal_id)
  left join population.condition_newest as condition
    on condition.condition_id = goal.primary_condition_id
  where goal.from_day < goal.to_day
),
-- R14: the score at the goal's start, else the first within 30 days.
baseline as (
  select
    version.intervention_goal_id,
    version.version_no,
    arg_min(line.severity_level, line.from_day) as baseline_level
  from version
  join population.severity_line as line
    on line.person_id = version.person_id
    and line.code = version.code
    and line.to_day > version.goal_from_day
    and line.from_day <= version.goal_from_day + 30
  where line.severity_level is not null
  group by version.intervention_goal_id, version.version_no
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
left join baseline using (intervention_goal_id, version_no)
left join codelist.ffb_code as change
  on change.code = version.change_value_code and change.value_set = 'KLChangeValueCodesFFB'
