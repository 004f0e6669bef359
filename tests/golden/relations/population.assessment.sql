-- One row per citizen of 18 or more with a completed assessment in the period: the latest one (no. 8).
-- themes: how many of the six themes of Aktivitet og deltagelse have a score. Findings are read from the
-- assessment's newest version, their scores as known on the day that was (B13). Breakdowns: its date (A3).
with completed as (
  select
    scope.period,
    gathering.person_id,
    gathering.information_gathering_id,
    gathering.effective_date,
    gathering.known_date,
    gathering.condition_ids
  from population.scope as scope
  join known.information_gathering as gathering
    on gathering.effective_date between scope.first_day and scope.last_day
  where gathering.is_newest and gathering.status = 'completed'
  qualify row_number() over (
    partition by scope.period, gathering.person_id
    order by gathering.effective_date desc, gathering.known_at desc,
      gathering.information_gathering_id desc
  ) = 1
),
found as (
  select distinct information_gathering_id, known_date, unnest(condition_ids) as condition_id
  from completed
),
breadth as (
  select
    found.information_gathering_id,
    bool_or(told.condition_group = 'FF') as has_functions,
    bool_or(told.condition_group = 'O') as has_surroundings,
    count(distinct theme.parent_code) filter (
      told.condition_group = 'AD' and told.severity_level is not null
    ) as themes
  from found
  join known.condition as told
    on told.condition_id = found.condition_id
    and told.from_day <= found.known_date
    and told.to_day > found.known_date
    and told.verification_status is distinct from 'refuted'
  join population.condition_newest as valid on valid.condition_id = found.condition_id
  left join codelist.ffb_code as theme
    on theme.code = told.code and theme.value_set = 'KLConditionADCodesFFB'
  group by found.information_gathering_id
)
select
  completed.period,
  completed.person_id,
  completed.information_gathering_id,
  coalesce(breadth.has_functions, false) as has_functions,
  coalesce(breadth.has_surroundings, false) as has_surroundings,
  coalesce(breadth.themes, 0) as themes,
  state.step,
  state.primary_target_group,
  age_group(state.birth_date, completed.effective_date) as age_group,
  state.sex
from completed
join population.citizen_state as state
  on state.person_id = completed.person_id
  and state.from_day <= completed.effective_date
  and state.to_day > completed.effective_date
left join breadth using (information_gathering_id)
where age_on(state.birth_date, completed.effective_date) >= 18
