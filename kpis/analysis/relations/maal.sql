-- One row per valid goal (R13), as known on the day of the newest report, with its latest evaluation (R14).
-- An evaluation is read at the goal's end or at a reassessment of its theme, of citizens of 18 or more that day.
with life as (
  select * from population.goal_seen
  where seen_from <= getvariable('newest') and seen_to > getvariable('newest')
),
judged as (
  select * from population.goal_judged
  qualify row_number() over (
    partition by intervention_goal_id order by evaluation_date desc
  ) = 1
),
listed as (
  select
    told.intervention_goal_id,
    count(distinct told.care_plan_id) as plans,
    max_by(told.care_plan_id, (plan.start_date, told.care_plan_id)) as care_plan_id
  from (
    select care_plan_id, unnest(intervention_goal_ids) as intervention_goal_id
    from known.care_plan
  ) as told
  join population.plan_life as plan using (care_plan_id)
  group by told.intervention_goal_id
),
theme as (
  select activity.code, activity.display_da as activity, parent.display_da as theme
  from codelist.ffb_code as activity
  left join codelist.ffb_code as parent on parent.code = activity.parent_code
  where activity.value_set = 'KLConditionADCodesFFB'
)
select
  life.intervention_goal_id as maal,
  life.person_id as borger,
  listed.care_plan_id as plan,
  coalesce(listed.plans, 0) as antal_planer,
  life.from_day as startdato,
  life.to_day as slutdato,
  coalesce(life.to_day, date 'infinity') > getvariable('newest') as er_aktuelt,
  coalesce(life.goal_type, 'Uoplyst') as maaltype,
  coalesce(theme.theme, 'Uoplyst') as tema,
  coalesce(theme.activity, 'Uoplyst') as emne,
  life.baseline_level as udgangspunkt,
  life.expected_severity_level as forventet,
  coalesce(life.is_consistent, false) as er_konsistent,
  judged.evaluation_date as vurderet_dato,
  judged.severity_level as opnaaet_score,
  coalesce(
    judged.is_reassessed
      and judged.baseline_level is not null
      and judged.severity_level is not null,
    false
  ) as kan_vurderes,
  judged.severity_level <= judged.expected_severity_level as er_opnaaet,
  case
    when judged.evaluation_date is null then 'Ikke vurderet endnu'
    when judged.severity_level < judged.expected_severity_level then 'Bedre end forventet'
    when judged.severity_level = judged.expected_severity_level then 'Som forventet'
    when judged.severity_level > judged.expected_severity_level then 'Ringere end forventet'
    else 'Kan ikke vurderes'
  end as udfald,
  judged.severity_level - judged.baseline_level as aendring,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, life.from_day) as aldersgruppe,
  person.sex as koen
from life
join population.person as person using (person_id)
left join judged using (intervention_goal_id)
left join listed using (intervention_goal_id)
left join theme on theme.code = life.code
left join population.citizen_state as state
  on state.person_id = life.person_id
  and state.from_day <= life.from_day
  and state.to_day > life.from_day
