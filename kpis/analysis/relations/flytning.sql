-- One row per citizen of 18 or more and day on which the step on the ladder changed (A9: short gaps are bridged).
-- Steps are those of the order of steps that is valid now. NULL is akut/udredning.
with held as (
  select
    person_id,
    from_day,
    if(is_helped, coalesce(step, -1), 0) as step,
    primary_target_group,
    birth_date,
    sex
  from population.citizen_bridged
),
turned as (
  select *, lag(step) over own as step_before
  from held
  window own as (partition by person_id order by from_day)
),
moved as (
  select *,
    lag(from_day) over (partition by person_id order by from_day) as previous_date
  from turned
  where step_before is not null and step <> step_before
),
left_us as (
  select person_id, exit_date, min(cause) as cause
  from population.ladder_exit
  group by person_id, exit_date
)
select
  moved.person_id as borger,
  moved.from_day as dato,
  month_of(moved.from_day) as maaned,
  nullif(moved.step_before, -1) as fra_trin,
  nullif(moved.step, -1) as til_trin,
  zone_before.zone as fra_zone,
  zone.zone as til_zone,
  case
    when moved.step = 0 then 'Ud'
    when moved.step_before = 0 then 'Ind'
    when moved.step = -1 then 'Til akut/udredning'
    when moved.step_before = -1 then 'Fra akut/udredning'
    when moved.step < moved.step_before then 'Ned'
    else 'Op'
  end as retning,
  if(moved.step = 0, coalesce(left_us.cause, 'Støtten ophørte'), null) as afgangsaarsag,
  moved.from_day - moved.previous_date as dage_siden_forrige,
  moved.primary_target_group as maalgruppe,
  age_band(moved.birth_date, moved.from_day) as aldersgruppe,
  moved.sex as koen
from moved
left join left_us
  on left_us.person_id = moved.person_id and left_us.exit_date = moved.from_day
left join codelist.ladder_step as zone_before
  on zone_before.valid_from = getvariable('ladder')
  and cast(zone_before.step as tinyint) = moved.step_before
left join codelist.ladder_step as zone
  on zone.valid_from = getvariable('ladder') and cast(zone.step as tinyint) = moved.step
where age_on(moved.birth_date, moved.from_day) >= 18
  and moved.from_day <= getvariable('newest')
