-- One row per citizen, condition in Aktivitet og deltagelse and stretch of days with one score (R12).
with line as (
  select *,
    lag(severity_level) over (partition by person_id, code order by from_day) as level_before
  from population.severity_line
  where is_standing
),
theme as (
  select activity.code, activity.display_da as activity, parent.display_da as theme
  from codelist.ffb_code as activity
  left join codelist.ffb_code as parent on parent.code = activity.parent_code
  where activity.value_set = 'KLConditionADCodesFFB'
)
select
  line.person_id as borger,
  coalesce(theme.theme, 'Uoplyst') as tema,
  coalesce(theme.activity, 'Uoplyst') as emne,
  line.from_day as fra_dato,
  line.to_day as til_dato,
  line.from_day <= getvariable('newest') and line.to_day > getvariable('newest') as er_gaeldende,
  line.severity_level as score,
  line.level_before as forrige_score,
  line.severity_level - line.level_before as aendring,
  state.step as trin,
  coalesce(state.primary_target_group, 'Uoplyst') as maalgruppe,
  age_band(person.birth_date, line.from_day) as aldersgruppe,
  person.sex as koen
from line
join population.person as person using (person_id)
left join theme on theme.code = line.code
left join population.citizen_state as state
  on state.person_id = line.person_id
  and state.from_day <= line.from_day
  and state.to_day > line.from_day
